//! From a recipe of a page to edits of a text.

mod literal;
mod sign;
mod spelling;
mod writer;

use super::FixRecipe;
use crate::eval::{Environment, eval};
use crate::finding::{Edit, Fix};
use crate::source::Sources;
use crate::syntax::{Expr, is_json};
use crate::value::{BlockValue, Data, Truth, Value};
use literal::literal;
use std::sync::Arc;
use writer::Writer;

/// The edits of a recipe; `None` where it does not apply to how the block is written.
pub(super) fn fix(
    recipe: &FixRecipe,
    block: &Arc<BlockValue>,
    at: Option<&Value>,
    env: Environment,
    sources: &Sources,
) -> Option<Fix> {
    let target = match recipe.target.as_ref().map(|target| eval(target, env).data) {
        None => Arc::clone(block),
        Some(Data::Block(block)) => block,
        Some(_) => return None,
    };
    let text = &sources.get(target.span.source).text;
    let anchor = at.and_then(|at| at.origin.as_ref()).map(|origin| origin.span);
    let writer = Writer { block: &target, text, anchor };
    let mut edits = Vec::new();
    if let Some(replace) = &recipe.replace {
        let value = eval(replace, env);
        // A reference is not replaced by what it refers to: the mistake is where it leads. Another reference may take its
        // place.
        let is_written_here = at?.origin.as_ref().is_some_and(|origin| origin.from.is_none());
        let is_reference = value.symbol().is_some();
        let text = literal(&value, &target.address.module)?;
        let is_in_block = anchor.is_some_and(|anchor| target.span.contains(anchor));
        let span = anchor.filter(|_| is_written_here || (is_in_block && is_reference))?;
        edits.push(if is_reference {
            Edit { span, text }
        } else {
            writer.overwrite(span, text)?
        });
    }
    if let Some(write) = &recipe.write {
        edits.push(spelling::write(eval(write, env).as_str()?, anchor?)?);
    }
    if recipe.escape.as_ref().is_some_and(|escape| eval(escape, env).as_truth() == Truth::True) {
        edits.push(spelling::escape(text, anchor?)?);
    }
    let name = |of: &Option<Expr>| of.as_ref().map(|name| eval(name, env));
    if let Some(name) = name(&recipe.assign) {
        edits.push(sign::assign(&target, text, name.as_str()?)?);
    }
    if let Some(name) = name(&recipe.unassign) {
        edits.push(sign::unassign(&target, text, name.as_str()?)?);
    }
    if let Some(set) = &recipe.set {
        for (name, value) in &entries(&eval(set, env))? {
            edits.extend(writer.set(name, value)?);
        }
    }
    if let Some(add) = &recipe.add {
        for (name, arguments) in &entries(&eval(add, env))? {
            edits.push(writer.add_block(name, arguments)?);
        }
    }
    for name in recipe.remove.iter().filter_map(|remove| eval(remove, env).elements()).flatten() {
        edits.extend(writer.remove(name.as_str()?)?);
    }
    if let Some(rename) = &recipe.rename {
        for (old, new) in &entries(&eval(rename, env))? {
            let argument = target.arguments.get(&**old)?;
            edits.push(Edit { span: argument.name, text: new.as_str()?.to_owned() });
        }
    }
    // The edits are written in native syntax.
    if edits.iter().any(|edit| is_json(&sources.get(edit.span.source).path)) {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    Some(Fix { safety: recipe.safety, edits })
}

fn entries(value: &Value) -> Option<Vec<(Arc<str>, Value)>> {
    let Data::Mapping(_, entries) = &value.data else { return None };
    Some(entries.iter().map(|(key, entry)| (Arc::clone(key), entry.value.clone())).collect())
}
