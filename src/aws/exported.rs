//! What the provider exports of a resource type: which attributes a reference may name.

use crate::ask::admits_together;
use crate::scope::ModuleScope;
use crate::spelling::meant;
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
    let nearest = meant(name, names());
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
