//! Expressions where Terraform knows no names and no functions: defaults, and what variables files set.

use super::{Environment, Resolved, Scope, eval};
use crate::syntax::{Expr, Step};
use crate::value::{BlockValue, Data, Value};
use std::sync::Arc;

/// The value of an expression that stands for itself. One with a reference or a call in it is refused as a whole.
pub(crate) fn constant(expr: &Expr) -> Value {
    let value = eval(expr, Environment::new(&Nothing));
    if holds_refused(&value) { Value::refused().at(value.origin) } else { value }
}

fn holds_refused(value: &Value) -> bool {
    match &value.data {
        Data::Sequence(_, elements) => elements.iter().any(holds_refused),
        Data::Mapping(_, entries) => entries.values().any(|entry| holds_refused(&entry.value)),
        _ => value.is_refused(),
    }
}

struct Nothing;

impl Scope for Nothing {
    fn resolve(&self, _root: &str, _steps: &[Step], _env: Environment) -> Resolved {
        Resolved { value: Value::refused(), how: None, steps: 0 }
    }

    fn attribute(&self, _block: &Arc<BlockValue>, _name: &str) -> Value {
        Value::refused()
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Option<Value> {
        Some(Value::refused())
    }
}
