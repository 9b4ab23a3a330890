//! Values that are not known before something is made.

use super::Late;
use crate::convert::to_number;
use crate::eval::{Environment, chosen, eval};
use crate::scope::ModuleScope;
use crate::syntax::{Binary, Expr, ExprKind, Part};
use crate::value::{Data, Symbol, Value};

/// Functions of which Terraform knows no result where it does not know the first argument.
const STRICT: [&str; 16] = [
    "endswith",
    "length",
    "lower",
    "replace",
    "split",
    "startswith",
    "strcontains",
    "substr",
    "tobool",
    "tonumber",
    "tostring",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
];

impl Late<'_, '_> {
    /// What makes a value unknown when Terraform plans, whatever else it is computed from. Only where it is not known here
    /// either: of an unknown text Terraform may know the beginning, as the evaluator does.
    pub(super) fn value(
        &self,
        expr: &Expr,
        scope: &ModuleScope,
        env: Environment,
    ) -> Option<Symbol> {
        if !self.step() {
            return None;
        }
        let value = eval(expr, env);
        if let Some(symbol) = value.symbol().filter(|symbol| self.is_late(symbol)) {
            return Some(symbol.clone());
        }
        let is_open = match &value.data {
            Data::Unknown(unknown) => !unknown.refused,
            Data::String(_) => value.as_str().is_none(),
            _ => false,
        };
        if !is_open {
            return None;
        }
        match &expr.kind {
            ExprKind::Parenthesis(inner) | ExprKind::Unary(_, inner) => {
                self.value(inner, scope, env)
            }
            ExprKind::Traversal(..) => scope
                .with_definition(expr, |expr, scope, env| self.value(expr, scope, env))
                .flatten(),
            ExprKind::Template(parts) => parts.iter().find_map(|part| match part {
                Part::Interpolation(expr) => self.value(expr, scope, env),
                _ => None,
            }),
            ExprKind::Binary(operator @ (Binary::And | Binary::Or), a, b) => {
                // Newer versions of Terraform look at one side alone where that decides.
                let neutral = *operator == Binary::And;
                let is_neutral = |expr: &Expr| chosen(&eval(expr, env)) == Some(neutral);
                match (self.value(a, scope, env), self.value(b, scope, env)) {
                    (Some(symbol), Some(_)) => Some(symbol),
                    (Some(symbol), None) => is_neutral(b).then_some(symbol),
                    (None, Some(symbol)) => is_neutral(a).then_some(symbol),
                    (None, None) => None,
                }
            }
            ExprKind::Binary(_, a, b) => {
                self.value(a, scope, env).or_else(|| self.value(b, scope, env))
            }
            ExprKind::Conditional(condition, a, b) => match chosen(&eval(condition, env)) {
                Some(first) => self.value(if first { a } else { b }, scope, env),
                None if differ(&eval(a, env), &eval(b, env)) => self.value(condition, scope, env),
                None => None,
            },
            ExprKind::Call { name, args, expand: false } if STRICT.contains(&&*name.text) => {
                self.value(args.first()?, scope, env)
            }
            _ => None,
        }
    }
}

/// Whether two results certainly differ. Of two that do not, Terraform may know what comes out.
fn differ(a: &Value, b: &Value) -> bool {
    match (to_number(a), to_number(b)) {
        (Some(a), Some(b)) => a != b,
        _ => match (&a.data, &b.data) {
            (Data::Bool(a), Data::Bool(b)) => a != b,
            (Data::String(_), Data::String(_)) => {
                a.as_str().zip(b.as_str()).is_some_and(|(a, b)| a != b)
            }
            (Data::Mapping(_, a), Data::Mapping(_, b)) => a.len() != b.len(),
            (Data::Sequence(_, a), Data::Sequence(_, b)) => a.is_empty() != b.is_empty(),
            _ => false,
        },
    }
}
