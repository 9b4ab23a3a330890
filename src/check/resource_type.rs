//! Types of resources and data sources that the AWS provider does not have.

use super::Found;
use crate::aws::missing_type;
use crate::finding::{Edit, Fix, Safety};
use crate::scope::ModuleScope;
use crate::syntax::Block;
use crate::world::World;

pub(super) fn find(scope: &ModuleScope, world: &World) -> Vec<Found> {
    scope.module.blocks().filter_map(|block| missing(block, scope, world)).collect()
}

fn missing(block: &Block, scope: &ModuleScope, world: &World) -> Option<Found> {
    let before = match &*block.kind.text {
        "resource" => "",
        "data" => "data.",
        _ => return None,
    };
    let label = block.labels.first().filter(|_| block.body.is_whole())?;
    if block.body.attribute("provider").is_some() {
        return None;
    }
    let missing = missing_type(&format!("{before}{}", label.text), scope, world)?;
    let what = if before.is_empty() { "resource type" } else { "data source" };
    let message = format!("the AWS provider has no {what} `{}`", label.text);
    let near = missing.nearest.as_deref().map(|near| near.strip_prefix(before).unwrap_or(near));
    let help = near.map(|near| format!("did you mean `{near}`?"));
    let fix = near.map(|near| {
        let edit = Edit { span: label.span, text: format!("\"{near}\"") };
        Fix::new(Safety::Unsafe, vec![edit])
    });
    Some(Found { fix, ..Found::new(label.span, message, help) })
}
