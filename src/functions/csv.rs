//! CSV, as strictly as Go's reader has it: no crate refuses a quote in the middle of a field.

use super::arguments::{known, list, may_make};
use super::{Answer, Function, Parameter};
use crate::convert::Stop;
use crate::value::{Entries, Entry, Kind, Type, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "csvdecode",
    doc: "the rows of CSV, as objects",
    parameters: &[Parameter::STRING],
    rest: None,
    result: Some(Kind::Sequence),
    compute: csvdecode,
}];

fn csvdecode(args: &[Value]) -> Answer {
    let text = known(args, 0)?;
    may_make(text.matches([',', '\n']).count())?;
    let mut records = records(&text)?.into_iter();
    let header: Vec<Arc<str>> =
        records.next().ok_or(Stop::Refused)?.into_iter().map(Arc::from).collect();
    if header.iter().collect::<BTreeSet<_>>().len() < header.len() {
        return Err(Stop::Refused);
    }
    let row = |record: Vec<String>| {
        if record.len() != header.len() {
            return Err(Stop::Refused);
        }
        let entry = |(name, field): (&Arc<str>, String)| {
            (Arc::clone(name), Entry { key: None, value: Value::string(field) })
        };
        Ok(Value::object(header.iter().zip(record).map(entry).collect::<Entries>()))
    };
    let rows = records.map(row).collect::<Result<Vec<_>, _>>()?;
    let of = header.iter().map(|name| (Arc::clone(name), Type::String)).collect();
    Ok(list(rows, Type::Object(of)))
}

/// The records of a text. Empty lines are passed over.
fn records(text: &str) -> Result<Vec<Vec<String>>, Stop> {
    let text = text.replace("\r\n", "\n");
    let mut rest = text.as_str();
    let mut records = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('\n') {
            rest = after;
            continue;
        }
        let mut record = Vec::new();
        loop {
            let (field, after) = field(rest)?;
            record.push(field);
            rest = after;
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        records.push(record);
    }
    Ok(records)
}

/// A field, and what follows it.
fn field(text: &str) -> Result<(String, &str), Stop> {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted_field(quoted);
    }
    let (field, after) = text.split_at(text.find([',', '\n']).unwrap_or(text.len()));
    if field.contains('"') { Err(Stop::Refused) } else { Ok((field.to_owned(), after)) }
}

/// What stands up to the closing quote, and what follows it.
fn quoted_field(text: &str) -> Result<(String, &str), Stop> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"').ok_or(Stop::Refused)?;
        field.push_str(part);
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None if after.is_empty() || after.starts_with([',', '\n']) => {
                return Ok((field, after));
            }
            None => return Err(Stop::Refused),
        }
    }
}
