//! From JSON to blocks and attributes.

use super::grammar::{Place, Property, Reading, property};
use crate::source::{SourceId, Span};
use crate::syntax::{Attribute, Block, Body, Name, NestedBlocks, SyntaxError, Unread};
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use std::collections::HashMap;

/// The property that is a comment in every object that stands for a block.
pub(super) const COMMENT: &str = "//";

/// What the JSON is a part of, and what was wrong with it.
pub(super) struct Lowering<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    schemas: &'a dyn NestedBlocks,
    pub(super) errors: Vec<SyntaxError>,
    /// Whether there may be blocks that could not be read.
    pub(super) incomplete: bool,
    /// Whether something in the top-level block that goes on could not be read.
    pub(super) broken: bool,
    /// How many blocks go on.
    depth: usize,
}

/// Blocks that share a kind and the labels so far.
struct Header<'h> {
    kind: &'h Name,
    labels: Vec<Name>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(source: SourceId, text: &'a str, schemas: &'a dyn NestedBlocks) -> Self {
        Self { source, text, schemas, errors: vec![], incomplete: false, broken: false, depth: 0 }
    }

    /// What a file holds, given what its root stands for.
    pub(super) fn root(&mut self, value: &Value, place: Place) -> Body {
        let body = match (value, place) {
            (Value::Object(_), _) | (Value::Array(_), Place::Root) => self.body(value, place),
            _ => self.not_an_object(value, "the file is not a JSON object"),
        };
        self.incomplete |= self.broken;
        body
    }

    pub(super) fn span(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        Span::new(self.source, range.start, range.end)
    }

    pub(super) fn error(&mut self, span: Span, message: String, help: Option<&str>) {
        self.errors.push(SyntaxError { span, message, help: help.map(str::to_owned) });
    }

    fn not_an_object(&mut self, value: &Value, message: &str) -> Body {
        // The whole of a long array is no place to look at.
        let start = value.range().start;
        let end = if matches!(value, Value::Array(_)) { start + 1 } else { value.range().end };
        let span = Span::new(self.source, start, end);
        self.error(span, message.to_owned(), Some("write `{ ... }`"));
        self.broken = true;
        Body::default()
    }

    /// The properties of an object, or of all objects in an array: Terraform makes no difference.
    fn properties<'v, 't>(
        &mut self,
        value: &'v Value<'t>,
        expected: &str,
    ) -> Vec<&'v ObjectProp<'t>> {
        match value {
            Value::NullKeyword(_) => Vec::new(),
            Value::Object(object) => object.properties.iter().collect(),
            Value::Array(array) => {
                let mut properties = Vec::new();
                for element in &array.elements {
                    match element {
                        Value::Object(object) => properties.extend(&object.properties),
                        other => {
                            self.not_an_object(other, expected);
                        }
                    }
                }
                properties
            }
            other => {
                self.not_an_object(other, expected);
                Vec::new()
            }
        }
    }

    fn body(&mut self, value: &Value, place: Place) -> Body {
        let mut body = Body::default();
        let mut seen: HashMap<String, Span> = HashMap::new();
        for found in self.properties(value, "an object is expected here, with what is in the block")
        {
            let name = self.name(found);
            if &*name.text == COMMENT {
                continue;
            }
            match property(place, &name.text, self.schemas) {
                Property::Nothing => {}
                Property::Blocks(labels, inside) => {
                    let mut header = Header { kind: &name, labels: Vec::new() };
                    self.blocks(&mut header, &found.value, labels, inside, &mut body.blocks);
                }
                Property::Argument(reading) => {
                    if seen.insert(name.text.to_string(), name.span).is_some() {
                        self.duplicate(&name);
                    } else {
                        body.attributes.push(self.attribute(name, &found.value, reading));
                    }
                }
            }
        }
        body
    }

    /// Terraform refuses the second property of a name.
    pub(super) fn duplicate(&mut self, name: &Name) {
        let message = format!("`{}` is set twice", name.text);
        self.error(name.span, message, Some("remove one of them"));
    }

    pub(super) fn name(&mut self, property: &ObjectProp) -> Name {
        let span = self.span(&property.name);
        self.control_characters(span);
        Name { text: property.name.as_str().into(), span }
    }

    fn attribute(&mut self, name: Name, value: &Value, reading: Reading) -> Attribute {
        let end = self.span(value).end;
        let value = self.expr(value, reading);
        let span = Span { end, ..name.span };
        Attribute { name, value, span, written_as_block: false }
    }

    /// The blocks in the value of a property, one level of labels after the other.
    fn blocks(
        &mut self,
        header: &mut Header,
        value: &Value,
        labels: &[&str],
        inside: Place,
        blocks: &mut Vec<Block>,
    ) {
        let Some((label, labels)) = labels.split_first() else {
            return self.blocks_of_header(header, value, inside, blocks);
        };
        let kind = &header.kind.text;
        let expected =
            format!("an object is expected here, whose keys are the {label}s of `{kind}` blocks");
        let properties = self.properties(value, &expected);
        if properties.is_empty() && !self.broken {
            let message = format!("this has no {label} of a `{kind}` block");
            self.error(self.span(value), message, Some("remove it"));
        }
        for property in properties {
            let label = self.name(property);
            if &*label.text == COMMENT && !matches!(property.value, Value::Object(_)) {
                let message = format!("this is read as a `{kind}` block named `{COMMENT}`");
                let help = "move the comment into a block, or to the top of the file";
                self.error(label.span, message, Some(help));
                continue;
            }
            header.labels.push(label);
            self.blocks(header, &property.value, labels, inside, blocks);
            header.labels.pop();
        }
    }

    /// The blocks whose labels are complete: one for an object, and one for each element of an array.
    fn blocks_of_header(
        &mut self,
        header: &Header,
        value: &Value,
        inside: Place,
        blocks: &mut Vec<Block>,
    ) {
        let last = header.labels.last().map_or(header.kind.span, |label| label.span);
        match value {
            Value::NullKeyword(_) => {}
            Value::Array(array) => {
                let is_only = array.elements.len() == 1;
                for element in &array.elements {
                    let span = self.span(element);
                    let brace = Span { end: span.start + 1, ..span };
                    let own = if is_only { last } else { brace };
                    self.block(header, own, element, inside, blocks);
                }
            }
            value => self.block(header, last, value, inside, blocks),
        }
    }

    fn block(
        &mut self,
        header: &Header,
        own: Span,
        value: &Value,
        inside: Place,
        blocks: &mut Vec<Block>,
    ) {
        let first_label = header.labels.first().map(|label| &*label.text);
        let outside = if self.depth == 0 { std::mem::take(&mut self.broken) } else { false };
        self.depth += 1;
        let body = self.body(value, inside.labelled(&header.kind.text, first_label));
        self.depth -= 1;
        let mut body = body;
        if self.broken {
            body.unread.push(Unread { is_named: false, references: Vec::new() });
        }
        let block = Block {
            kind: header.kind.clone(),
            labels: header.labels.clone(),
            body,
            header: own,
            span: Span { end: self.span(value).end, ..own },
        };
        blocks.push(block);
        if self.depth == 0 {
            self.broken = outside;
        }
    }
}
