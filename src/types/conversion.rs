//! What a constraint makes of a value: what is left out of objects is filled in, and the rest is the conversion that
//! Terraform makes everywhere. Elements and entries keep the places where they were written.

use super::{Attribute, Constraint};
use crate::convert::convert_or_unknown;
use crate::value::{Data, Entries, Entry, Mapping, Sequence, Truth, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Terraform refuses the conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl Constraint {
    /// The value as a variable with this constraint has it.
    ///
    /// # Errors
    ///
    /// When Terraform certainly refuses it, whatever the parts are that are not known.
    pub(crate) fn convert(&self, value: &Value) -> Result<Value, Refused> {
        convert_or_unknown(&self.complete(value)?, &self.r#type()).map_err(|_| Refused)
    }

    /// The value with the attributes of this constraint in each object, and no others. What cannot be converted stays as it
    /// is.
    fn complete(&self, value: &Value) -> Result<Value, Refused> {
        match (self, &value.data) {
            (Self::Tuple(parts), Data::Sequence(kind, elements))
                if parts.len() == elements.len() =>
            {
                let elements = parts.iter().zip(elements.iter()).map(|(part, e)| part.complete(e));
                sequence(value, *kind, elements)
            }
            (Self::List(of) | Self::Set(of), Data::Sequence(kind, elements)) => {
                sequence(value, *kind, elements.iter().map(|element| of.complete(element)))
            }
            (Self::Map(of), Data::Mapping(kind, entries)) => {
                let entry = |(name, entry): (&Arc<str>, &Entry)| {
                    let value = of.complete(&entry.value)?;
                    Ok((Arc::clone(name), Entry { key: entry.key.clone(), value }))
                };
                let entries = entries.iter().map(entry).collect::<Result<_, _>>()?;
                Ok(value.becomes(Data::Mapping(*kind, Arc::new(entries))))
            }
            (Self::Object(attributes), Data::Mapping(_, entries)) => {
                object(value, attributes, |name| entries.get(name).cloned())
            }
            (Self::Object(attributes), Data::Block(block)) => {
                let attribute = |name: &str| Entry { key: None, value: block.attribute(name) };
                object(value, attributes, |name| Some(attribute(name)))
            }
            _ => Ok(value.clone()),
        }
    }
}

fn sequence(
    value: &Value,
    kind: Sequence,
    elements: impl Iterator<Item = Result<Value, Refused>>,
) -> Result<Value, Refused> {
    let elements = Arc::new(elements.collect::<Result<_, _>>()?);
    Ok(value.becomes(Data::Sequence(kind, elements)))
}

/// An object with the attributes of a constraint, and no others.
fn object(
    value: &Value,
    attributes: &BTreeMap<Arc<str>, Attribute>,
    given: impl Fn(&str) -> Option<Entry>,
) -> Result<Value, Refused> {
    let mut entries = Entries::new();
    for (name, attribute) in attributes {
        let entry = match given(name) {
            Some(entry) => Entry { value: attribute.value(&entry.value)?, ..entry },
            None if attribute.optional => {
                let default = attribute.default.clone().unwrap_or_else(Value::null);
                Entry { key: None, value: default }
            }
            None => return Err(Refused),
        };
        entries.insert(Arc::clone(name), entry);
    }
    Ok(value.becomes(Data::Mapping(Mapping::Object, Arc::new(entries))))
}

impl Attribute {
    /// What the attribute has when this is given for it.
    fn value(&self, given: &Value) -> Result<Value, Refused> {
        let value = self.constraint.complete(given)?;
        Ok(match &self.default {
            Some(default) => or_default(value, default),
            None => value,
        })
    }
}

/// The default stands in for `null`, and perhaps for what may turn out to be `null`.
pub(super) fn or_default(value: Value, default: &Value) -> Value {
    match &value.data {
        Data::Null => default.clone(),
        Data::Unknown(known) if !known.not_null && !known.refused => {
            let not_null = default.is_null() == Truth::False;
            let unknown = Unknown { not_null, kind: known.kind, ..Unknown::default() };
            value.becomes(Data::Unknown(Arc::new(unknown)))
        }
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::{Constraint, Refused};
    use crate::eval::{Environment, eval};
    use crate::module::Module;
    use crate::scope::ModuleScope;
    use crate::source::Sources;
    use crate::value::{Data, Kind, Value};
    use std::path::Path;

    /// The value, of which `var.u` is not known, converted to the type.
    fn convert(r#type: &str, value: &str) -> Result<Value, Refused> {
        let text = format!("variable \"u\" {{}}\nlocals {{\n  t = {type}\n  v = {value}\n}}\n");
        let module = Module::of_text(Sources::default().add(Path::new("main.tf"), &*text), &text);
        let local = |name| &module.local(name).unwrap().value;
        let scope = ModuleScope::new(&module);
        Constraint::read(local("t")).unwrap().convert(&eval(local("v"), Environment::new(&*scope)))
    }

    fn element(value: &Value, position: usize) -> Value {
        value.elements().unwrap().swap_remove(position)
    }

    #[test]
    fn what_is_not_known_has_the_kind_of_its_type() {
        let value = convert("object({ a = number, b = list(string) })", "{ a = var.u, b = var.u }");
        let value = value.unwrap();
        assert_eq!(element(&value, 0).kind(), Some(Kind::Number));
        assert_eq!(element(&value, 1).kind(), Some(Kind::Sequence));
        assert!(element(&value, 0).symbol().is_some());
    }

    #[test]
    fn what_may_be_null_may_be_the_default() {
        let value = convert("object({ a = optional(string, \"d\") })", "{ a = var.u }").unwrap();
        assert!(element(&value, 0).symbol().is_none());
        assert_eq!(element(&value, 0).is_null(), crate::value::Truth::False);
    }

    #[test]
    fn a_set_with_an_unknown_element_has_no_known_length() {
        assert!(convert("set(string)", "[var.u]").unwrap().elements().is_some());
        assert!(convert("set(string)", "[var.u, \"a\"]").unwrap().elements().is_none());
        assert!(convert("list(string)", "[var.u, \"a\"]").unwrap().elements().is_some());
    }

    #[test]
    fn a_number_beside_an_unknown_may_become_a_string() {
        let value = convert("map(any)", "{ a = 1, b = var.u, c = null }").unwrap();
        assert!(matches!(element(&value, 0).data, Data::Unknown(_)));
        assert!(matches!(element(&value, 2).data, Data::Null));
        let value = convert("map(any)", "{ a = 1, b = var.u, c = \"x\" }").unwrap();
        assert_eq!(element(&value, 0).as_str(), Some("1"));
        let value = convert("map(any)", "{ a = { t = \"HTTP\", n = 1 }, b = { t = var.u } }");
        let first = element(&value.unwrap(), 0);
        assert_eq!(element(&first, 1).as_str(), Some("HTTP"));
    }

    #[test]
    fn what_cannot_be_converted_is_refused_however_little_is_known() {
        assert_eq!(convert("list(number)", "[var.u, true]").unwrap_err(), Refused);
        assert_eq!(convert("object({ a = string })", "{ b = var.u }").unwrap_err(), Refused);
        assert_eq!(convert("string", "[var.u]").unwrap_err(), Refused);
        assert_eq!(convert("string", "[for x in var.u : x]").unwrap_err(), Refused);
    }

    #[test]
    fn elements_and_entries_keep_their_places() {
        let value = convert("map(list(string))", "{ a = [1, true] }").unwrap();
        let Data::Mapping(_, entries) = &value.data else { panic!("{value:?}") };
        assert!(entries["a"].key.is_some());
        let spans: Vec<_> = entries["a"].value.elements().unwrap();
        let span = |i: usize| spans[i].origin.as_ref().unwrap().span;
        assert_eq!(span(1).end - span(1).start, 4);
        let set = convert("set(string)", "[\"b\", \"a\", \"b\"]").unwrap().elements().unwrap();
        let start = |i: usize| set[i].origin.as_ref().unwrap().span.start;
        assert!(set.len() == 2 && start(0) > start(1));
    }
}
