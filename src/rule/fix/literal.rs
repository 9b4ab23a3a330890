//! Values as one writes them.

use crate::source::SourceId;
use crate::syntax::{Expr, parse};
use crate::value::{Address, Data, InstanceKey, ModulePath, Symbol, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// The value as one writes it in that module, a symbol as a reference; `None` where it is `null`, sensitive, or not known.
pub(super) fn literal(value: &Value, module: &ModulePath) -> Option<String> {
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

/// The text as a string that stands for itself.
pub(super) fn quoted(text: &str) -> String {
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

/// Whether the text is an expression that stands for itself: nothing is lost where its value is written anew.
pub(super) fn is_constant(text: &str) -> bool {
    expression(text).is_some_and(|expr| expr.is_constant())
}

/// The text as an expression, if it is one.
pub(super) fn expression(text: &str) -> Option<Expr> {
    let parsed = parse(SourceId::PAGE, &format!("value = {text}\n"), 0);
    let attributes = if parsed.errors.is_empty() { parsed.body.attributes } else { Vec::new() };
    <[_; 1]>::try_from(attributes).ok().map(|[attribute]| attribute.value)
}

#[cfg(test)]
mod tests {
    use super::{expression, is_constant};

    #[test]
    fn a_constant_names_nothing() {
        for text in ["\"a\"", "<<E\n{\"a\": 1}\nE", "[1, { a = \"b\", (\"c\") = -1 }]", "\"${1}\""]
        {
            assert!(is_constant(text), "{text}");
        }
        for text in ["var.a", "\"a${var.a}\"", "<<E\n${var.a}\nE", "upper(\"a\")", "[a.b]", "a b"] {
            assert!(!is_constant(text), "{text}");
        }
    }

    #[test]
    fn an_expression_is_one() {
        assert!(expression("aws_s3_bucket.b[0].id").is_some());
        assert!(expression("a\nb = c").is_none());
        assert!(expression("").is_none());
    }
}
