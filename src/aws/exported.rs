//! What the provider exports of a resource type: which attributes a reference may name.

use crate::ask::admits_together;
use crate::schema::{FOLLOWED, Schema};
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

/// Whether it is the provider that HashiCorp publishes: one of another source has what it likes.
fn is_amazons(module: &ModuleScope, world: &World) -> bool {
    admits_together("aws", ">= 0.0.0", module, world) == Truth::True
}
