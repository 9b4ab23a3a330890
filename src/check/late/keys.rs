//! Keys of `for_each` that are not known before something is made.

use super::Late;
use crate::eval::{Binding, Environment, chosen, eval, pairs};
use crate::scope::ModuleScope;
use crate::syntax::{Expr, ExprKind, For};
use crate::value::{Data, Symbol};

impl Late<'_, '_> {
    /// What makes a key of a map or an element of a set unknown when Terraform plans.
    pub(super) fn keys(
        &self,
        expr: &Expr,
        scope: &ModuleScope,
        env: Environment,
    ) -> Option<Symbol> {
        if !self.step() {
            return None;
        }
        match &expr.kind {
            ExprKind::Parenthesis(inner) => self.keys(inner, scope, env),
            ExprKind::Traversal(..) => scope
                .with_definition(expr, |expr, scope, env| self.keys(expr, scope, env))
                .flatten(),
            ExprKind::Object(entries) => {
                entries.iter().find_map(|entry| self.value(&entry.key, scope, env))
            }
            ExprKind::For(each) if !each.grouping => {
                self.walked(each, scope, env, each.result_key.as_ref()?)
            }
            ExprKind::Conditional(condition, a, b) => match chosen(&eval(condition, env)) {
                Some(first) => self.keys(if first { a } else { b }, scope, env),
                None => self.value(expr, scope, env),
            },
            ExprKind::Call { name, args, expand: false } => match &*name.text {
                "toset" | "zipmap" => self.elements(args.first()?, scope, env),
                "tomap" => self.keys(args.first()?, scope, env),
                "merge" => args.iter().find_map(|arg| self.keys(arg, scope, env)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What makes an element of a list or set unknown when Terraform plans.
    fn elements(&self, expr: &Expr, scope: &ModuleScope, env: Environment) -> Option<Symbol> {
        if !self.step() {
            return None;
        }
        let value = eval(expr, env);
        if let Data::Sequence(_, elements) = &value.data {
            let symbols = elements.iter().filter_map(|element| element.symbol());
            if let Some(symbol) = symbols.into_iter().find(|symbol| self.is_late(symbol)) {
                return Some(symbol.clone());
            }
        }
        match &expr.kind {
            ExprKind::Parenthesis(inner) => self.elements(inner, scope, env),
            ExprKind::Traversal(..) => scope
                .with_definition(expr, |expr, scope, env| self.elements(expr, scope, env))
                .flatten(),
            ExprKind::Tuple(elements) => {
                elements.iter().find_map(|element| self.value(element, scope, env))
            }
            ExprKind::For(each) if each.result_key.is_none() => {
                self.walked(each, scope, env, &each.result)
            }
            ExprKind::Conditional(condition, a, b) => match chosen(&eval(condition, env)) {
                Some(first) => self.elements(if first { a } else { b }, scope, env),
                None => None,
            },
            ExprKind::Call { name, args, expand: false } => match &*name.text {
                "compact" | "distinct" | "reverse" | "sort" | "tolist" | "toset" => {
                    self.elements(args.first()?, scope, env)
                }
                "concat" | "setunion" => args.iter().find_map(|arg| self.elements(arg, scope, env)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The same of a `for`: of its condition, and of what it makes of each element.
    fn walked(
        &self,
        each: &For,
        scope: &ModuleScope,
        env: Environment,
        made: &Expr,
    ) -> Option<Symbol> {
        pairs(&eval(&each.collection, env))?.iter().find_map(|(key, value)| {
            let first = each.key.as_deref().map(|name| Binding::element(name, key, env.bindings));
            let second = Binding::element(&each.value, value, first.as_ref().or(env.bindings));
            let env = env.with(Some(&second));
            match &each.condition {
                None => self.value(made, scope, env),
                Some(condition) => match chosen(&eval(condition, env)) {
                    Some(true) => self.value(made, scope, env),
                    Some(false) => None,
                    None => self.value(condition, scope, env),
                },
            }
        })
    }
}
