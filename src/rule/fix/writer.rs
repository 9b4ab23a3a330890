//! Changes the arguments and nested blocks of a block.

use super::align;
use super::expression::{expression, is_constant};
use crate::finding::Edit;
use crate::source::{SourceId, Span, line_start};
use crate::syntax::parse;
use crate::value::{Argument, BlockValue, Data, Entries, Value, literal, quoted};
use std::fmt::Write as _;
use std::sync::Arc;

/// How many characters of a list stand in one line at the most.
const LONG: usize = 80;

/// Changes the text of one block.
pub(super) struct Writer<'a> {
    pub(super) block: &'a BlockValue,
    pub(super) text: &'a str,
    /// The place that the finding underlines: what is added is added below it.
    pub(super) anchor: Option<Span>,
}

impl Writer<'_> {
    /// Changes arguments, or the entries of map arguments, and adds what is not there.
    pub(super) fn set(&self, arguments: &[(Arc<str>, Value)]) -> Option<Vec<Edit>> {
        let is_new = |(name, _): &&(Arc<str>, Value)| !self.block.arguments.contains_key(&**name);
        let (new, old): (Vec<_>, Vec<_>) = arguments.iter().partition(is_new);
        let change = |(name, value): &(Arc<str>, Value)| {
            self.change(self.block.arguments.get(&**name)?, value)
        };
        let mut edits = old.into_iter().map(change).collect::<Option<Vec<_>>>()?.concat();
        if !new.is_empty() {
            edits.extend(self.add(&new)?);
        }
        Some(edits)
    }

    fn change(&self, argument: &Argument, value: &Value) -> Option<Vec<Edit>> {
        if let (Data::Mapping(_, old), Data::Mapping(_, new)) = (&argument.value.data, &value.data)
        {
            let entries = new.iter();
            return entries
                .map(|(key, entry)| self.set_entry(argument, old, key, &entry.value))
                .collect();
        }
        let text = self.literal(value, self.indent(argument.name.start as usize))?;
        Some(vec![self.overwrite(Self::value_span(argument)?, text)?])
    }

    fn set_entry(
        &self,
        argument: &Argument,
        old: &Entries,
        key: &str,
        value: &Value,
    ) -> Option<Edit> {
        let text = literal(value, &self.block.address.module)?;
        if let Some(entry) = old.get(key) {
            return self.overwrite(entry.value.origin.as_ref()?.span, text);
        }
        let span = Self::value_span(argument)?;
        let written = self.text.get(span.range())?;
        let entry = format!("{} = {text}", quoted(key));
        let inside = written.strip_prefix('{')?.strip_suffix('}')?;
        let end = span.end - 1;
        let (at, text) = if inside.contains('\n') {
            let line = line_start(self.text, end as usize);
            (line, format!("{}  {entry}\n", self.indent(end as usize)))
        } else if inside.trim().is_empty() {
            (span.start as usize + 1, format!(" {entry} "))
        } else {
            (span.start as usize + 1 + inside.trim_end().len(), format!(", {entry}"))
        };
        Some(Edit { span: Span::new(span.source, at, at), text })
    }

    /// New lines: below the anchor if that lies in the block, else above the closing brace.
    fn add(&self, arguments: &[&(Arc<str>, Value)]) -> Option<Vec<Edit>> {
        let written = self.text.get(self.block.span.range())?;
        if !written.contains('\n') {
            return None;
        }
        let argument = self
            .anchor
            .and_then(|anchor| self.block.arguments.values().find(|a| a.span.contains(anchor)));
        let (at, indent) = if let Some(argument) = argument {
            let end = argument.span.end as usize;
            let after = end + self.text.get(end..)?.find('\n')? + 1;
            (after, self.indent(argument.name.start as usize).to_owned())
        } else {
            let brace = self.block.span.end as usize - 1;
            (line_start(self.text, brace), format!("{}  ", self.indent(brace)))
        };
        let literal = |(name, value): &&(Arc<str>, Value)| {
            Some((Arc::clone(name), self.literal(value, &indent)?))
        };
        let lines: Vec<_> = arguments.iter().map(literal).collect::<Option<_>>()?;
        let short = lines.iter().filter(|(_, value)| !value.contains('\n'));
        let width = short.map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let source = self.block.span.source;
        let (sign, mut edits) = align::sign(self.text, source, at, width);
        let mut text = String::new();
        for (name, value) in lines {
            let sign = if value.contains('\n') { 0 } else { sign - 1 };
            let _ = writeln!(text, "{indent}{name:sign$} = {value}");
        }
        edits.push(Edit { span: Span::new(source, at, at), text });
        Some(edits)
    }

    /// A new argument whose expression is written as it is, in lines of its own below the other arguments.
    pub(super) fn spell(&self, name: &str, expr: &str) -> Option<Edit> {
        expression(expr)?;
        let written = self.text.get(self.block.span.range())?;
        let parsed = parse(SourceId::PAGE, written, 0);
        let block = parsed.body.blocks.first().filter(|_| parsed.errors.is_empty())?;
        let last = block.body.attributes.iter().map(|it| it.span.end).max()?;
        if block.body.attribute(name).is_some() {
            return None;
        }
        let last = (self.block.span.start + last) as usize;
        let at = last + self.text.get(last..)?.find('\n')? + 1;
        let indent = self.indent(last - 1);
        let expr = expr.replace('\n', &format!("\n{indent}"));
        let text = format!("\n{indent}{name} = {expr}\n");
        Some(Edit { span: Span::new(self.block.span.source, at, at), text })
    }

    /// A nested block, above the closing brace; `None` if there is one of that type, or may be.
    pub(super) fn add_block(&self, name: &str, arguments: &Value) -> Option<Edit> {
        let Data::Mapping(_, entries) = &arguments.data else { return None };
        let written = self.text.get(self.block.span.range())?;
        if self.block.blocks.contains_key(name) || !written.contains('\n') {
            return None;
        }
        let brace = self.block.span.end as usize - 1;
        let indent = self.indent(brace);
        let mut text = format!("\n{indent}  {name} {{\n");
        for (name, entry) in entries.iter() {
            let value = literal(&entry.value, &self.block.address.module)?;
            let _ = writeln!(text, "{indent}    {name} = {value}");
        }
        let _ = writeln!(text, "{indent}  }}");
        let at = line_start(self.text, brace);
        Some(Edit { span: Span::new(self.block.span.source, at, at), text })
    }

    /// Deletes an argument, or the nested blocks of that type.
    pub(super) fn remove(&self, name: &str) -> Option<Vec<Edit>> {
        if let Some(argument) = self.block.arguments.get(name) {
            let line = self.delete(argument.span)?;
            let (start, end) = (line.span.start as usize, line.span.end as usize);
            let mut edits = align::without(self.text, line.span.source, start, end);
            edits.push(line);
            return Some(edits);
        }
        let delete = |block: &Value| match &block.data {
            // What a `dynamic` block makes is written elsewhere.
            Data::Block(block) if block.span.start == block.header.start => {
                let mut edit = self.delete(block.span)?;
                // With the empty line before it.
                let before = self.text.get(..edit.span.start as usize)?;
                edit.span.start -= u32::from(before.ends_with("\n\n"));
                Some(edit)
            }
            _ => None,
        };
        self.block.blocks.get(name)?.value.elements()?.iter().map(delete).collect()
    }

    /// Deletes what stands there, with its lines if nothing else stands in them.
    fn delete(&self, span: Span) -> Option<Edit> {
        let (start, end) = (span.start as usize, span.end as usize);
        let line = line_start(self.text, start);
        let rest = self.text.get(end..)?;
        let tail = rest.split_once('\n').map_or(rest, |(tail, _)| tail);
        let alone = self.text.get(line..start)?.trim().is_empty()
            && (tail.trim().is_empty() || tail.trim_start().starts_with(['#', '/']));
        let (start, end) =
            if alone { (line, (end + tail.len() + 1).min(self.text.len())) } else { (start, end) };
        Some(Edit { span: Span::new(span.source, start, end), text: String::new() })
    }

    /// Writes something in the place of a value; not in that of a reference, which may lead to another value elsewhere.
    pub(super) fn overwrite(&self, span: Span, text: String) -> Option<Edit> {
        let is_here = span.source == self.block.span.source;
        let old = self.text.get(span.range()).filter(|_| is_here)?;
        is_constant(old).then_some(Edit { span, text })
    }

    /// The expression of an argument, not the place that its value came from.
    fn value_span(argument: &Argument) -> Option<Span> {
        argument
            .value
            .origin
            .as_ref()
            .map(|origin| origin.span)
            .filter(|span| argument.span.contains(*span))
    }

    /// The value of an argument that begins so far from the margin. A map of several entries has a line for each, and so has a
    /// long list.
    pub(super) fn literal(&self, value: &Value, indent: &str) -> Option<String> {
        let module = &self.block.address.module;
        if let Data::Sequence(_, elements) = &value.data {
            let text = literal(value, module)?;
            if text.chars().count() <= LONG || elements.len() < 2 {
                return Some(text);
            }
            let mut text = "[\n".to_owned();
            for element in elements.iter() {
                let _ = writeln!(text, "{indent}  {},", literal(element, module)?);
            }
            return Some(text + indent + "]");
        }
        let Data::Mapping(_, entries) = &value.data else { return literal(value, module) };
        if entries.iter().count() < 2 {
            return literal(value, module);
        }
        let keys: Vec<String> = entries.keys().map(|key| quoted(key)).collect();
        let width = keys.iter().map(|key| key.chars().count()).max().unwrap_or(0);
        let mut text = "{\n".to_owned();
        for (key, (_, entry)) in keys.iter().zip(entries.iter()) {
            let value = literal(&entry.value, module).filter(|_| !value.is_sensitive())?;
            let _ = writeln!(text, "{indent}  {key:width$} = {value}");
        }
        Some(text + indent + "}")
    }

    pub(super) fn indent(&self, at: usize) -> &str {
        let line = self.text.get(line_start(self.text, at)..).unwrap_or_default();
        let width = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..width).unwrap_or_default()
    }
}
