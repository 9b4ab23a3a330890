//! From a recipe of a page to edits of a text.

use super::FixRecipe;
use crate::block::{Argument, BlockValue};
use crate::eval::{Environment, eval};
use crate::finding::{Edit, Fix};
use crate::source::{Sources, Span};
use crate::syntax::is_json;
use crate::value::{Address, Data, Entries, InstanceKey, ModulePath, Symbol, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// The edits of a recipe; `None` where it does not apply to how the block is written.
pub(super) fn fix(
    recipe: &FixRecipe,
    block: &Arc<BlockValue>,
    at: Option<&Value>,
    env: Environment,
    sources: &Sources,
) -> Option<Fix> {
    let target = match recipe.target.as_ref().map(|target| eval(target, env).data) {
        None => Arc::clone(block),
        Some(Data::Block(block)) => block,
        Some(_) => return None,
    };
    let text = &sources.get(target.span.source).text;
    let anchor = at.and_then(|at| at.origin.as_ref()).map(|origin| origin.span);
    let writer = Writer { block: &target, text, anchor };
    let mut edits = Vec::new();
    if let Some(replace) = &recipe.replace {
        let value = eval(replace, env);
        // A reference is not replaced by what it refers to: the mistake is where it leads. Another reference may take its
        // place.
        let is_written_here = at?.origin.as_ref().is_some_and(|origin| origin.from.is_none());
        let text = literal(&value, &target.address.module)
            .filter(|_| is_written_here || value.symbol().is_some())?;
        let is_in_block = anchor.is_some_and(|anchor| target.span.contains(anchor));
        edits.push(Edit { span: anchor.filter(|_| is_written_here || is_in_block)?, text });
    }
    if let Some(set) = &recipe.set {
        for (name, value) in &entries(&eval(set, env))? {
            edits.extend(writer.set(name, value)?);
        }
    }
    for name in recipe.remove.iter().filter_map(|remove| eval(remove, env).elements()).flatten() {
        edits.push(writer.remove(name.as_str()?)?);
    }
    if let Some(rename) = &recipe.rename {
        for (old, new) in &entries(&eval(rename, env))? {
            let argument = target.arguments.get(&**old)?;
            edits.push(Edit { span: argument.name, text: new.as_str()?.to_owned() });
        }
    }
    // The edits are written in native syntax.
    if edits.iter().any(|edit| is_json(&sources.get(edit.span.source).path)) {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    Some(Fix { safety: recipe.safety, edits })
}

fn entries(value: &Value) -> Option<Vec<(Arc<str>, Value)>> {
    let Data::Mapping(_, entries) = &value.data else { return None };
    Some(entries.iter().map(|(key, entry)| (Arc::clone(key), entry.value.clone())).collect())
}

/// Changes the text of one block.
struct Writer<'a> {
    block: &'a BlockValue,
    text: &'a str,
    /// The place that the finding underlines: what is added is added below it.
    anchor: Option<Span>,
}

impl Writer<'_> {
    /// Changes an argument, or the entries of a map argument, or adds what is not there.
    fn set(&self, name: &str, value: &Value) -> Option<Vec<Edit>> {
        let Some(argument) = self.block.arguments.get(name) else {
            return Some(vec![self.add(name, value)?]);
        };
        match (&argument.value.data, &value.data) {
            (Data::Mapping(_, old), Data::Mapping(_, new)) => new
                .iter()
                .map(|(key, entry)| self.set_entry(argument, old, key, &entry.value))
                .collect(),
            _ => Some(vec![Edit { span: Self::value_span(argument)?, text: self.literal(value)? }]),
        }
    }

    fn set_entry(
        &self,
        argument: &Argument,
        old: &Entries,
        key: &str,
        value: &Value,
    ) -> Option<Edit> {
        let text = self.literal(value)?;
        if let Some(entry) = old.get(key) {
            return Some(Edit { span: entry.value.origin.as_ref()?.span, text });
        }
        let span = Self::value_span(argument)?;
        let written = self.text.get(span.range())?;
        let entry = format!("{} = {text}", quoted(key));
        let inside = written.strip_prefix('{')?.strip_suffix('}')?;
        let end = span.end - 1;
        let (at, text) = if inside.contains('\n') {
            let line = self.line_start(end as usize);
            (line, format!("{}  {entry}\n", self.indent(end as usize)))
        } else if inside.trim().is_empty() {
            (span.start as usize + 1, format!(" {entry} "))
        } else {
            (span.start as usize + 1 + inside.trim_end().len(), format!(", {entry}"))
        };
        Some(Edit { span: Span::new(span.source, at, at), text })
    }

    /// A new line: below the anchor if that lies in the block, else above the closing brace.
    fn add(&self, name: &str, value: &Value) -> Option<Edit> {
        let text = self.literal(value)?;
        let written = self.text.get(self.block.span.range())?;
        if !written.contains('\n') {
            return None;
        }
        let argument = self
            .anchor
            .and_then(|anchor| self.block.arguments.values().find(|a| a.span.contains(anchor)));
        let (at, indent, sign) = if let Some(argument) = argument {
            let end = argument.span.end as usize;
            let after = end + self.text.get(end..)?.find('\n')? + 1;
            let start = argument.name.start as usize;
            let sign = self.text.get(start..)?.find('=').filter(|sign| *sign > name.len());
            (after, self.indent(start).to_owned(), sign)
        } else {
            let brace = self.block.span.end as usize - 1;
            (self.line_start(brace), format!("{}  ", self.indent(brace)), None)
        };
        let width = sign.map_or(name.len() + 1, |sign| sign);
        let span = Span::new(self.block.span.source, at, at);
        Some(Edit { span, text: format!("{indent}{name:width$}= {text}\n") })
    }

    /// Deletes an argument, with its line if nothing else stands there.
    fn remove(&self, name: &str) -> Option<Edit> {
        let argument = self.block.arguments.get(name)?;
        let (start, end) = (argument.span.start as usize, argument.span.end as usize);
        let line = self.line_start(start);
        let rest = self.text.get(end..)?;
        let tail = rest.split_once('\n').map_or(rest, |(tail, _)| tail);
        let alone = self.text.get(line..start)?.trim().is_empty()
            && (tail.trim().is_empty() || tail.trim_start().starts_with(['#', '/']));
        let (start, end) =
            if alone { (line, (end + tail.len() + 1).min(self.text.len())) } else { (start, end) };
        Some(Edit { span: Span::new(argument.span.source, start, end), text: String::new() })
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

    fn literal(&self, value: &Value) -> Option<String> {
        literal(value, &self.block.address.module)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    fn indent(&self, at: usize) -> &str {
        let line = self.text.get(self.line_start(at)..).unwrap_or_default();
        let width = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..width).unwrap_or_default()
    }
}

/// The value as one writes it in that module, a symbol as a reference; `None` where it is `null`, sensitive, or not known.
fn literal(value: &Value, module: &ModulePath) -> Option<String> {
    if value.is_sensitive() {
        return None;
    }
    match &value.data {
        Data::Bool(value) => Some(value.to_string()),
        Data::Number(number) => Some(number.to_string()),
        Data::String(text) => text.as_known().map(quoted),
        Data::Sequence(_, elements) => Some(format!(
            "[{}]",
            elements
                .iter()
                .map(|element| literal(element, module))
                .collect::<Option<Vec<_>>>()?
                .join(", ")
        )),
        Data::Mapping(_, entries) => {
            let entry = |(key, value): &(Arc<str>, Value)| {
                Some(format!("{} = {}", quoted(key), literal(value, module)?))
            };
            let entries: Vec<(Arc<str>, Value)> =
                entries.iter().map(|(key, entry)| (Arc::clone(key), entry.value.clone())).collect();
            Some(format!(
                "{{ {} }}",
                entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", ")
            ))
        }
        Data::Unknown(unknown) => {
            let symbol = unknown.symbol.as_deref().filter(|_| !unknown.converted)?;
            reference(symbol, module)
        }
        Data::Block(block) => {
            reference(&Symbol { address: block.address.clone(), path: Vec::new() }, module)
        }
        Data::Null => None,
    }
}

/// The symbol as a reference in that module.
fn reference(symbol: &Symbol, module: &ModulePath) -> Option<String> {
    let is_here = symbol.address.module == *module && symbol.address.key != InstanceKey::Unknown;
    let is_name = |step: &Arc<str>| step.chars().all(|c| c.is_alphanumeric() || c == '_');
    let address = Address { module: ModulePath::default(), ..symbol.address.clone() };
    let symbol = Symbol { address, path: symbol.path.clone() };
    (is_here && symbol.path.iter().all(is_name)).then(|| symbol.to_string())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted.replace("${", "$${").replace("%{", "%%{")
}
