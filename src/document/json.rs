//! JSON with marks.

use super::marked::{Marked, Quoted};
use super::parts::Maker;
use crate::value::{Data, Number, Value};
use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// The value that the text is; `None` where it is no JSON.
pub(super) fn read(maker: &Maker) -> Option<Value> {
    let quoted = maker.marked.quoted();
    let text = quoted.text();
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let reader = Reader { maker, quoted: &quoted };
    Some(reader.value(&parsed.value?))
}

struct Reader<'a> {
    maker: &'a Maker<'a>,
    quoted: &'a Quoted,
}

impl Reader<'_> {
    /// The range of the text before anything was added.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        self.quoted.before(range.start)..self.quoted.before(range.end)
    }

    fn value(&self, json: &Json) -> Value {
        let range = self.range(json.range().start..json.range().end);
        match json {
            Json::NullKeyword(_) => self.maker.at(Value::null(), range),
            Json::BooleanLit(it) => self.maker.at(Value::bool(it.value), range),
            // As in YAML, a version `2.0` is no `2`.
            Json::NumberLit(it) => match it.value.parse::<Number>() {
                Ok(number) if number.to_string() == it.value => {
                    self.maker.at(Value::new(Data::Number(number)), range)
                }
                Ok(_) => self.maker.string(it.value, range),
                Err(()) => self.maker.unknown(range),
            },
            Json::StringLit(it) if Marked::is_bare(&it.value) => self.maker.unknown(range),
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
