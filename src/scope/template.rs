//! `templatefile` and `templatestring`: a template with nothing but the variables that it is given.

use super::ModuleScope;
use crate::eval::{Environment, Resolved, Scope, eval};
use crate::syntax::{Expr, Step};
use crate::value::{BlockValue, Data, Entries, Entry, Value};
use std::sync::Arc;

/// What a template makes of its variables. Where it is not known which they are, each may have any value.
pub(super) fn render(template: &Expr, variables: &Value, module: &ModuleScope) -> Option<Value> {
    let entries = match &variables.data {
        Data::Mapping(_, entries) => entries,
        Data::Unknown(unknown) if !unknown.refused => return rendered_of_any(template, module),
        Data::Block(_) | Data::Unknown(_) | Data::Null => return None,
        _ => return Some(Value::refused()),
    };
    // Terraform looks for all names before it evaluates anything.
    let is_missing = |name: &Arc<str>| !entries.contains_key(name);
    if entries.keys().any(|name| !is_name(name)) || template.free_names().iter().any(is_missing) {
        return Some(Value::refused());
    }
    let scope = Variables { entries, module };
    let value = eval(template, Environment::new(&scope));
    let is_null = matches!(value.data, Data::Null);
    Some(if is_null { Value::refused() } else { value.not_null() })
}

/// What is certain of a text that a template makes of variables that are not known.
fn rendered_of_any(template: &Expr, module: &ModuleScope) -> Option<Value> {
    let entry = |name| (name, Entry { key: None, value: Value::anything() });
    let entries: Entries = template.free_names().into_iter().map(entry).collect();
    if entries.is_empty() {
        return None;
    }
    let scope = Variables { entries: &entries, module };
    let value = eval(template, Environment::new(&scope));
    // One of them may be missing, so that it need not be there at all.
    matches!(value.data, Data::String(_)).then(|| value.not_null())
}

/// Whether it is a name of the language, as far as that is certain.
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_ascii_digit() || c == '-')
}

struct Variables<'a, 't> {
    entries: &'a Entries,
    module: &'a ModuleScope<'t>,
}

impl Scope for Variables<'_, '_> {
    fn resolve(&self, root: &str, _steps: &[Step], _env: Environment) -> Resolved {
        let value = self.entries.get(root).map(|entry| entry.value.clone());
        Resolved { value: value.unwrap_or_else(Value::refused), how: None, steps: 0 }
    }

    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        self.module.attribute(block, name)
    }

    /// A template cannot render another one.
    fn call(&self, name: &str, args: &[Value]) -> Option<Value> {
        match name.strip_prefix("core::").unwrap_or(name) {
            "templatefile" | "templatestring" => Some(Value::refused()),
            _ => self.module.call(name, args),
        }
    }
}
