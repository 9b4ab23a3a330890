//! The functions that pages have beside those of the language.

use super::KNOWLEDGE;
use crate::ask;
use crate::functions::Parameter;

/// A function of pages, as their documentation shows it.
#[derive(Debug, Clone)]
pub struct FunctionDoc {
    /// Its name and what it takes.
    pub signature: String,
    /// What it answers.
    pub doc: &'static str,
}

/// The functions that pages have beside those of the language, in the order of their names.
pub fn functions() -> Vec<FunctionDoc> {
    let mut all: Vec<FunctionDoc> = ask::functions(KNOWLEDGE).map(of).collect();
    all.sort_by(|a, b| a.signature.cmp(&b.signature));
    all
}

fn of(function: &ask::Function) -> FunctionDoc {
    let name = |parameter: &Parameter| {
        let mark = if parameter.optional { "?" } else { "" };
        format!("{}{mark}", parameter.name)
    };
    let rest = function.rest.iter().map(|rest| format!("{}...", rest.name));
    let names: Vec<String> = function.parameters.iter().map(name).chain(rest).collect();
    let (name, field) = function.name.split_once('.').unwrap_or((function.name, ""));
    let dot = if field.is_empty() { "" } else { "." };
    let signature = format!("{name}({}){dot}{field}", names.join(", "));
    FunctionDoc { signature, doc: function.doc }
}
