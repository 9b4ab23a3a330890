//! YAML with marks. It is read as the importers of API Gateway and Swagger do, and not as Terraform's `yamldecode`: what
//! is not understood is unknown by itself.

use super::marked::Marked;
use super::parts::Maker;
use super::{MAX_DEPTH, MAX_VALUES};
use crate::value::{Data, Mapping, Number, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Mark, StrInput, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Places that are mended in a text.
const MAX_MENDED: usize = 50;

/// The value that the first document of the text is; `None` where it is no YAML.
pub(super) fn read(maker: &Maker) -> Option<Value> {
    let mut text = Cow::Borrowed(maker.text());
    for _ in 0..MAX_MENDED {
        let mut reader = Reader::of(maker, &text);
        if let Some(value) = reader.document() {
            return Some(value);
        }
        let mended = mended(&text, reader.fault?)?;
        text = Cow::Owned(mended);
    }
    None
}

/// The text with what closes a row of values in the line before, or with a quoted string in one line. Others than this
/// parser take both wherever they stand. Nothing gets another place.
fn mended(text: &str, fault: usize) -> Option<String> {
    let (before, after) = (text.get(..fault)?, text.get(fault..)?);
    if let Some(quote) = after.chars().next().filter(|c| ['"', '\''].contains(c)) {
        return Some(before.to_owned() + &in_one_line(after, quote)?);
    }
    let line = before.trim_end_matches(' ').len();
    let is_closing = after.starts_with(['}', ']']) && before.get(..line)?.ends_with('\n');
    let joined = || Some(format!("{} {}", text.get(..line - 1)?, text.get(line..)?));
    if is_closing { joined() } else { None }
}

/// A text that begins with a quoted string of several lines, with spaces for the ends of these.
fn in_one_line(text: &str, quote: char) -> Option<String> {
    let (mut line, mut rest) = (String::with_capacity(text.len()), text.chars().peekable());
    let mut is_broken = false;
    line.extend(rest.next());
    while let Some(c) = rest.next() {
        match c {
            '\\' if quote == '"' && rest.next_if_eq(&'\n').is_some() => {
                is_broken = true;
                line.push_str("  ");
            }
            '\\' if quote == '"' => {
                line.push(c);
                line.extend(rest.next());
            }
            '\n' => {
                is_broken = true;
                line.push(' ');
            }
            c => {
                line.push(c);
                if c == quote {
                    break;
                }
            }
        }
    }
    is_broken.then(|| line + &rest.collect::<String>())
}

struct Reader<'a> {
    maker: &'a Maker<'a>,
    offsets: Option<Vec<usize>>,
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Value>,
    /// How many values may still be made.
    left: usize,
    /// Where the parser stopped.
    fault: Option<usize>,
}

impl<'a> Reader<'a> {
    fn of(maker: &'a Maker, text: &'a str) -> Self {
        // The parser counts characters.
        let offsets = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect());
        let parser = Parser::new_from_str(text);
        Self { maker, offsets, parser, anchors: HashMap::new(), left: MAX_VALUES, fault: None }
    }

    fn document(&mut self) -> Option<Value> {
        loop {
            let (event, mark) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd => return None,
                event => {
                    let value = self.value(event, mark, 0)?;
                    let (end, _) = self.next()?;
                    return matches!(end, Event::DocumentEnd).then_some(value);
                }
            }
        }
    }

    fn next(&mut self) -> Option<(Event<'a>, Mark)> {
        match self.parser.next_event()? {
            Ok(next) => Some(next),
            Err(error) => {
                self.fault = Some(self.offset(error.marker().index()));
                None
            }
        }
    }

    /// The byte at which a character stands.
    fn offset(&self, index: usize) -> usize {
        let end = self.maker.text().len();
        match &self.offsets {
            Some(offsets) => offsets.get(index).copied().unwrap_or(end),
            None => index.min(end),
        }
    }

    fn range(&self, mark: Mark) -> Range<usize> {
        self.offset(mark.start.index())..self.offset(mark.end.index())
    }

    fn value(&mut self, event: Event<'a>, mark: Mark, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        let range = self.range(mark);
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = match tag {
                    Some(_) if !is_text(tag.as_deref()) => self.maker.unknown(range),
                    None if style == ScalarStyle::Plain => self.plain(&text, range),
                    _ => self.maker.string(&text, range),
                };
                (anchor, value)
            }
            Event::SequenceStart(anchor, tag) => {
                let mut elements = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, mark) => elements.push(self.value(event, mark, depth + 1)?),
                    }
                }
                let is_known = tag.is_none_or(|tag| is_own(&tag));
                let value = if is_known { Value::tuple(elements) } else { Value::anything() };
                (anchor, self.maker.at(value, range))
            }
            Event::MappingStart(anchor, tag) => {
                let value = self.mapping(range.clone(), depth)?;
                let is_known = tag.is_none_or(|tag| is_own(&tag));
                (anchor, if is_known { value } else { self.maker.unknown(range) })
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor)?.clone();
                self.left = self.left.checked_sub(value.count())?;
                return Some(value);
            }
            _ => return None,
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Some(value)
    }

    fn mapping(&mut self, range: Range<usize>, depth: usize) -> Option<Value> {
        let mut entries: Vec<(Option<Arc<str>>, Range<usize>, Value)> = Vec::new();
        let mut merged: Vec<Value> = Vec::new();
        loop {
            let (key, place) = match self.next()? {
                (Event::MappingEnd, _) => break,
                (Event::Scalar(text, _, _, None), mark) => {
                    self.left = self.left.checked_sub(1)?;
                    (Some(text.as_ref().into()), self.range(mark))
                }
                (event, mark) => {
                    let place = self.range(mark);
                    self.value(event, mark, depth + 1)?;
                    (None, place)
                }
            };
            let (event, mark) = self.next()?;
            let value = self.value(event, mark, depth + 1)?;
            if key.as_deref() == Some("<<") {
                merged.push(value);
            } else {
                entries.push((key, place, value));
            }
        }
        let own = self.maker.object(entries, range.clone());
        merged.into_iter().try_fold(own, |own, merged| Some(self.merged(own, &merged, &range)))
    }

    /// The mapping with what another one has besides.
    fn merged(&self, own: Value, other: &Value, range: &Range<usize>) -> Value {
        match (&own.data, &other.data) {
            (Data::Mapping(Mapping::Object, entries), Data::Mapping(_, others)) => {
                let mut all = (**others).clone();
                all.extend(entries.iter().map(|(key, entry)| (Arc::clone(key), entry.clone())));
                self.maker.at(Value::object(all), range.clone())
            }
            (_, Data::Sequence(_, elements)) => {
                elements.iter().rev().fold(own, |own, other| self.merged(own, other, range))
            }
            _ => self.maker.unknown(range.clone()),
        }
    }

    /// A scalar without quotes. A number keeps the form in which it is written, where that is another one than its own:
    /// a version `2.0` is no `2`.
    fn plain(&self, text: &str, range: Range<usize>) -> Value {
        let value = match text {
            _ if Marked::is_marked(text) => {
                let string = self.maker.marked.string(text);
                // A mark by itself can be of any type.
                return match &string.data {
                    Data::Unknown(_) => {
                        let value = Value::anything();
                        let named = string.symbol().map(|symbol| value.clone().named(symbol));
                        self.maker.at(named.unwrap_or(value), range)
                    }
                    _ => self.maker.at(string, range),
                };
            }
            "" | "~" | "null" | "Null" | "NULL" => Value::null(),
            "true" | "True" | "TRUE" => Value::bool(true),
            "false" | "False" | "FALSE" => Value::bool(false),
            _ => match text.parse::<Number>() {
                Ok(number) if number.to_string() == text => Value::new(Data::Number(number)),
                _ => Value::string(text),
            },
        };
        self.maker.at(value, range)
    }
}

fn is_text(tag: Option<&Tag>) -> bool {
    tag.is_some_and(|tag| is_own(tag) && tag.suffix == "str")
}

/// Whether a tag is one of YAML's own.
fn is_own(tag: &Tag) -> bool {
    tag.handle == "tag:yaml.org,2002:"
}
