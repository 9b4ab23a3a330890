//! Packs the provider's schema: what its dump says of one release, and by hand what others added and removed.

use crate::schema::record::{self, Nesting, Position, Releases, TABLES, Top, Type};
use crate::schema::written::{Attribute, Body, FLAGS, NestedBlock, Written};
use flate2::read::GzDecoder;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::hash::Hash;
use std::io::Read as _;
use std::path::Path;

/// What the provider says of its types, in short: `fixtures/provider/README.md`.
pub(crate) const DUMP: &str = "fixtures/provider/aws-5.100.0.json.gz";

/// Writes `schemas.bin`, `types.rs` with the types that `rules/` has a folder of, and `followed.rs` with those of them whose
/// later releases were looked at too. The latter, in order.
pub(crate) fn write(out: &Path) -> Vec<String> {
    let mut text = String::new();
    let file = fs::File::open(DUMP).expect("the dump is there");
    GzDecoder::new(file).read_to_string(&mut text).expect("the dump is packed");
    let dump: Value = serde_json::from_str(&text).expect("the dump is JSON");
    let provider = dump["provider"].as_str().and_then(|of| of.split(' ').nth(1));
    let provider = provider.expect("the dump says its release");
    let resources = dump["resources"].as_object().expect("the dump has resources");
    let data = dump["data"].as_object().expect("the dump has data sources");

    let (mut types, mut followed) = (Vec::new(), Vec::new());
    let mut tops: BTreeMap<String, Top> = BTreeMap::new();
    let mut packer = Packer::default();
    for (r#type, of) in resources {
        let mut written = Written { provider: Some(provider.to_owned()), body: body(of, true) };
        let folder = Path::new("rules").join(r#type);
        if folder.is_dir() {
            types.push(r#type);
            lay(&mut written, &folder.join("releases.hcl"));
            followed
                .extend((written.provider.as_deref() != Some(provider)).then(|| r#type.clone()));
        }
        tops.insert(r#type.clone(), packer.top(&written));
    }
    for (r#type, of) in data {
        let written = Written { provider: Some(provider.to_owned()), body: body(of, false) };
        tops.insert(format!("data.{type}"), packer.top(&written));
    }

    let names = tops.keys().map(|name| name.clone().into_bytes()).collect();
    let tops = tops.values().map(packed).collect();
    let Packer { bodies, types: constraints, texts } = packer;
    let tables: [Vec<Vec<u8>>; TABLES] = [
        names,
        tops,
        bodies.list.iter().map(packed).collect(),
        constraints.list.iter().map(packed).collect(),
        texts.list.into_iter().map(String::into_bytes).collect(),
    ];
    fs::write(out.join("schemas.bin"), tables.map(|pieces| table(&pieces)).concat()).unwrap();
    types.sort();
    fs::write(out.join("types.rs"), format!("&{types:?}")).unwrap();
    followed.sort();
    fs::write(out.join("followed.rs"), format!("&{followed:?}")).unwrap();
    followed
}

/// Lays what a file says of other releases over the schema, if it is there.
fn lay(written: &mut Written, path: &Path) {
    let Ok(text) = fs::read_to_string(path) else { return };
    let laid = Written::read(&text).and_then(|over| written.lay(over));
    if let Err(fault) = laid {
        let line = text[..fault.range.start].lines().count();
        panic!("{}:{line}: {}", path.display(), fault.message);
    }
}

fn packed(record: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(record).expect("a record can be packed")
}

/// The bytes of a table: how many pieces, where each ends, and the pieces.
fn table(pieces: &[Vec<u8>]) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).expect("it is small").to_le_bytes();
    let mut bytes = number(pieces.len()).to_vec();
    let mut end = 0;
    for piece in pieces {
        end += piece.len();
        bytes.extend(number(end));
    }
    bytes.extend(pieces.concat());
    bytes
}

/// Things of which each is there once.
struct Once<T> {
    list: Vec<T>,
    positions: HashMap<T, Position>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { list: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Once<T> {
    fn position(&mut self, of: T) -> Position {
        if let Some(known) = self.positions.get(&of) {
            return *known;
        }
        let position = Position::try_from(self.list.len()).expect("there are few");
        self.list.push(of.clone());
        self.positions.insert(of, position);
        position
    }
}

/// What the dump says, as if it had been written.
fn body(of: &Value, is_resource: bool) -> Body {
    let empty = Map::new();
    let mut made = Body::default();
    for (name, said) in of["a"].as_object().unwrap_or(&empty) {
        let letters = said[0].as_str().expect("flags are letters");
        // The `id` that each resource has looks optional; the provider refuses one that is written.
        let is_exported =
            !letters.contains(['r', 'o']) || is_resource && name == "id" && letters == "oc";
        let is =
            |flag: &&str| letters.contains(&flag[..1]) && !(is_exported && *flag == "computed");
        let attribute = Attribute {
            r#type: Some(text_of(&said[1])),
            flags: FLAGS.into_iter().filter(is).map(|flag| (flag, true)).collect(),
            ..Attribute::default()
        };
        let list = if is_exported { &mut made.attribute } else { &mut made.argument };
        list.insert(name.clone(), attribute);
    }
    for (name, said) in of["b"].as_object().unwrap_or(&empty) {
        let count = |name: &str| {
            let count = said[name].as_u64().expect("a number");
            (count > 0).then(|| usize::try_from(count).expect("it is small"))
        };
        let nesting = Nesting::ALL.into_iter().find(|nesting| said["nesting"] == nesting.name());
        let block = NestedBlock {
            nesting: Some(nesting.expect("the nesting is known")),
            min: count("min"),
            max: count("max"),
            body: body(said, false),
            ..NestedBlock::default()
        };
        made.block.insert(name.clone(), block);
    }
    made
}

#[derive(Default)]
struct Packer {
    bodies: Once<record::Body>,
    types: Once<Type>,
    texts: Once<String>,
}

impl Packer {
    fn top(&mut self, written: &Written) -> Top {
        let provider = written.provider.as_deref().expect("the release is known");
        Top { provider: self.text(provider), body: self.pack(&written.body) }
    }

    fn text(&mut self, text: &str) -> Position {
        self.texts.position(text.to_owned())
    }

    fn pack(&mut self, body: &Body) -> Position {
        let argument = self.attributes(&body.argument);
        let attribute = self.attributes(&body.attribute);
        let block = body.block.iter().map(|(name, block)| {
            let count = |count| u32::try_from(count).expect("it is small");
            record::NestedBlock {
                name: self.text(name),
                nesting: block.nesting.expect("the nesting is known"),
                min: count(block.min.unwrap_or(0)),
                max: block.max.map(count),
                releases: self.releases(block.since.as_deref(), block.until.as_deref()),
                body: self.pack(&block.body),
            }
        });
        let block = block.collect();
        self.bodies.position(record::Body { argument, attribute, block })
    }

    fn attributes(&mut self, of: &BTreeMap<String, Attribute>) -> Vec<record::Attribute> {
        let attribute = |(name, attribute): (&String, &Attribute)| {
            let is = |flag: &str| attribute.flags.get(flag) == Some(&true);
            let bits = (0..).zip(FLAGS).map(|(bit, flag)| u8::from(is(flag)) << bit);
            record::Attribute {
                name: self.text(name),
                r#type: self.r#type(attribute.r#type.as_deref().expect("the type is known")),
                flags: bits.sum(),
                releases: self.releases(attribute.since.as_deref(), attribute.until.as_deref()),
            }
        };
        of.iter().map(attribute).collect()
    }

    fn releases(&mut self, since: Option<&str>, until: Option<&str>) -> Option<Releases> {
        let mut text = |release: Option<&str>| release.map(|release| self.text(release));
        let (since, until) = (text(since), text(until));
        (since.is_some() || until.is_some()).then_some(Releases { since, until })
    }

    /// The type, of which the parts are there once too.
    fn r#type(&mut self, text: &str) -> Position {
        let Some((kind, inside)) = text.split_once('(') else {
            let word = Type::Word(self.text(text));
            return self.types.position(word);
        };
        let inside = inside.strip_suffix(')').expect("it is closed");
        let r#type = match kind {
            "object" => Type::Object(
                parts(inside, ('{', '}'))
                    .into_iter()
                    .map(|part| {
                        let (name, of) = part.split_once(" = ").expect("an attribute has a type");
                        (self.text(name), self.r#type(of))
                    })
                    .collect(),
            ),
            "tuple" => {
                let parts = parts(inside, ('[', ']')).into_iter();
                Type::Tuple(parts.map(|part| self.r#type(part)).collect())
            }
            kind => Type::Of(self.text(kind), self.r#type(inside)),
        };
        self.types.position(r#type)
    }
}

/// What stands between the commas of a list in brackets.
fn parts(text: &str, (open, close): (char, char)) -> Vec<&str> {
    let inside = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let inside = inside.expect("it is in brackets").trim();
    let mut depth = 0;
    let is_comma = |c: char| {
        depth += i32::from(matches!(c, '(' | '{' | '[')) - i32::from(matches!(c, ')' | '}' | ']'));
        c == ',' && depth == 0
    };
    inside.split(is_comma).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A type as the language writes it: the dump has `"string"`, `["list", "string"]`, `["object", { … }]`.
fn text_of(of: &Value) -> String {
    match (of, &of[0]) {
        (Value::String(word), _) if word == "dynamic" => "any".to_owned(),
        (Value::String(word), _) => word.clone(),
        (_, Value::String(kind)) if kind == "object" => {
            let attributes = of[1].as_object().expect("an object has attributes").iter();
            let mut attributes: Vec<_> =
                attributes.map(|(name, of)| format!("{name} = {}", text_of(of))).collect();
            attributes.sort();
            format!("object({{ {} }})", attributes.join(", "))
        }
        (_, Value::String(kind)) if kind == "tuple" => {
            let parts = of[1].as_array().expect("a tuple has parts").iter();
            format!("tuple([{}])", parts.map(text_of).collect::<Vec<_>>().join(", "))
        }
        (_, Value::String(kind)) => format!("{kind}({})", text_of(&of[1])),
        _ => panic!("{of} is no type"),
    }
}
