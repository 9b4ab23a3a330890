//! What the provider exports of a resource type: which attributes a reference may name.

use crate::ask::admits_together;
use crate::schema::{FOLLOWED, Schema, Schemas};
use crate::scope::ModuleScope;
use crate::spelling::meant;
use crate::value::Truth;
use crate::world::World;

/// An attribute that a resource type has not.
pub(crate) struct Missing {
    /// The attribute that was probably meant.
    pub(crate) nearest: Option<String>,
}

/// Data sources of which each release up to 6.58.0 is known, with what came after the release that their schemas are of.
/// <https://registry.terraform.io/providers/hashicorp/aws/6.58.0/docs>
const SETTLED: [(&str, &[&str]); 3] = [
    ("data.aws_caller_identity", &[]),
    ("data.aws_partition", &[]),
    ("data.aws_region", &["region"]),
];

/// Whether no attribute, argument or block of that name is there, in any version of the provider that the module may get.
/// A version that is newer than what is known may have more: only what looks like another name is missing there too.
pub(crate) fn missing_attribute(
    r#type: &str,
    name: &str,
    module: &ModuleScope,
    world: &World,
) -> Option<Missing> {
    let schema = module.tree().schemas().of(r#type)?;
    let later = SETTLED.iter().find(|(settled, _)| *settled == r#type).map(|(_, later)| *later);
    let names = || {
        let attributes = schema.body.argument.keys().chain(schema.body.attribute.keys());
        let names = attributes.chain(schema.body.block.keys()).map(|name| &**name);
        names.chain(later.unwrap_or_default().iter().copied())
    };
    if names().any(|known| known == name) || !is_amazons(module, world) {
        return None;
    }
    let nearest = meant(name, names());
    let is_missing = nearest.is_some() || is_settled(r#type, &schema, module, world);
    is_missing.then(|| Missing { nearest: nearest.map(str::to_owned) })
}

/// Whether what the schema says of a type holds for each version of the provider that the module may get.
pub(crate) fn is_settled(
    r#type: &str,
    schema: &Schema,
    module: &ModuleScope,
    world: &World,
) -> bool {
    let admits = |versions: &str| admits_together("aws", versions, module, world);
    if !is_amazons(module, world) {
        return false;
    }
    // Of old versions not all is known. They are taken only where something asks for them.
    let may_be_old = admits("< 1.0.0") == Truth::False && admits("< 4.0.0") != Truth::False;
    if FOLLOWED.binary_search(&r#type).is_ok() {
        return !may_be_old && admits(&format!("<= {}", schema.provider)) == Truth::True;
    }
    if SETTLED.iter().any(|(settled, _)| *settled == r#type) {
        return !may_be_old && admits("<= 6.58.0") == Truth::True;
    }
    // The last of its line: <https://github.com/hashicorp/terraform-provider-aws/releases/tag/v6.0.0> followed.
    admits(">= 6.0.0") == Truth::False && admits("< 4.0.0") == Truth::False
}

/// Whether it is the provider that `HashiCorp` publishes: one of another source has what it likes.
fn is_amazons(module: &ModuleScope, world: &World) -> bool {
    admits_together("aws", ">= 0.0.0", module, world) == Truth::True
}

/// What no later version will have either: HTTP and WebSocket APIs have none of it, and REST APIs have.
const OF_REST_ONLY: [(&str, &str); 3] = [
    ("aws_apigatewayv2_api_key", "aws_api_gateway_api_key"),
    ("aws_apigatewayv2_usage_plan", "aws_api_gateway_usage_plan"),
    ("aws_apigatewayv2_usage_plan_key", "aws_api_gateway_usage_plan_key"),
];

/// Whether no version of the provider that the module may get has that type of resource, or of data source, which has `data.`
/// before it. A newer version may have more: only what looks like another one is missing there too.
pub(crate) fn missing_type(r#type: &str, module: &ModuleScope, world: &World) -> Option<Missing> {
    let name = r#type.strip_prefix("data.").unwrap_or(r#type);
    let is_its = name.starts_with("aws_") && !module.tree().schemas().has(r#type);
    if !is_its || !is_amazons(module, world) {
        return None;
    }
    if let Some((_, rest)) = OF_REST_ONLY.iter().find(|(name, _)| *name == r#type) {
        return Some(Missing { nearest: Some((*rest).to_owned()) });
    }
    let known = Schemas::provided();
    let is_data = |known: &&str| known.starts_with("data.") == r#type.starts_with("data.");
    let near = meant(r#type, known.iter().copied().filter(is_data));
    // What came later is often the plural of what there was, or its next version.
    let nearest = near.filter(|near| !is_variant(near, r#type)).map(str::to_owned);
    let admits = |versions: &str| admits_together("aws", versions, module, world);
    let is_settled = || admits(">= 6.0.0") == Truth::False && admits("< 4.0.0") == Truth::False;
    (nearest.is_some() || is_settled()).then_some(Missing { nearest })
}

/// Whether one name is the other, but for the signs of a plural and the digits of a version.
fn is_variant(one: &str, other: &str) -> bool {
    let stem = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let is_plural = |one: &str, many: &str| {
        let ending = many.strip_prefix(one);
        let of_y = one.strip_suffix('y').and_then(|stem| many.strip_prefix(stem));
        matches!(ending, Some("s" | "es")) || of_y == Some("ies")
    };
    let same = |(one, other): (&str, &str)| {
        let (one, other) = (stem(one), stem(other));
        one == other || is_plural(&one, &other) || is_plural(&other, &one)
    };
    one.split('_').count() == other.split('_').count()
        && one.split('_').zip(other.split('_')).all(same)
}

#[cfg(test)]
mod tests {
    use super::is_variant;

    #[test]
    fn a_plural_is_told_from_a_slip() {
        assert!(is_variant("data.aws_ecr_images", "data.aws_ecr_image"));
        assert!(is_variant("aws_iam_policies", "aws_iam_policy"));
        assert!(is_variant("aws_ip_address", "aws_ip_addresses"));
        assert!(is_variant("aws_thing_v2", "aws_thing_v3"));
        assert!(!is_variant("aws_lambda_functon", "aws_lambda_function"));
    }
}
