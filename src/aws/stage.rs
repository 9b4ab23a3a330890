//! Stage variables in what is sent to AWS: `${stageVariables.name}`.

use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Data, Piece, Sequence, Text, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "stage_variables",
    doc: "the names of the stage variables that stand in a value",
    parameters: &[Parameter::ANY_OR_NULL],
    rest: None,
    result: None,
    compute: |args, _| Ok(stage_variables(args)),
}];

/// How a variable stands within a text, and how it begins where it is the whole of a mapping.
const WITHIN: &str = "${stageVariables.";
const ALONE: &str = "stageVariables.";

/// Whether a page is about references that begin so: Terraform takes an unescaped stage variable for one.
pub(crate) fn is_spoken_of(root: &str) -> bool {
    root == "stageVariables"
}

/// The names of the stage variables that certainly stand in a value. Others may stand in what is not known of it.
fn stage_variables(args: &[Value]) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let names = to_text_or_unknown(value).map_or_else(Vec::new, |text| names(&text));
    let name = |name: &str| Value::string(name).at(value.origin.clone());
    let names = names.iter().map(|each| name(each)).collect();
    Value::new(Data::Sequence(Sequence::List, Arc::new(names)))
}

fn names(text: &Text) -> Vec<String> {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if let Some(name) = text.as_known().and_then(|text| text.strip_prefix(ALONE)) {
        return if is_name(name) { vec![name.to_owned()] } else { Vec::new() };
    }
    let mut names = Vec::new();
    for piece in text.pieces() {
        let Piece::Known(piece) = piece else { continue };
        let within = piece.split(WITHIN).skip(1).filter_map(|rest| rest.split_once('}'));
        names.extend(within.map(|(name, _)| name.to_owned()).filter(|name| is_name(name)));
    }
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{Piece, Text, names};

    #[test]
    fn names_stand_within_a_text_or_alone() {
        let known = |text: &str| names(&Text::known(text));
        assert_eq!(
            known("https://${stageVariables.host}/${stageVariables.base}"),
            ["base", "host"]
        );
        assert_eq!(known("stageVariables.host"), ["host"]);
        assert_eq!(known("'stageVariables.host'"), [""; 0]);
        assert_eq!(known("https://example.com/"), [""; 0]);
        assert_eq!(known("${stageVariables.}${stageVariables.open"), [""; 0]);
    }

    #[test]
    fn what_is_not_known_does_not_hide_the_rest() {
        let text =
            Text::of([Piece::Unknown(None), Piece::Known(":${stageVariables.alias}".into())]);
        assert_eq!(names(&text), ["alias"]);
    }
}
