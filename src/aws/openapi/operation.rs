//! The operations of a document: methods of a REST API, routes of an HTTP API.

use super::authorizer::schemes;
use super::part::{Api, certain, entries, get, key, place, text};
use crate::source::Span;
use crate::value::{BlockValue, Data, Entries, Entry, Origin, Truth, Value};
use crate::world::Found;
use std::sync::Arc;

/// What of the object of a path is an operation, with the method that it stands for.
const METHODS: [(&str, &str); 8] = [
    ("delete", "DELETE"),
    ("get", "GET"),
    ("head", "HEAD"),
    ("options", "OPTIONS"),
    ("patch", "PATCH"),
    ("post", "POST"),
    ("put", "PUT"),
    ("x-amazon-apigateway-any-method", "ANY"),
];

const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// An operation of a document.
pub(super) struct Operation {
    /// `GET /orders`
    pub(super) part: Arc<str>,
    pub(super) path: Value,
    pub(super) path_name: Arc<str>,
    /// As the document writes it, where it does.
    pub(super) written: Value,
    pub(super) method: &'static str,
    /// Where it begins.
    pub(super) at: Span,
    /// What it says.
    pub(super) says: Value,
    /// The parameters of all operations of the path.
    shared: Option<Value>,
    /// What it is integrated with, `null` if with nothing.
    pub(super) integration: Value,
}

/// The operations of the document, as far as they are known.
pub(super) fn all(api: &Api) -> Vec<Operation> {
    let mut all = Vec::new();
    let Some(paths) = api.section(&["paths"]).and_then(entries) else { return all };
    for (path, item) in paths.iter() {
        let value = api.resolved(&item.value);
        for (name, method) in METHODS {
            let Some(operation) = get(&value, name) else { continue };
            let around = place(item, api.by.header);
            let at = place(operation, around);
            let says = operation.value.clone();
            let integration = match get(&says, INTEGRATION) {
                Some(entry) => api.resolved(&entry.value),
                None if entries(&says).is_some() => Value::null(),
                None => Value::anything(),
            };
            all.push(Operation {
                part: format!("{method} {path}").into(),
                path: key(path, item.key.as_ref()),
                path_name: Arc::clone(path),
                written: key(name, operation.key.as_ref()),
                method,
                at,
                says,
                shared: get(&value, "parameters").map(|entry| entry.value.clone()),
                integration,
            });
        }
    }
    all
}

impl Operation {
    /// Where the integration begins.
    pub(super) fn integration_at(&self) -> Span {
        get(&self.says, INTEGRATION).map_or(self.at, |entry| place(entry, self.at))
    }

    /// The arguments that say of which method a block is.
    pub(super) fn key(&self, api: &Api) -> Vec<super::part::Given> {
        vec![
            api.id(),
            ("resource_id", self.at, api.resource_id(&self.path_name)),
            ("http_method", self.at, Value::string(self.method).at(self.written.origin.clone())),
        ]
    }

    /// What pages about documents see of it.
    pub(super) fn named(&self) -> Value {
        let entry = |(name, value): (&str, &Value)| {
            (Arc::from(name), Entry { key: None, value: value.clone() })
        };
        let named =
            [("integration", &self.integration), ("method", &self.written), ("path", &self.path)];
        Value::object(named.into_iter().map(entry).collect())
    }

    /// What pages about operations see.
    pub(super) fn block(&self, api: &Api) -> Found {
        let mut arguments = vec![
            ("api", api.by.header, Value::new(Data::Block(Arc::clone(api.by)))),
            ("document", api.by.header, api.root.clone()),
            ("path", self.at, self.path.clone()),
            ("method", self.at, self.written.clone()),
            ("operation", self.at, self.says.clone()),
            ("integration", self.integration_at(), self.integration.clone()),
            ("parameters", self.at, self.parameters(api)),
            ("security", self.at, self.security(api)),
            ("schemes", self.at, schemes(api)),
        ];
        arguments.extend(self.key(api));
        certain(api.block("openapi_operation", &self.part, self.at, arguments))
    }

    /// The method of a REST API.
    pub(super) fn method(&self, api: &Api) -> Option<Found> {
        if !api.is_rest {
            return None;
        }
        let mut arguments = self.key(api);
        // Which they are is said by security schemes.
        for unknown in ["api_key_required", "authorization", "authorizer_id", "request_models"] {
            arguments.push((unknown, self.at, Value::anything()));
        }
        arguments.push(("request_parameters", self.at, self.request_parameters(api)));
        Some(certain(api.block("aws_api_gateway_method", &self.part, self.at, arguments)))
    }

    /// What a caller has to bring: what the operation says, or else what the document says of all; `null` for nothing.
    fn security(&self, api: &Api) -> Value {
        let own = get(&self.says, "security").or_else(|| get(api.root, "security"));
        own.map_or_else(Value::null, |entry| entry.value.clone())
    }

    /// The parameters that the operation or its path declares, references followed.
    fn parameters(&self, api: &Api) -> Value {
        let own = get(&self.says, "parameters").map(|entry| entry.value.clone());
        let mut all = Vec::new();
        for list in [own, self.shared.clone()].into_iter().flatten() {
            let Data::Sequence(_, elements) = &list.data else { return Value::anything() };
            all.extend(elements.iter().map(|element| api.resolved(element)));
        }
        Value::tuple(all)
    }

    /// The parameters that the method declares: those of the document, and each of the path.
    fn request_parameters(&self, api: &Api) -> Value {
        let parameters = self.parameters(api);
        let Data::Sequence(_, elements) = &parameters.data else { return Value::anything() };
        let mut declared = Entries::new();
        let mut declare = |place: &str, name: &str, required: Value, at: Option<Arc<Origin>>| {
            let key = format!("method.request.{place}.{name}").into();
            declared.entry(key).or_insert(Entry { key: at, value: required });
        };
        for parameter in elements.iter() {
            let word = |name: &str| get(parameter, name).map(|entry| entry.value.clone());
            let (Some(name), Some(place)) = (word("name"), word("in")) else {
                return Value::anything();
            };
            let (Some(known), Some(place)) = (name.as_str(), place.as_str()) else {
                return Value::anything();
            };
            let place = match place {
                "query" => "querystring",
                "header" => "header",
                "path" => "path",
                _ => continue,
            };
            let required = word("required").unwrap_or_else(|| Value::bool(false));
            declare(place, known, required, name.origin.clone());
        }
        for segment in self.path_name.split('/') {
            let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            if let Some(name) = name {
                let name = name.trim_end_matches('+');
                declare("path", name, Value::bool(true), self.path.origin.clone());
            }
        }
        // What a caller has to bring may be declared by that.
        if let Some(schemes) = entries(&schemes(api)) {
            for scheme in schemes.values() {
                let word = |name| get(&scheme.value, name).map(|entry| entry.value.clone());
                let place = match word("in").as_ref().and_then(Value::as_str) {
                    Some("query") => "querystring",
                    _ => "header",
                };
                match word("name").as_ref().map(Value::as_str) {
                    None => declare("header", "Authorization", Value::bool(false), None),
                    Some(Some(name)) => declare(place, name, Value::bool(false), None),
                    Some(None) => return Value::anything(),
                }
            }
        }
        Value::object(declared)
    }

    /// The responses of the operation by their codes, references followed; `None` where they are not known.
    pub(super) fn responses(&self, api: &Api) -> Option<Vec<(Value, Value)>> {
        let Some(responses) = get(&self.says, "responses") else {
            return entries(&self.says).map(|_| Vec::new());
        };
        let responses = entries(&api.resolved(&responses.value))?;
        let one = |(code, entry): (&Arc<str>, &Entry)| {
            (text(&key(code, entry.key.as_ref())), api.resolved(&entry.value))
        };
        Some(responses.iter().map(one).collect())
    }

    /// A block of which nothing is known but the method that it belongs to: there may be any.
    pub(super) fn any(&self, api: &Api, r#type: &str) -> Found {
        let mut block: BlockValue = api.block(r#type, &self.part, self.at, self.key(api));
        block.is_whole = false;
        Found { block: Arc::new(block), is_single: false }
    }
}

/// Whether a value is certainly not there.
pub(super) fn is_absent(value: &Value) -> bool {
    value.is_null() == Truth::True
}
