//! What the provider exports of a resource type: which attributes a reference may name.

use crate::ask::admits_together;
use crate::scope::ModuleScope;
use crate::value::Truth;
use crate::world::World;

/// An attribute that a resource type has not.
pub(crate) struct Missing {
    /// The attribute that was probably meant.
    pub(crate) nearest: Option<String>,
}

/// Whether no attribute, argument or block of that name is there, in any version of the provider that the module may get.
/// A version that is newer than what is known may have more: only what looks like another name is missing there too.
pub(crate) fn missing_attribute(
    r#type: &str,
    name: &str,
    module: &ModuleScope,
    world: &World,
) -> Option<Missing> {
    let schemas = module.tree().schemas();
    let schema = schemas.of(r#type).filter(|_| schemas.are_about(r#type))?;
    let names = || {
        let attributes = schema.body.argument.keys().chain(schema.body.attribute.keys());
        attributes.chain(schema.body.block.keys()).map(|name| &**name)
    };
    if names().any(|known| known == name) {
        return None;
    }
    // A provider of another source has what it likes.
    if admits_together("aws", ">= 0.0.0", module, world) != Truth::True {
        return None;
    }
    let nearest = nearest(name, names());
    let rules_out =
        |versions: &str| admits_together("aws", versions, module, world) == Truth::False;
    // What old versions had is not all known either.
    let later = match &*schema.provider {
        // The last of its line: <https://github.com/hashicorp/terraform-provider-aws/releases/tag/v6.0.0> followed.
        "5.100.0" => ">= 6.0.0".to_owned(),
        known => format!("> {known}"),
    };
    let is_known = || rules_out(&later) && rules_out("< 4.0.0");
    (nearest.is_some() || is_known()).then(|| Missing { nearest: nearest.map(str::to_owned) })
}

/// The one name that differs in a letter or two, or ends in this one as a word: `invoke_url` for `url`.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |known: &str| strsim::damerau_levenshtein(known, name);
    let is_end = |known: &str| known.strip_suffix(name).is_some_and(|rest| rest.ends_with('_'));
    let mut near: Vec<(usize, &str)> = names
        .map(|known| if is_end(known) { (1, known) } else { (distance(known), known) })
        .filter(|(distance, known)| is_end(known) || (*distance <= 2 && distance * 3 <= name.len()))
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, only)] => Some(only),
        [(least, nearest), (next, _), ..] if least < next => Some(nearest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_miss_is_told_from_another_name() {
        let names = ["arn", "function_name", "invoke_arn", "qualified_arn", "invoke_url"];
        let near = |name: &str| nearest(name, names.into_iter());
        assert_eq!(near("invoke_urn"), None, "one letter from two names");
        assert_eq!(near("function_nam"), Some("function_name"));
        assert_eq!(near("url"), Some("invoke_url"));
        assert_eq!(near("name"), Some("function_name"));
        assert_eq!(near("ar"), None);
        assert_eq!(near("durable_config"), None);
    }
}
