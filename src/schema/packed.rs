//! The schemas that gatelint comes with: those of every resource type and data source of the AWS provider. Each is opened
//! when it is asked for, and a nested block of it when someone looks into it.

use super::record::{self, Position, TABLES, Top};
use super::table::Table;
use super::written::FLAGS;
use super::{Attribute, Body, Inside, NestedBlock, Schema};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, OnceLock};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/schemas.bin"));

/// The tables.
struct Tables {
    types: Table<'static>,
    tops: Table<'static>,
    bodies: Table<'static>,
    constraints: Table<'static>,
    texts: Table<'static>,
}

impl Tables {
    fn open() -> Option<Self> {
        let mut rest = BYTES;
        let mut tables = Vec::with_capacity(TABLES);
        for _ in 0..TABLES {
            let (table, after) = Table::split(rest)?;
            tables.push(table);
            rest = after;
        }
        let [types, tops, bodies, constraints, texts] = tables.try_into().ok()?;
        Some(Self { types, tops, bodies, constraints, texts })
    }

    fn text(&self, position: Position) -> Option<Arc<str>> {
        Some(self.texts.text(usize::try_from(position).ok()?)?.into())
    }

    /// The type at that position, as the language writes it.
    fn constraint(&self, position: Position, text: &mut String) -> Option<()> {
        let word = |position| self.texts.text(usize::try_from(position).ok()?);
        match record(&self.constraints, position)? {
            record::Type::Word(name) => text.push_str(word(name)?),
            record::Type::Of(name, of) => {
                text.extend([word(name)?, "("]);
                self.constraint(of, text)?;
                text.push(')');
            }
            record::Type::Object(attributes) => {
                text.push_str("object({ ");
                for (place, (name, of)) in attributes.into_iter().enumerate() {
                    let comma = if place == 0 { "" } else { ", " };
                    write!(text, "{comma}{} = ", word(name)?).ok()?;
                    self.constraint(of, text)?;
                }
                text.push_str(" })");
            }
            record::Type::Tuple(parts) => {
                text.push_str("tuple([");
                for (place, of) in parts.into_iter().enumerate() {
                    text.push_str(if place == 0 { "" } else { ", " });
                    self.constraint(of, text)?;
                }
                text.push_str("])");
            }
        }
        Some(())
    }

    fn releases(
        &self,
        releases: Option<&record::Releases>,
    ) -> (Option<Arc<str>>, Option<Arc<str>>) {
        let Some(record::Releases { since, until }) = releases else { return (None, None) };
        let text = |position: &Option<Position>| position.and_then(|position| self.text(position));
        (text(since), text(until))
    }

    fn attributes(&self, records: Vec<record::Attribute>) -> Option<BTreeMap<Arc<str>, Attribute>> {
        let attribute = |record: record::Attribute| {
            let is = |flag: &str| {
                let bit = FLAGS.into_iter().position(|known| known == flag);
                bit.is_some_and(|bit| record.flags >> bit & 1 == 1)
            };
            let mut r#type = String::new();
            self.constraint(record.r#type, &mut r#type)?;
            let releases = self.releases(record.releases.as_ref());
            Some((self.text(record.name)?, Attribute::new(r#type.into(), is, releases)))
        };
        records.into_iter().map(attribute).collect()
    }

    fn blocks(&self, records: Vec<record::NestedBlock>) -> Option<BTreeMap<Arc<str>, NestedBlock>> {
        let block = |record: record::NestedBlock| {
            let (since, until) = self.releases(record.releases.as_ref());
            let block = NestedBlock {
                nesting: record.nesting,
                min: usize::try_from(record.min).ok()?,
                max: record.max.map(usize::try_from).transpose().ok()?,
                since,
                until,
                inside: Inside::Packed(record.body, OnceLock::new()),
            };
            Some((self.text(record.name)?, block))
        };
        records.into_iter().map(block).collect()
    }

    fn body(&self, position: Position) -> Option<Body> {
        let record: record::Body = record(&self.bodies, position)?;
        Some(Body {
            argument: self.attributes(record.argument)?,
            attribute: self.attributes(record.attribute)?,
            block: self.blocks(record.block)?,
        })
    }
}

fn record<'a, T: Deserialize<'a>>(table: &Table<'a>, position: Position) -> Option<T> {
    postcard::from_bytes(table.get(usize::try_from(position).ok()?)?).ok()
}

/// The schema of a resource type, or of a data source, whose type has `data.` before it.
pub(super) fn schema(r#type: &str) -> Option<Schema> {
    let tables = Tables::open()?;
    let position = tables.types.find(r#type.as_bytes())?;
    let top: Top = postcard::from_bytes(tables.tops.get(position)?).ok()?;
    Some(Schema::new(tables.text(top.provider)?, tables.body(top.body)?))
}

/// The names of all types, data sources with `data.` before them.
pub(super) fn names() -> &'static [&'static str] {
    static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let Some(tables) = Tables::open() else { return Vec::new() };
        (0..tables.types.len()).filter_map(|position| tables.types.text(position)).collect()
    });
    &NAMES
}

/// Whether there is a schema of that type.
pub(super) fn has(r#type: &str) -> bool {
    Tables::open().is_some_and(|tables| tables.types.find(r#type.as_bytes()).is_some())
}

/// What is inside of a nested block.
pub(super) fn body(position: Position) -> Body {
    // What the build has written can be read; a test opens all of it.
    Tables::open().and_then(|tables| tables.body(position)).unwrap_or_default()
}
