//! What a module asks of a provider.

use super::{Function, Site, known};
use crate::functions::{Answer, Parameter};
use crate::value::{Kind, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "has_data_source",
    doc: "whether the module has a data source of that type",
    parameters: &[Parameter::STRING.named("type")],
    rest: None,
    result: Some(Kind::Bool),
    compute: has_data_source,
}];

/// Whether the module has a data source of that type.
fn has_data_source(args: &[Value], site: &Site) -> Answer {
    let r#type = known(args, 0)?;
    let module = site.module().module;
    let is_there =
        module.blocks().any(|block| &*block.kind.text == "data" && block.label(0) == Some(r#type));
    Ok(Value::truth(match (is_there, module.incomplete) {
        (false, true) => Truth::Unknown,
        _ => Truth::from(is_there),
    }))
}
