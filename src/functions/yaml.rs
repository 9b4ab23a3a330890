//! Reading YAML, and the functions for it.

use super::arguments::{arg, known};
use super::bounds::{MAX_DECODED, MAX_DEPTH};
use super::{Answer, Function, Parameter, yaml_scalar, yaml_write};
use crate::convert::{Stop, convert_or_unknown};
use crate::value::{Data, Entries, Entry, Kind, Mapping, Type, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use std::collections::HashMap;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "yamldecode",
        doc: "the value that YAML stands for",
        parameters: &[Parameter::STRING],
        rest: None,
        result: None,
        compute: |args| Reader::read(&known(args, 0)?),
    },
    Function {
        name: "yamlencode",
        doc: "the value as YAML",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::String),
        compute: |args| yaml_write::document(arg(args, 0)?),
    },
];

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Value>,
    /// How many values may still be made.
    left: usize,
}

impl<'t> Reader<'t> {
    /// The only document of a text.
    fn read(text: &'t str) -> Answer {
        // Whether a tab may stand for blanks is seen in another way.
        if text.lines().any(|line| line.trim_start_matches(' ').starts_with('\t')) {
            return Err(Stop::Unknown);
        }
        let parser = Parser::new_from_str(text);
        let mut reader = Self { parser, anchors: HashMap::new(), left: MAX_DECODED };
        loop {
            match reader.next()? {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd => return Err(Stop::Refused),
                event => {
                    let value = reader.value(event, 0)?;
                    let end = [reader.next()?, reader.next()?];
                    let ended = matches!(end, [Event::DocumentEnd, Event::StreamEnd]);
                    return if ended { Ok(value) } else { Err(Stop::Refused) };
                }
            }
        }
    }

    fn next(&mut self) -> Result<Event<'t>, Stop> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(_)) | None => Err(Stop::Refused),
        }
    }

    fn value(&mut self, event: Event<'t>, depth: usize) -> Answer {
        self.left = self.left.checked_sub(1).ok_or(Stop::Unknown)?;
        if depth > MAX_DEPTH {
            return Err(Stop::Unknown);
        }
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                let tag = tag_name(tag.as_deref())?;
                let value = yaml_scalar::value(&text, !quoted, tag.as_deref())?;
                // What stands in a block looks like a value of any type, and is a string of it then.
                let is_text = tag.is_none() && !quoted && style != ScalarStyle::Plain;
                (anchor, if is_text { convert_or_unknown(&value, &Type::String)? } else { value })
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq")?;
                let mut elements = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => elements.push(self.value(event, depth + 1)?),
                    }
                }
                (anchor, Value::tuple(elements))
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map")?;
                (anchor, self.mapping(depth)?)
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned().ok_or(Stop::Refused)?;
                self.left = self.left.checked_sub(value.count()).ok_or(Stop::Unknown)?;
                return Ok(value);
            }
            _ => return Err(Stop::Refused),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn mapping(&mut self, depth: usize) -> Answer {
        let mut entries = Entries::new();
        loop {
            let event = self.next()?;
            let is_merge = match &event {
                Event::MappingEnd => break,
                Event::Scalar(text, _, _, None) => text == "<<",
                _ => false,
            };
            let key = self.value(event, depth + 1)?;
            let event = self.next()?;
            let value = self.value(event, depth + 1)?;
            if is_merge {
                merge(&value, &mut entries)?;
                continue;
            }
            let key = match &key.data {
                Data::Null | Data::Sequence(..) | Data::Mapping(..) => return Err(Stop::Refused),
                _ => crate::convert::to_text(&key).ok_or(Stop::Unknown)?,
            };
            let key = key.as_known().ok_or(Stop::Unknown)?;
            entries.insert(key.into(), Entry { key: None, value });
        }
        Ok(Value::object(entries))
    }
}

/// Takes the entries of a merged mapping, or of each in a sequence. Of one key the last one counts, wherever it is from.
fn merge(value: &Value, entries: &mut Entries) -> Result<(), Stop> {
    match &value.data {
        Data::Mapping(Mapping::Object, merged) => {
            for (key, entry) in merged.iter() {
                entries.insert(key.clone(), entry.clone());
            }
            Ok(())
        }
        Data::Sequence(_, elements)
            if elements.iter().all(|element| matches!(element.data, Data::Mapping(..))) =>
        {
            elements.iter().try_for_each(|element| merge(element, entries))
        }
        _ => Err(Stop::Refused),
    }
}

/// The name of a tag of YAML's own; any other is refused.
fn tag_name(tag: Option<&Tag>) -> Result<Option<String>, Stop> {
    match tag {
        None => Ok(None),
        Some(tag) if tag.handle == "tag:yaml.org,2002:" => Ok(Some(tag.suffix.clone())),
        // `!` alone, and an own handle for YAML's tags, are not followed.
        Some(tag) if tag.suffix.is_empty() || tag.handle.contains("yaml.org") => Err(Stop::Unknown),
        Some(_) => Err(Stop::Refused),
    }
}

fn check_tag(tag: Option<&Tag>, expected: &str) -> Result<(), Stop> {
    match tag_name(tag)? {
        Some(name) if name != expected => Err(Stop::Refused),
        _ => Ok(()),
    }
}
