//! The arguments of module calls: those that the module has no variable for, those that it needs, and values that do not
//! fit its variables.

use super::refused::{All, MODULE};
use super::{Found, unfit};
use crate::eval::{Environment, eval};
use crate::finding::{Fix, Label, Safety};
use crate::module::Module;
use crate::rule::rename;
use crate::source::Sources;
use crate::spelling::{meant, nearest};
use crate::syntax::{Attribute, Block};
use crate::tree::Tree;
use crate::types::Constraint;
use crate::value::{Data, Truth};
use std::path::Path;

/// What every call of a module may have.
const OF_TERRAFORM: [&str; 6] =
    ["count", "depends_on", "for_each", "providers", "source", "version"];

/// The calls of a module that name what there is not, or leave out what there has to be, each with the folder that it calls.
pub(super) fn find<'t>(
    module: &Module,
    tree: &'t Tree,
    sources: &Sources,
) -> Vec<(&'t Path, Found)> {
    let mut found = Vec::new();
    for position in module.positions_of_kind("module") {
        let Some(block) = module.block(*position) else { continue };
        let Some(called) = tree.called(module, *position) else { continue };
        if !block.body.is_whole() || called.incomplete {
            continue;
        }
        let of_call = of_call(block, called, sources).into_iter();
        found.extend(of_call.map(|found| (called.dir.as_path(), found)));
    }
    found
}

fn of_call(block: &Block, called: &Module, sources: &Sources) -> Vec<Found> {
    let mut found = Vec::new();
    let arguments = block.body.attributes.iter();
    let arguments = arguments.filter(|it| !OF_TERRAFORM.contains(&&*it.name.text));
    let mut misspelt = Vec::new();
    for Attribute { name, .. } in arguments {
        let text = &*name.text;
        if called.position("variable", &[text]).is_some() || called.may_declare("variable", &[text])
        {
            continue;
        }
        let unset =
            || called.variables().filter(|variable| block.body.attribute(variable).is_none());
        misspelt.extend(nearest(text, unset()));
        let help = nearest(text, unset()).map_or_else(
            || format!("remove it, or declare `variable \"{text}\"` in the module"),
            |near| format!("did you mean `{near}`?"),
        );
        let fix = meant(text, unset()).map(|meant| {
            let text = &sources.get(name.span.source).text;
            Fix::new(Safety::Safe, rename(text, name.span, meant))
        });
        let message = format!("the module has no variable `{text}`");
        found.push(Found { fix, ..Found::new(name.span, message, Some(help)) });
    }
    for variable in called.of_kind("variable").filter(|variable| variable.body.is_whole()) {
        let Some(name) = variable.label(0) else { continue };
        let has = |body: &crate::syntax::Body, name| body.attribute(name).is_some();
        if has(&variable.body, "default") || has(&block.body, name) || misspelt.contains(&name) {
            continue;
        }
        let message = format!("the call does not set `{name}`, which has no default");
        let related = Label { span: variable.header, message: "declared here".to_owned() };
        found.push(Found {
            related: vec![related],
            ..Found::new(block.header, message, Some(format!("set `{name}`")))
        });
    }
    found
}

/// The values of a call, in one of its instances, that do not fit the variables of the module.
pub(super) fn values(block: &Block, called: &Module, env: Environment, found: &mut All) {
    for attribute in &block.body.attributes {
        let name = &*attribute.name.text;
        let variable = called.position("variable", &[name]);
        let Some(variable) = variable.and_then(|position| called.block(position)) else {
            continue;
        };
        let argument = |name| variable.body.attribute(name).map(|it| &it.value);
        let Some(constraint) = argument("type").map_or(Some(Constraint::Any), Constraint::read)
        else {
            continue;
        };
        let value = eval(&attribute.value, env);
        if value.is_refused() {
            continue;
        }
        let refuses_null = || {
            matches!(value.data, Data::Null)
                && argument("default").is_none()
                && argument("nullable")
                    .is_some_and(|it| crate::eval::constant(it).as_truth() == Truth::False)
        };
        let message = if constraint.convert(&value).is_err() {
            let why = unfit::why(&value, &constraint);
            format!("this value does not fit the variable `{name}`: {}", why.message)
        } else if refuses_null() {
            format!("`{name}` cannot be `null`")
        } else {
            continue;
        };
        let related = Label { span: variable.header, message: "declared here".to_owned() };
        let help = Some("pass a value of its type".to_owned());
        let is_new = found.iter().all(|(_, other)| other.span != attribute.value.span);
        if is_new {
            found.push((
                MODULE,
                Found { related: vec![related], ..Found::new(attribute.value.span, message, help) },
            ));
        }
    }
}
