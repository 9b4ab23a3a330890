//! OpenAPI documents that APIs are imported from: the blocks that they stand for, with the names of the documents'
//! properties for those of the arguments.
//!
//! Beside the resources that an import makes there are two kinds of blocks that only documents have: `openapi_document`
//! and `openapi_operation`, for pages about documents.

mod alone;
mod authorizer;
mod document;
mod integration;
mod operation;
mod part;
mod response;

pub(crate) use alone::{Alone, imported_api};

use crate::ask::Function;
use crate::document::Document;
use crate::functions::Parameter;
use crate::value::{BlockValue, Data, Kind, Value, budget};
use crate::world::{Found, Imports};
use part::Api;
use std::sync::Arc;

/// What is imported: the `body` of an API of either generation.
pub(super) const IMPORTS: Imports =
    Imports { types: &[REST, HTTP], argument: "body", blocks: derived };

const REST: &str = "aws_api_gateway_rest_api";
const HTTP: &str = "aws_apigatewayv2_api";

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "in_document",
    doc: "whether the block is what an OpenAPI document says, and not written as a block",
    parameters: &[Parameter::BLOCK],
    rest: None,
    result: Some(Kind::Bool),
    compute: |args, _| {
        let is_imported = match args.first().map(|value| &value.data) {
            Some(Data::Block(block)) => block.imported.is_some(),
            _ => false,
        };
        Ok(Value::bool(is_imported))
    },
}];

/// The blocks that the document of an API stands for. Of one that could not be read, or has too much in it, there is one of
/// which nothing is known.
fn derived(by: &Arc<BlockValue>, document: Option<&Document>) -> Vec<Found> {
    let unknown = Document { root: Value::anything(), is_encoded: false };
    let document = document.unwrap_or(&unknown);
    let api = Api { by, root: &document.root, is_rest: by.resource_type() == REST };
    let operations = operation::all(&api);
    let mut found = vec![document::block(&api, document, &operations)];
    found.extend(document::gateway_responses(&api));
    found.extend(authorizer::all(&api));
    for operation in operations {
        let before = found.len();
        found.push(operation.block(&api));
        found.extend(operation.method(&api));
        found.extend(response::of_method(&api, &operation));
        found.extend(integration::of(&api, &operation));
        found.extend(response::of_integration(&api, &operation));
        if !budget::derived(found.len() - before) {
            return derived(by, None);
        }
    }
    found
}

#[cfg(test)]
mod tests;
