//! Parts of a document, and blocks that are made of them.

use crate::source::Span;
use crate::value::{
    Argument, BlockValue, Data, Entries, Entry, Ignored, Imported, Origin, Sequence, Symbol, Text,
    Truth, Unknown, Value,
};
use crate::world::Found;
use std::collections::BTreeMap;
use std::sync::Arc;

/// References that are followed one after the other.
const MAX_REFERENCES: usize = 20;

/// The words that documents have for arguments. Of both generations; none means two things.
const WORDS: &[(&str, &str)] = &[
    ("authorizer_credentials_arn", "authorizerCredentials"),
    ("authorizer_credentials", "authorizerCredentials"),
    ("authorizer_payload_format_version", "authorizerPayloadFormatVersion"),
    ("authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds"),
    ("authorizer_uri", "authorizerUri"),
    ("cache_key_parameters", "cacheKeyParameters"),
    ("cache_namespace", "cacheNamespace"),
    ("connection_id", "connectionId"),
    ("connection_type", "connectionType"),
    ("content_handling", "contentHandling"),
    ("credentials_arn", "credentials"),
    ("enable_simple_responses", "enableSimpleResponses"),
    ("identity_sources", "identitySource"),
    ("identity_source", "identitySource"),
    ("identity_validation_expression", "identityValidationExpression"),
    ("insecure_skip_verification", "insecureSkipVerification"),
    ("integration_http_method", "httpMethod"),
    ("integration_method", "httpMethod"),
    ("integration_subtype", "integrationSubtype"),
    ("integration_type", "type"),
    ("integration_uri", "uri"),
    ("jwt_configuration", "jwtConfiguration"),
    ("passthrough_behavior", "passthroughBehavior"),
    ("payload_format_version", "payloadFormatVersion"),
    ("provider_arns", "providerARNs"),
    ("request_parameters", "requestParameters"),
    ("request_templates", "requestTemplates"),
    ("response_parameters", "responseParameters"),
    ("response_templates", "responseTemplates"),
    ("response_transfer_mode", "responseTransferMode"),
    ("server_name_to_verify", "serverNameToVerify"),
    ("status_code", "statusCode"),
    ("timeout_milliseconds", "timeoutInMillis"),
    ("tls_config", "tlsConfig"),
];

/// An API that is imported from a document.
pub(super) struct Api<'a> {
    pub(super) by: &'a Arc<BlockValue>,
    pub(super) root: &'a Value,
    pub(super) is_rest: bool,
}

/// An argument: its name, where the document names it, and its value.
pub(super) type Given = (&'static str, Span, Value);

/// An argument, the property that says it, and how that is taken over.
pub(super) type Property = (&'static str, &'static str, fn(&Value) -> Value);

impl Api<'_> {
    /// What the `id` of the API, or another attribute of it, evaluates to.
    pub(super) fn attribute(&self, name: &str) -> Value {
        self.by.attribute(name)
    }

    /// The argument that says of which API a block is.
    pub(super) fn id(&self) -> Given {
        let name = if self.is_rest { "rest_api_id" } else { "api_id" };
        (name, self.by.header, self.attribute("id"))
    }

    /// The id of the resource of a path.
    pub(super) fn resource_id(&self, path: &str) -> Value {
        if path == "/" {
            return self.attribute("root_resource_id");
        }
        let address = self.by.address.part("aws_api_gateway_resource", path);
        Value::unknown(Unknown::symbol(Symbol { address, path: vec!["id".into()] }))
    }

    /// The block that a part of the document stands for: one of a resource type, or of a kind that only documents have.
    pub(super) fn block(
        &self,
        r#type: &str,
        part: &Arc<str>,
        at: Span,
        arguments: Vec<Given>,
    ) -> BlockValue {
        let imported = Imported {
            by: Arc::clone(self.by),
            document: self.by.arguments.get("body").map(|body| body.name),
            part: Arc::clone(part),
            words: WORDS,
        };
        BlockValue {
            address: self.by.address.part(r#type, part),
            is_nested: false,
            header: at,
            span: at,
            arguments: arguments.into_iter().map(named).collect(),
            blocks: BTreeMap::new(),
            ignored: Ignored::Nothing,
            made: None,
            is_whole: true,
            imported: Some(Arc::new(imported)),
        }
    }

    /// The value that a local reference stands for, or the value itself. Unknown where the reference leads out of the
    /// document or nowhere.
    pub(super) fn resolved(&self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = get(&value, "$ref") else { return value };
            match reference.value.as_str().and_then(|to| self.at(to)) {
                Some(next) => value = next,
                None => break,
            }
        }
        Value::anything()
    }

    /// What a reference such as `#/components/schemas/Order` leads to.
    pub(super) fn at(&self, reference: &str) -> Option<Value> {
        let mut value = self.root.clone();
        for step in reference.strip_prefix("#/")?.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            value = get(&value, &step)?.value.clone();
        }
        Some(value)
    }

    /// Whether a reference within the document leads to something.
    pub(super) fn leads(&self, reference: &str) -> Truth {
        let Some(way) = reference.strip_prefix("#/") else { return Truth::Unknown };
        let mut value = self.root;
        for step in way.split('/') {
            // What else is escaped, readers take in more than one way.
            if step.contains('%') {
                return Truth::Unknown;
            }
            let step = step.replace("~1", "/").replace("~0", "~");
            match &value.data {
                Data::Mapping(_, entries) => match entries.get(&*step) {
                    Some(entry) => value = &entry.value,
                    None => return Truth::False,
                },
                Data::Sequence(..) | Data::Unknown(_) => return Truth::Unknown,
                _ => return Truth::False,
            }
        }
        Truth::True
    }

    /// What the document says under these names, each within the one before.
    pub(super) fn section(&self, names: &[&str]) -> Option<&Value> {
        names.iter().try_fold(self.root, |value, name| Some(&get(value, name)?.value))
    }
}

/// An argument by its name.
fn named((name, key, value): Given) -> (Arc<str>, Argument) {
    let end = at(&value).filter(|end| end.source == key.source && key.end <= end.end);
    let span = Span { end: end.map_or(key.end, |end| end.end), ..key };
    (name.into(), Argument { name: key, span, value, written_as_block: false })
}

/// The entry of a mapping.
pub(super) fn get<'v>(value: &'v Value, key: &str) -> Option<&'v Entry> {
    match &value.data {
        Data::Mapping(_, entries) => entries.get(key),
        _ => None,
    }
}

/// The entries of a mapping.
pub(super) fn entries(value: &Value) -> Option<Arc<Entries>> {
    match &value.data {
        Data::Mapping(_, entries) => Some(Arc::clone(entries)),
        _ => None,
    }
}

/// Where an entry begins, or else where the value around it stands.
pub(super) fn place(entry: &Entry, around: Span) -> Span {
    let of_key = entry.key.as_ref().map(|origin| origin.span);
    of_key.or_else(|| at(&entry.value)).unwrap_or(around)
}

/// Where a value stands.
pub(super) fn at(value: &Value) -> Option<Span> {
    value.origin.as_ref().map(|origin| origin.span)
}

/// The arguments that a mapping says, of those properties that are there.
pub(super) fn given<'v>(
    properties: &'v [Property],
    mapping: &'v Value,
    around: Span,
) -> impl Iterator<Item = Given> + 'v {
    properties.iter().filter_map(move |(name, property, take)| {
        let entry = get(mapping, property)?;
        Some((*name, place(entry, around), take(&entry.value)))
    })
}

/// Puts the nested block into a block that a property of a mapping stands for, if it is there.
pub(super) fn nest(
    block: &mut BlockValue,
    name: &str,
    (property, properties): (&str, &[Property]),
    mapping: &Value,
) {
    let Some(entry) = get(mapping, property) else { return };
    let (says, key) = (&entry.value, place(entry, block.header));
    let value = match entries(says) {
        Some(_) => {
            let nested = nested(block, key, says, given(properties, says, key));
            says.becomes(Data::Sequence(Sequence::List, Arc::new(vec![nested])))
        }
        None => Value::anything().at(says.origin.clone()),
    };
    let argument = Argument { name: key, span: key, value, written_as_block: false };
    block.blocks.insert(name.into(), argument);
}

/// Puts the nested blocks into a block that the entries of a property stand for, if it is there: of each its arguments.
pub(super) fn nest_each<const N: usize>(
    block: &mut BlockValue,
    name: &str,
    property: &str,
    mapping: &Value,
    arguments: impl Fn(&Arc<str>, &Entry, Span) -> [Given; N],
) {
    let Some(entry) = get(mapping, property) else { return };
    let (says, around) = (&entry.value, place(entry, block.header));
    let value = match entries(says) {
        Some(entries) => {
            let one = |(name, entry): (&Arc<str>, &Entry)| {
                let key = place(entry, around);
                nested(block, key, &entry.value, arguments(name, entry, key))
            };
            let all = entries.iter().map(one).collect();
            says.becomes(Data::Sequence(Sequence::List, Arc::new(all)))
        }
        None => Value::anything().at(says.origin.clone()),
    };
    let argument = Argument { name: around, span: around, value, written_as_block: false };
    block.blocks.insert(name.into(), argument);
}

/// A nested block of a block.
fn nested(
    block: &BlockValue,
    key: Span,
    says: &Value,
    arguments: impl IntoIterator<Item = Given>,
) -> Value {
    let nested = BlockValue {
        is_nested: true,
        header: key,
        span: at(says).unwrap_or(key),
        arguments: arguments.into_iter().map(named).collect(),
        blocks: BTreeMap::new(),
        ..block.clone()
    };
    says.becomes(Data::Block(Arc::new(nested)))
}

/// A word that documents write in any case, as the provider has it.
pub(super) fn upper(value: &Value) -> Value {
    match value.as_str() {
        Some(word) => value.becomes(Data::String(Text::known(word.to_uppercase()))),
        None => value.clone(),
    }
}

/// A text, also where the document has a number.
pub(super) fn text(value: &Value) -> Value {
    match crate::convert::to_text(value) {
        Some(text) => value.becomes(Data::String(text)),
        None => value.clone(),
    }
}

/// The strings of a mapping. What is no string is not taken over; what is no mapping is not known.
pub(super) fn strings(value: &Value) -> Value {
    match &value.data {
        Data::Null | Data::Unknown(_) => value.clone(),
        Data::Mapping(of, entries) => {
            let is_string =
                |entry: &Entry| matches!(entry.value.data, Data::String(_) | Data::Unknown(_));
            let strings = entries.iter().filter(|(_, entry)| is_string(entry));
            let strings = strings.map(|(key, entry)| (Arc::clone(key), entry.clone()));
            value.becomes(Data::Mapping(*of, Arc::new(strings.collect())))
        }
        _ => Value::anything().at(value.origin.clone()),
    }
}

/// A text that the document says with that key.
pub(super) fn key(key: &str, origin: Option<&Arc<Origin>>) -> Value {
    Value::string(key).at(origin.cloned())
}

/// A block that is certainly there.
pub(super) fn certain(block: BlockValue) -> Found {
    Found { block: Arc::new(block), is_single: true }
}
