//! Documents that no configuration refers to: whether a file is one, and of which kind of API, as far as the document
//! itself says.

use super::part::get;
use super::{HTTP, REST};
use crate::document::{self, Document};
use crate::source::{Source, Span};
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind, Name, Unread};
use crate::value::{Data, Entry, Value};
use std::sync::Arc;

/// What the keys of documents begin with that are for API Gateway.
const EXTENSION: &str = "x-amazon-apigateway-";

/// What says that a file is an OpenAPI document.
const VERSIONS: [&str; 2] = ["openapi", "swagger"];

/// Extensions that only documents of REST APIs have a use for.
const OF_REST: [&str; 13] = [
    "x-amazon-apigateway-api-key-source",
    "x-amazon-apigateway-auth",
    "x-amazon-apigateway-authtype",
    "x-amazon-apigateway-binary-media-types",
    "x-amazon-apigateway-documentation",
    "x-amazon-apigateway-endpoint-access-mode",
    "x-amazon-apigateway-endpoint-configuration",
    "x-amazon-apigateway-gateway-responses",
    "x-amazon-apigateway-minimum-compression-size",
    "x-amazon-apigateway-policy",
    "x-amazon-apigateway-request-validator",
    "x-amazon-apigateway-request-validators",
    "x-amazon-apigateway-security-policy",
];

/// Properties of integrations that REST APIs alone have a use for. Many documents of HTTP APIs have them left over from one
/// of a REST API, and the import drops them.
const LEFT_OVER: [&str; 6] = [
    "cacheKeyParameters",
    "cacheNamespace",
    "contentHandling",
    "passthroughBehavior",
    "requestTemplates",
    "responses",
];

/// Properties that only documents of HTTP APIs have a use for.
const OF_HTTP: [&str; 9] = [
    "authorizerPayloadFormatVersion",
    "enableSimpleResponses",
    "integrationSubtype",
    "isDefaultRoute",
    "jwtConfiguration",
    "payloadFormatVersion",
    "x-amazon-apigateway-cors",
    "x-amazon-apigateway-importexport-version",
    "x-amazon-apigateway-integrations",
];

/// What a file is that was named, or lies where documents are looked for.
#[derive(Debug)]
pub(crate) enum Alone {
    /// A document for API Gateway.
    Document {
        /// What it says; `None` where it is neither JSON nor YAML.
        document: Option<Document>,
        /// The types of the APIs that may be imported from it.
        types: Vec<&'static str>,
    },
    /// An OpenAPI document with nothing in it that is for API Gateway.
    ForOthers,
    /// Something else.
    Other,
}

impl Alone {
    /// Whether a file that is not read may be a document for API Gateway.
    pub(crate) fn may_be(source: &Source) -> bool {
        source.text.contains(EXTENSION)
    }

    /// What a file is.
    pub(crate) fn of(source: &Source) -> Self {
        let text = &*source.text;
        if !VERSIONS.iter().any(|word| text.contains(word)) {
            return Self::Other;
        }
        let document = document::alone(source);
        let is_document = document.as_ref().map_or_else(
            || text.lines().any(is_version),
            |document| VERSIONS.iter().any(|word| get(&document.root, word).is_some()),
        );
        match (is_document, Self::may_be(source)) {
            (false, _) => Self::Other,
            (true, false) => Self::ForOthers,
            (true, true) => {
                let document = document.map(|it| Document { root: given(&it.root), ..it });
                let types = document.as_ref().map(|document| types(&document.root));
                Self::Document { types: types.unwrap_or_default(), document }
            }
        }
    }
}

/// An API of that type that is imported from a document, and of which nothing else is known. `header` is where it is shown.
pub(crate) fn imported_api(r#type: &str, header: Span) -> Block {
    let name = |text: &str| Name { text: text.into(), span: header };
    let unread = vec![Unread { is_named: false, references: Vec::new() }];
    // Nothing else is imported from documents.
    let protocol = (r#type == HTTP).then(|| Attribute {
        name: name("protocol_type"),
        value: Expr { kind: ExprKind::String("HTTP".into()), span: header },
        span: header,
        written_as_block: false,
    });
    let attributes = protocol.into_iter().collect();
    Block {
        kind: name("resource"),
        labels: vec![name(r#type), name("document")],
        body: Body { attributes, unread, ..Body::default() },
        header,
        span: header,
    }
}

/// Whether a line says that a text which cannot be read is an OpenAPI document.
fn is_version(line: &str) -> bool {
    let (key, rest) = line.split_once(':').unwrap_or((line, ""));
    let key = key.trim_start_matches('{').trim().trim_matches(['"', '\'']);
    VERSIONS.contains(&key) && !rest.is_empty() && !line.starts_with("  ")
}

/// The value with nothing known of what `CloudFormation` computes: the intrinsic functions, `Ref` and `Condition`.
fn given(value: &Value) -> Value {
    match &value.data {
        Data::Mapping(of, entries) => {
            let is_computed = |key: &Arc<str>| key.starts_with("Fn::");
            let is_reference = entries.len() == 1 && entries.contains_key("Ref");
            if is_reference || entries.keys().any(is_computed) {
                return Value::anything().at(value.origin.clone());
            }
            let one = |(key, entry): (&Arc<str>, &Entry)| {
                (Arc::clone(key), Entry { key: entry.key.clone(), value: given(&entry.value) })
            };
            value.becomes(Data::Mapping(*of, Arc::new(entries.iter().map(one).collect())))
        }
        Data::Sequence(of, elements) => {
            let elements = elements.iter().map(given).collect();
            value.becomes(Data::Sequence(*of, Arc::new(elements)))
        }
        _ => value.clone(),
    }
}

/// The types of the APIs that may be imported from a document: one where it has something that only this type has a use
/// for, and nothing that only the other has.
fn types(root: &Value) -> Vec<&'static str> {
    if get(root, "swagger").is_some() {
        return vec![REST];
    }
    let mut signs = Signs::default();
    signs.read(root);
    match signs {
        Signs { is_rest: true, is_http: false, .. } => vec![REST],
        Signs { is_rest: false, is_http: true, has_left_over: false } => vec![HTTP],
        _ => vec![REST, HTTP],
    }
}

/// What of a document says for which type of API it is.
#[derive(Default)]
struct Signs {
    /// Something that only REST APIs have a use for.
    is_rest: bool,
    /// Something that only HTTP APIs have a use for.
    is_http: bool,
    /// Something of an integration that may be left over from a document of a REST API.
    has_left_over: bool,
}

impl Signs {
    fn read(&mut self, root: &Value) {
        let mut rest = vec![root];
        while let Some(value) = rest.pop() {
            match &value.data {
                Data::Sequence(_, elements) => rest.extend(elements.iter()),
                Data::Mapping(_, entries) => {
                    for (key, entry) in entries.iter() {
                        self.is_rest |= OF_REST.contains(&&**key);
                        self.is_http |= OF_HTTP.contains(&&**key);
                        match &**key {
                            "x-amazon-apigateway-integration" => self.integration(&entry.value),
                            "x-amazon-apigateway-authorizer" => self.authorizer(&entry.value),
                            // What they have in them is data.
                            "example" | "examples" | "default" | "enum" => continue,
                            _ => {}
                        }
                        rest.push(&entry.value);
                    }
                }
                _ => {}
            }
        }
    }

    fn integration(&mut self, integration: &Value) {
        self.is_rest |= is_of_type(integration, &["aws", "http", "mock"]);
        self.has_left_over |= LEFT_OVER.iter().any(|name| get(integration, name).is_some());
    }

    fn authorizer(&mut self, authorizer: &Value) {
        self.is_http |= is_of_type(authorizer, &["jwt"]);
        self.is_rest |= is_of_type(authorizer, &["token", "cognito_user_pools"]);
    }
}

/// Whether an object has one of these types, in whatever case.
fn is_of_type(value: &Value, types: &[&str]) -> bool {
    let word = get(value, "type").and_then(|entry| entry.value.as_str());
    word.is_some_and(|word| types.iter().any(|r#type| word.eq_ignore_ascii_case(r#type)))
}
