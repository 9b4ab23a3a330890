//! JSON with marks.

use super::marked::Marked;
use super::parts::Maker;
use crate::value::{Data, Number, Value};
use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// What a mark that stands for itself is put into, to be a string that nobody writes.
const BARE: &str = "\u{e0f2}";

/// The value that the text is; `None` where it is no JSON.
pub(super) fn read(maker: &Maker) -> Option<Value> {
    let (text, shifts) = quoted(maker.text())?;
    let parsed = parse_to_ast(&text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let reader = Reader { maker, shifts };
    Some(reader.value(&parsed.value?))
}

/// The text with each mark in quotes that stands outside of a string, and where what was added stands.
fn quoted(text: &str) -> Option<(String, Vec<usize>)> {
    let mut quoted = String::with_capacity(text.len());
    let mut added = Vec::new();
    let mut is_string = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' if is_string => {
                quoted.push(c);
                quoted.extend(rest.next());
            }
            '"' => {
                is_string = !is_string;
                quoted.push(c);
            }
            '\u{e0f0}' if !is_string => {
                added.push(quoted.len());
                quoted.push('"');
                quoted.push_str(BARE);
                quoted.push(c);
                loop {
                    let next = rest.next()?;
                    quoted.push(next);
                    if next == '\u{e0f1}' {
                        break;
                    }
                }
                added.push(quoted.len());
                quoted.push('"');
            }
            c => quoted.push(c),
        }
    }
    Some((quoted, added))
}

struct Reader<'a> {
    maker: &'a Maker<'a>,
    shifts: Vec<usize>,
}

impl Reader<'_> {
    /// The range of the text before anything was added.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let before = self.shifts.partition_point(|added| *added < offset);
            // What opens is a quote and a character of three bytes, what closes a quote.
            let added = before.div_ceil(2) * (1 + BARE.len()) + before / 2;
            offset.saturating_sub(added)
        };
        at(range.start)..at(range.end)
    }

    fn value(&self, json: &Json) -> Value {
        let range = self.range(json.range().start..json.range().end);
        match json {
            Json::NullKeyword(_) => self.maker.at(Value::null(), range),
            Json::BooleanLit(it) => self.maker.at(Value::bool(it.value), range),
            Json::NumberLit(it) => match it.value.parse::<Number>() {
                Ok(number) => self.maker.at(Value::new(Data::Number(number)), range),
                Err(()) => self.maker.unknown(range),
            },
            Json::StringLit(it) if it.value.starts_with(BARE) => self.maker.unknown(range),
            Json::StringLit(it) => self.maker.string(&it.value, range),
            Json::Array(it) => {
                let elements = it.elements.iter().map(|element| self.value(element));
                self.maker.at(Value::tuple(elements.collect()), range)
            }
            Json::Object(it) => {
                let entries = it.properties.iter().map(|property| {
                    let name = property.name.as_str();
                    let place = property.name.range();
                    let key = (!Marked::is_marked(name)).then(|| name.into());
                    (key, self.range(place.start..place.end), self.value(&property.value))
                });
                self.maker.object(entries, range)
            }
        }
    }
}
