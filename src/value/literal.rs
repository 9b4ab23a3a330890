//! Values as one writes them.

use super::{Address, Data, InstanceKey, ModulePath, Piece, Symbol, Text, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// The value as one writes it in that module, a symbol as a reference; `None` where it is `null`, sensitive, or not known.
pub(crate) fn literal(value: &Value, module: &ModulePath) -> Option<String> {
    if value.is_sensitive() {
        return None;
    }
    match &value.data {
        Data::Bool(value) => Some(value.to_string()),
        Data::Number(number) => Some(number.to_string()),
        Data::String(text) => template(text, module),
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

/// The text as a string, with references for what is not known.
fn template(text: &Text, module: &ModulePath) -> Option<String> {
    let piece = |piece: &Piece| match piece {
        Piece::Known(text) => Some(inside(text)),
        Piece::Unknown(symbol) => Some(format!("${{{}}}", reference(symbol.as_deref()?, module)?)),
    };
    let pieces: Vec<String> = text.pieces().iter().map(piece).collect::<Option<_>>()?;
    Some(format!("\"{}\"", pieces.concat()))
}

/// The symbol as a reference in that module.
fn reference(symbol: &Symbol, module: &ModulePath) -> Option<String> {
    let is_here = symbol.address.module == *module && symbol.address.key != InstanceKey::Unknown;
    let is_name = |step: &Arc<str>| step.chars().all(|c| c.is_alphanumeric() || c == '_');
    let address = Address { module: ModulePath::default(), ..symbol.address.clone() };
    let symbol = Symbol { address, path: symbol.path.clone() };
    (is_here && symbol.path.iter().all(is_name)).then(|| symbol.to_string())
}

/// The text as a string that stands for itself.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", inside(text))
}

/// What stands between the quotes.
fn inside(text: &str) -> String {
    let mut quoted = String::new();
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
    quoted.replace("${", "$${").replace("%{", "%%{")
}
