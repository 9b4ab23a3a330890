//! The provider's schema, as the pages see it.

use super::{Function, Knowledge, Site, arg, known};
use crate::convert::Stop;
use crate::functions::{Answer, Parameter};
use crate::schema::{Attribute, Body, NestedBlock, Schema, Schemas};
use crate::types::Constraint;
use crate::value::{Data, Entries, Entry, Kind, Symbol, Truth, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_of_type",
        doc: "whether Terraform takes the value where a type such as `\"map(string)\"` is wanted",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::STRING.named("type")],
        rest: None,
        result: Some(Kind::Bool),
        compute: is_of_type,
    },
    Function {
        name: "schema",
        doc: "what the provider says of a resource type, or of that of a block: `.arguments`, `.attributes` (only exported), `.blocks`, `.provider`",
        parameters: &[Parameter::ANY.named("type")],
        rest: None,
        result: None,
        compute: schema_of,
    },
    Function {
        name: "types_with",
        doc: "the resource types with a schema that have an argument or block of that name",
        parameters: &[Parameter::STRING.named("name")],
        rest: None,
        result: Some(Kind::Sequence),
        compute: |args, site| Ok(types_with(known(args, 0)?, site.schemas())),
    },
];

fn object<N: Into<Arc<str>>>(entries: impl IntoIterator<Item = (N, Value)>) -> Value {
    let entry = |(name, value): (N, Value)| (name.into(), Entry { key: None, value });
    Value::object(entries.into_iter().map(entry).collect::<Entries>())
}

fn optional(text: Option<&Arc<str>>) -> Value {
    text.map_or_else(Value::null, |text| Value::string(Arc::clone(text)))
}

fn attributes(attributes: &BTreeMap<Arc<str>, Attribute>) -> Value {
    object(attributes.iter().map(|(name, attribute)| {
        let fields = [
            ("type", Value::string(Arc::clone(&attribute.r#type))),
            ("required", Value::bool(attribute.required)),
            ("computed", Value::bool(attribute.computed)),
            ("sensitive", Value::bool(attribute.sensitive)),
            ("deprecated", Value::bool(attribute.deprecated)),
            ("write_only", Value::bool(attribute.write_only)),
            ("since", optional(attribute.since.as_ref())),
            ("until", optional(attribute.until.as_ref())),
        ];
        (Arc::clone(name), object(fields))
    }))
}

fn blocks(of: &BTreeMap<Arc<str>, NestedBlock>) -> Value {
    object(of.iter().map(|(name, block)| {
        let body = block.body();
        let fields = [
            ("min", Value::number(block.min)),
            ("max", block.max().map_or_else(Value::null, Value::number)),
            ("required", Value::bool(block.min > 0)),
            ("since", optional(block.since.as_ref())),
            ("until", optional(block.until.as_ref())),
            ("arguments", attributes(&body.argument)),
            ("attributes", attributes(&body.attribute)),
            ("blocks", blocks(&body.block)),
        ];
        (Arc::clone(name), object(fields))
    }))
}

fn value(schema: &Schema) -> Value {
    object([
        ("provider", Value::string(Arc::clone(&schema.provider))),
        ("arguments", attributes(&schema.body.argument)),
        ("attributes", attributes(&schema.body.attribute)),
        ("blocks", blocks(&schema.body.block)),
    ])
}

/// What is known of a resource type; unknown for one of which nothing is known.
pub(crate) fn of_resource(r#type: &str, schemas: &Schemas) -> Option<Value> {
    schemas.of(r#type).map(|schema| schema.value(value))
}

/// The same, or of the type of a block.
fn schema_of(args: &[Value], site: &Site) -> Answer {
    let of = arg(args, 0)?;
    let r#type = match &of.data {
        Data::Block(block) => Some(block.resource_type()),
        _ => of.as_str(),
    };
    let schemas = site.schemas();
    r#type.and_then(|r#type| of_resource(r#type, schemas)).ok_or(Stop::Unknown)
}

/// The resource types that the pages are about and that have an argument or a block of that name, in nested blocks too.
fn types_with(name: &str, schemas: &Schemas) -> Value {
    let has = |schema: &Schema| {
        let in_block = |block: &NestedBlock| block.body().argument.contains_key(name);
        let Body { argument, block, .. } = &schema.body;
        argument.contains_key(name) || block.contains_key(name) || block.values().any(in_block)
    };
    let types = schemas.types().into_iter();
    let with = types.filter(|r#type| schemas.of(r#type).is_some_and(|schema| has(&schema)));
    Value::tuple(with.map(Value::string).collect())
}

/// Whether Terraform takes the value where a value of that type is wanted: it converts what can be converted.
fn is_of_type(args: &[Value], site: &Site) -> Answer {
    let constraint = Constraint::kept(known(args, 1)?).ok_or(Stop::Refused)?;
    Ok(Value::truth(of_type(arg(args, 0)?, &constraint, site.knowledge, site.schemas())))
}

fn of_type(
    value: &Value,
    constraint: &Constraint,
    knowledge: &dyn Knowledge,
    schemas: &Schemas,
) -> Truth {
    match constraint.convert(value) {
        _ if holds_refused(value) => Truth::Unknown,
        Err(_) => Truth::False,
        Ok(_) if value.is_wholly_known() => Truth::True,
        Ok(_) if is_certainly(constraint, value, knowledge, schemas) => Truth::True,
        Ok(_) => Truth::Unknown,
    }
}

/// Whether each part that is not known has its type all the same.
fn is_certainly(
    constraint: &Constraint,
    value: &Value,
    knowledge: &dyn Knowledge,
    schemas: &Schemas,
) -> bool {
    match (constraint, &value.data) {
        _ if value.is_wholly_known() => true,
        (Constraint::String, _) => is_text(value, knowledge, schemas),
        (Constraint::List(of) | Constraint::Set(of), Data::Sequence(_, elements)) => {
            elements.iter().all(|element| is_certainly(of, element, knowledge, schemas))
        }
        (Constraint::Map(of), Data::Mapping(_, entries)) => {
            entries.values().all(|entry| is_certainly(of, &entry.value, knowledge, schemas))
        }
        _ => false,
    }
}

/// Whether it is a string, or an attribute of a resource that has one: an id, an ARN, or what a schema says.
fn is_text(value: &Value, knowledge: &dyn Knowledge, schemas: &Schemas) -> bool {
    let in_schema = |symbol: &Symbol| {
        let ([r#type, _], [name]) = (&*symbol.address.labels, symbol.path.as_slice()) else {
            return false;
        };
        let is_string = |schema: &Schema| {
            schema.body.argument.get(&**name).is_some_and(|known| &*known.r#type == "string")
        };
        &*symbol.address.kind == "resource" && schemas.of(r#type).is_some_and(|it| is_string(&it))
    };
    let is_text = |symbol: &Symbol| knowledge.is_never_empty(symbol) || in_schema(symbol);
    value.kind() == Some(Kind::String) || value.symbol().is_some_and(is_text)
}

/// Whether a part of it cannot be computed: that is another mistake.
fn holds_refused(value: &Value) -> bool {
    match &value.data {
        Data::Sequence(_, elements) => elements.iter().any(holds_refused),
        Data::Mapping(_, entries) => entries.values().any(|entry| holds_refused(&entry.value)),
        _ => value.is_refused(),
    }
}

#[cfg(test)]
mod tests {
    use super::of_type;
    use crate::ask::test::Nothing;
    use crate::schema::Schemas;
    use crate::types::Constraint;
    use crate::value::{Truth, Value};

    fn judge(value: &Value, r#type: &str) -> Truth {
        of_type(value, &Constraint::of_text(r#type).unwrap(), &Nothing, &Schemas::default())
    }

    #[test]
    fn what_can_be_converted_is_of_a_type() {
        assert_eq!(judge(&Value::number(3usize), "string"), Truth::True);
        assert_eq!(judge(&Value::string("3"), "number"), Truth::True);
        assert_eq!(judge(&Value::string("three"), "number"), Truth::False);
        assert_eq!(judge(&Value::string("a"), "set(string)"), Truth::False);
        assert_eq!(judge(&Value::tuple(vec![Value::string("a")]), "set(string)"), Truth::True);
        assert_eq!(judge(&Value::tuple(vec![Value::tuple(vec![])]), "set(string)"), Truth::False);
        assert_eq!(judge(&Value::null(), "map(bool)"), Truth::True);
    }

    #[test]
    fn what_is_not_known_may_be_of_a_type() {
        assert_eq!(judge(&Value::anything(), "string"), Truth::Unknown);
        assert_eq!(judge(&Value::tuple(vec![Value::anything()]), "set(string)"), Truth::Unknown);
        assert_eq!(judge(&Value::tuple(vec![Value::refused()]), "string"), Truth::Unknown);
    }
}
