//! Functions on maps and objects. Entries keep the place where they were written.

use super::arguments::{
    arg, element_type, elements, entries, known, list, map, may_compare, strings, tuple,
};
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, convert, is_convertible, unify};
use crate::value::{Data, Entries, Entry, Kind, Mapping, Sequence, Truth, Type, Value, equal};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "keys",
        doc: "the keys of a map",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Sequence),
        compute: keys,
    },
    Function {
        name: "lookup",
        doc: "the value of a key, or a default",
        parameters: &[Parameter::ANY, Parameter::STRING],
        rest: Some(Parameter::ANY_OR_NULL),
        result: None,
        compute: lookup,
    },
    Function {
        name: "matchkeys",
        doc: "the elements of a list whose keys are among those wanted",
        parameters: &[Parameter::LIST, Parameter::LIST, Parameter::LIST],
        rest: None,
        result: Some(Kind::Sequence),
        compute: matchkeys,
    },
    Function {
        name: "merge",
        doc: "the entries of all maps; of two for one key the later",
        parameters: &[],
        rest: Some(Parameter::ANY_OR_NULL),
        result: None,
        compute: merge,
    },
    Function {
        name: "transpose",
        doc: "the map of lists turned around",
        parameters: &[Parameter::STRING_LISTS],
        rest: None,
        result: Some(Kind::Mapping),
        compute: transpose,
    },
    Function {
        name: "values",
        doc: "the values of a map",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Sequence),
        compute: values,
    },
    Function {
        name: "zipmap",
        doc: "a map of a list of keys and a list of values",
        parameters: &[Parameter::STRINGS, Parameter::ANY],
        rest: None,
        result: Some(Kind::Mapping),
        compute: zipmap,
    },
];

fn keys(args: &[Value]) -> Answer {
    let (kind, entries) = entries(arg(args, 0)?)?;
    let key =
        |(key, entry): (&Arc<str>, &Entry)| Value::string(Arc::clone(key)).at(entry.key.clone());
    let keys = entries.iter().map(key).collect();
    Ok(if kind == Mapping::Map { list(keys, Type::String) } else { tuple(keys) })
}

fn values(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    let (kind, entries) = entries(value)?;
    let values = entries.values().map(|entry| entry.value.clone()).collect();
    Ok(if kind == Mapping::Map { list(values, element_type(value)) } else { tuple(values) })
}

fn lookup(args: &[Value]) -> Answer {
    let (value, default) = (arg(args, 0)?, args.get(2));
    if args.len() > 3 {
        return Err(Stop::Refused);
    }
    let (kind, entries) = entries(value)?;
    let of = element_type(value);
    if let (Mapping::Map, Some(default)) = (kind, default) {
        match convert(default, &of) {
            Err(Stop::Refused) => return Err(Stop::Refused),
            _ if !is_convertible(&Type::of(default), &of) => return Err(Stop::Refused),
            _ => {}
        }
    }
    match (entries.get(&*known(args, 1)?), default) {
        (Some(entry), _) => Ok(entry.value.clone()),
        (None, Some(default)) if kind == Mapping::Map => convert(default, &of),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(Stop::Refused),
    }
}

fn matchkeys(args: &[Value]) -> Answer {
    let [values, keys, wanted] = args else { return Err(Stop::Refused) };
    let r#type = unify(&[Type::of(keys), Type::of(wanted)])?;
    let ((_, elements_of_values), of) = (elements(values)?, element_type(values));
    let (keys, wanted) = (convert(keys, &r#type)?, convert(wanted, &r#type)?);
    let ((_, keys), (_, wanted)) = (elements(&keys)?, elements(&wanted)?);
    if elements_of_values.len() != keys.len() {
        return Err(Stop::Refused);
    }
    may_compare(keys.len(), wanted.len())?;
    let mut matched = Vec::new();
    for (value, key) in elements_of_values.iter().zip(keys) {
        match Truth::any(wanted.iter().map(|wanted| equal(key, wanted))) {
            Truth::True => matched.push(value.clone()),
            Truth::False => {}
            Truth::Unknown => return Err(Stop::Unknown),
        }
    }
    Ok(list(matched, of))
}

/// Maps of one type stay a map of it, everything else makes an object.
fn merge(args: &[Value]) -> Answer {
    let mut merged = Entries::new();
    let mut types: Vec<Type> = Vec::new();
    let mut unknown = false;
    for arg in args {
        match &arg.data {
            Data::Null => match arg.typed.as_deref() {
                Some(of @ Type::Map(_)) => types.push(of.clone()),
                Some(Type::Object(_)) => types.push(Type::Object(BTreeMap::new())),
                Some(_) => return Err(Stop::Refused),
                // Of a `null` without a type, Terraform does not know what it merges.
                None => unknown = true,
            },
            _ => match entries(arg) {
                Ok((kind, entries)) => {
                    // With an object first it is an object, whatever the others are.
                    let is_object = match types.first() {
                        None => kind == Mapping::Object,
                        Some(first) => *first == Type::Dynamic,
                    };
                    types.push(if is_object { Type::Dynamic } else { Type::of(arg) });
                    let entry =
                        |(key, entry): (&Arc<str>, &Entry)| (Arc::clone(key), entry.clone());
                    merged.extend(entries.iter().map(entry));
                }
                Err(Stop::Unknown) => unknown = true,
                Err(Stop::Refused) => return Err(Stop::Refused),
            },
        }
    }
    if unknown && args.iter().any(|arg| matches!(arg.data, Data::Unknown(_) | Data::Block(_))) {
        return Err(Stop::Unknown);
    }
    match types.split_first() {
        Some((Type::Map(of), rest)) if !unknown && rest.iter().all(|other| same(other, of)) => {
            Ok(map(merged, Type::clone(of)))
        }
        Some((Type::Map(_), _)) if types.iter().any(Type::has_unknown) => {
            Ok(Value::new(Data::Mapping(Mapping::Map, Arc::new(merged))))
        }
        _ => Ok(Value::object(merged)),
    }
}

fn same(map: &Type, of: &Type) -> bool {
    map.element() == Some(of) && matches!(map, Type::Map(_))
}

fn transpose(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    let (_, entries) = entries(value)?;
    let mut turned = BTreeMap::<Arc<str>, Vec<Arc<str>>>::new();
    for (key, entry) in entries {
        if matches!(entry.value.data, Data::Null) {
            return Err(Stop::Refused);
        }
        for element in elements(&entry.value)?.1 {
            match element.as_str() {
                Some(text) => turned.entry(text.into()).or_default().push(Arc::clone(key)),
                None if matches!(element.data, Data::Null) => return Err(Stop::Refused),
                None => return Err(Stop::Unknown),
            }
        }
    }
    let entry = |(key, keys)| (key, Entry { key: None, value: strings::<Arc<str>>(keys) });
    Ok(map(turned.into_iter().map(entry).collect(), Type::List(Box::new(Type::String))))
}

fn zipmap(args: &[Value]) -> Answer {
    let value = arg(args, 1)?;
    let ((_, keys), (kind, values)) = (elements(arg(args, 0)?)?, elements(value)?);
    if keys.len() != values.len() || kind == Sequence::Set {
        return Err(Stop::Refused);
    }
    let entry = |(key, value): (&Value, &Value)| {
        let text = match (key.as_str(), &key.data) {
            (Some(text), _) => Arc::from(text),
            (None, Data::Null) => return Err(Stop::Refused),
            _ => return Err(Stop::Unknown),
        };
        Ok((text, Entry { key: key.origin.clone(), value: value.clone() }))
    };
    let entries = keys.iter().zip(values).map(entry).collect::<Result<Entries, Stop>>()?;
    Ok(if kind == Sequence::List {
        map(entries, element_type(value))
    } else {
        Value::object(entries)
    })
}
