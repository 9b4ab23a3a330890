//! Expressions where Terraform knows no names and no functions: defaults, and what variables files set.

use super::{Environment, Resolved, Scope, eval};
use crate::block::BlockValue;
use crate::syntax::{Expr, Step};
use crate::value::Value;
use std::sync::Arc;

/// The value of an expression that stands for itself. References and calls are refused.
pub fn constant(expr: &Expr) -> Value {
    eval(expr, Environment::new(&Nothing))
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
