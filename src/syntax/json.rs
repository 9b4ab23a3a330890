//! Terraform's JSON syntax: `*.tf.json`, `*.tofu.json` and `*.tfvars.json`.
//!
//! `read` makes JSON of the text, `lower` blocks and attributes of the JSON, `expr` expressions of the values. What a
//! property is depends on where it stands, which `grammar` knows. `comment` finds what stands under `//`.

mod comment;
mod escape;
mod expr;
mod fault;
mod grammar;
mod lower;
mod read;
#[cfg(test)]
mod tests;

pub(crate) use comment::comments;

use super::{NestedBlocks, Parsed};
use crate::source::SourceId;
use grammar::Place;
use lower::Lowering;

/// Reads the text of a configuration file.
pub(crate) fn parse(source: SourceId, text: &str, schemas: &dyn NestedBlocks) -> Parsed {
    read_and(source, text, Place::Root, schemas)
}

/// Reads the text of a variables file: each property is an attribute, and strings are no templates.
pub(crate) fn parse_attributes(source: SourceId, text: &str) -> Parsed {
    read_and(source, text, Place::Literals, &())
}

fn read_and(source: SourceId, text: &str, place: Place, schemas: &dyn NestedBlocks) -> Parsed {
    let (text, errors) = read::mend(source, text);
    let mut parsed = Parsed { errors, ..Parsed::default() };
    match read::json(source, &text) {
        Ok(root) => {
            let mut lowering = Lowering::new(source, &text, schemas);
            parsed.body = lowering.root(&root, place);
            parsed.errors.extend(lowering.errors);
            parsed.incomplete = lowering.incomplete;
        }
        Err(error) => {
            parsed.incomplete = true;
            parsed.errors.push(error);
        }
    }
    parsed.errors.sort_by_key(|error| error.span.start);
    parsed
}
