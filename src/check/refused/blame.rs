//! Where the reason lies that an expression is refused: in the innermost expression of which no part is refused.

use super::{All, CONDITIONAL, FOR, KEY, OPERAND, TEMPLATE, function, step};
use crate::check::{Found, unfit};
use crate::convert::{Stop, convert, to_text_or_unknown};
use crate::eval::{Binding, Environment, chosen, eval, pairs, truth_of};
use crate::functions::catches;
use crate::source::Span;
use crate::syntax::{Binary, Entry, Expr, ExprKind, For, Part, Unary};
use crate::value::{Data, Type, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// Says why an expression is refused.
pub(in crate::check) fn find(expr: &Expr, env: Environment, found: &mut All) {
    match &expr.kind {
        ExprKind::Parenthesis(inner) => find(inner, env, found),
        ExprKind::Template(parts) => template(parts, env, found),
        ExprKind::Tuple(elements) => {
            parts(elements.iter(), env, found);
        }
        ExprKind::Object(entries) => object(entries, env, found),
        ExprKind::Variable(root) => step::find(expr.span, root, &[], env, found),
        ExprKind::Traversal(root, steps) => match &root.kind {
            ExprKind::Variable(name) => step::find(expr.span, name, steps, env, found),
            _ if eval(root, env).is_refused() => find(root, env, found),
            _ => step::of_value(root, steps, env, found),
        },
        ExprKind::Call { name, args, expand } => {
            let is_of_argument = !catches(&name.text) && parts(args.iter(), env, found);
            let why = || function::why(name, args, *expand, expr.span, env);
            found.extend(if is_of_argument { None } else { why() });
        }
        ExprKind::Unary(operator, operand) => {
            let (wanted, sign) = match operator {
                Unary::Not => (Type::Bool, "`!`"),
                Unary::Negate => (Type::Number, "`-`"),
            };
            let one = [(&**operand, sign)];
            let is_refused = parts(std::iter::once(&**operand), env, found);
            operands(if is_refused { &[] } else { &one }, &wanted, env, found);
        }
        ExprKind::Binary(operator, a, b) => {
            let is_refused = parts([&**a, &**b].into_iter(), env, found);
            if let Some(operator) = (!is_refused).then_some(*operator) {
                binary(operator, a, b, expr.span, env, found);
            }
        }
        ExprKind::Conditional(condition, then, otherwise) => {
            conditional(expr.span, condition, then, otherwise, env, found);
        }
        ExprKind::For(each) => for_expr(each, env, found),
        _ => {}
    }
}

/// Says why parts are refused. Whether one is.
fn parts<'e>(all: impl Iterator<Item = &'e Expr>, env: Environment, found: &mut All) -> bool {
    let mut is_refused = false;
    for part in all {
        if eval(part, env).is_refused() {
            is_refused = true;
            find(part, env, found);
        }
    }
    is_refused
}

fn say(rule: &'static str, span: Span, message: String, help: &str, found: &mut All) {
    found.push((rule, Found::new(span, message, Some(help.to_owned()))));
}

fn is_null(value: &Value) -> bool {
    matches!(value.data, Data::Null)
}

fn template(all: &[Part], env: Environment, found: &mut All) {
    for part in all {
        match part {
            Part::Literal(_) => {}
            Part::Interpolation(expr) => {
                let value = eval(expr, env);
                if value.is_refused() {
                    find(expr, env, found);
                } else if is_null(&value) {
                    let help = "give it a value first, for example with `coalesce`";
                    say(
                        TEMPLATE,
                        expr.span,
                        "`null` cannot be part of a string".to_owned(),
                        help,
                        found,
                    );
                } else if to_text_or_unknown(&value).is_none() {
                    let message = format!("{} cannot be part of a string", unfit::has(&value));
                    let help = "use a part of it, or encode it with `jsonencode`";
                    say(TEMPLATE, expr.span, message, help, found);
                }
            }
            Part::If(expr, then, otherwise) => match condition(expr, TEMPLATE, env, found) {
                Some(true) => template(then, env, found),
                Some(false) => template(otherwise, env, found),
                None => {}
            },
            Part::For { key, value, collection, body } => {
                let Some(pairs) = collection_of(collection, env, found) else { continue };
                for (k, v) in pairs {
                    let key = key.as_deref().map(|name| Binding::element(name, &k, env.bindings));
                    let value = Binding::element(value, &v, key.as_ref().or(env.bindings));
                    template(body, env.with(Some(&value)), found);
                }
            }
        }
    }
}

/// What a condition says; `None`, and said, where it is none.
fn condition(expr: &Expr, rule: &'static str, env: Environment, found: &mut All) -> Option<bool> {
    let value = eval(expr, env);
    if value.is_refused() {
        find(expr, env, found);
        return None;
    }
    if is_null(&value) {
        let help = "a condition must be `true` or `false`";
        say(rule, expr.span, "the condition is `null`".to_owned(), help, found);
        return None;
    }
    if truth_of(&value).is_err() {
        let message = format!("the condition is {}", unfit::has(&value));
        say(rule, expr.span, message, "a condition must be `true` or `false`", found);
    }
    chosen(&value)
}

fn object(entries: &[Entry], env: Environment, found: &mut All) {
    for entry in entries {
        key(&entry.key, env, found);
        if eval(&entry.value, env).is_refused() {
            find(&entry.value, env, found);
        }
    }
}

/// Looks at a key. Its text, if that is known.
fn key(expr: &Expr, env: Environment, found: &mut All) -> Option<Arc<str>> {
    let value = eval(expr, env);
    if value.is_refused() {
        find(expr, env, found);
    } else if is_null(&value) {
        say(KEY, expr.span, "a key cannot be `null`".to_owned(), "a key must be a string", found);
    } else {
        match convert(&value, &Type::String) {
            Ok(text) => return text.as_str().map(Arc::from),
            Err(Stop::Unknown) => {}
            Err(Stop::Refused) => {
                let message = format!("{} cannot be a key", unfit::has(&value));
                say(KEY, expr.span, message, "a key must be a string", found);
            }
        }
    }
    None
}

/// Says which operands are none.
fn operands(all: &[(&Expr, &str)], wanted: &Type, env: Environment, found: &mut All) {
    let words = if *wanted == Type::Bool { "a bool" } else { "a number" };
    for (operand, sign) in all {
        let value = eval(operand, env);
        let is_refused =
            is_null(&value) || convert(&value, wanted).is_err_and(|stop| stop == Stop::Refused);
        if is_refused {
            let message = format!("{sign} needs {words}, but this is {}", unfit::has(&value));
            let help = match (&value.data, *wanted == Type::Number) {
                (Data::String(_), true) => "join strings in a template: `\"${a}${b}\"`",
                _ => "convert it, or use another value",
            };
            say(OPERAND, operand.span, message, help, found);
        }
    }
}

fn binary(operator: Binary, a: &Expr, b: &Expr, span: Span, env: Environment, found: &mut All) {
    let (sign, wanted) = match operator {
        Binary::Add => ("+", Type::Number),
        Binary::Subtract => ("-", Type::Number),
        Binary::Multiply => ("*", Type::Number),
        Binary::Divide => ("/", Type::Number),
        Binary::Modulo => ("%", Type::Number),
        Binary::Less => ("<", Type::Number),
        Binary::LessEqual => ("<=", Type::Number),
        Binary::Greater => (">", Type::Number),
        Binary::GreaterEqual => (">=", Type::Number),
        Binary::And => ("&&", Type::Bool),
        Binary::Or => ("||", Type::Bool),
        Binary::Equal | Binary::NotEqual => return,
    };
    let before = found.len();
    let sign = format!("`{sign}`");
    operands(&[(a, &sign), (b, &sign)], &wanted, env, found);
    if operator == Binary::Divide && found.len() == before {
        say(
            OPERAND,
            span,
            "zero cannot be divided by zero".to_owned(),
            "check for zero first",
            found,
        );
    }
}

fn conditional(
    span: Span,
    test: &Expr,
    then: &Expr,
    otherwise: &Expr,
    env: Environment,
    found: &mut All,
) {
    let value = eval(test, env);
    if value.is_refused() || is_null(&value) || truth_of(&value).is_err() {
        condition(test, CONDITIONAL, env, found);
        return;
    }
    let branch = |is_first: bool| if is_first { then } else { otherwise };
    let refused = match chosen(&value) {
        Some(first) => Some(branch(first)).filter(|one| eval(one, env).is_refused()),
        None => [then, otherwise].into_iter().find(|one| eval(one, env).is_refused()),
    };
    if let Some(refused) = refused {
        find(refused, env, found);
        return;
    }
    let (a, b) = (eval(then, env), eval(otherwise, env));
    let message =
        format!("the two results have different types: {} and {}", unfit::has(&a), unfit::has(&b));
    let help = "convert one of them, so that both have the same type";
    say(CONDITIONAL, span, message, help, found);
}

/// The elements that are walked; `None`, and said, for what is not walked.
fn collection_of(expr: &Expr, env: Environment, found: &mut All) -> Option<Vec<(Value, Value)>> {
    let value = eval(expr, env);
    if value.is_refused() {
        find(expr, env, found);
        return None;
    }
    let walked = pairs(&value);
    let may_be_walked = match &value.data {
        Data::Unknown(unknown) => {
            matches!(
                unknown.kind,
                None | Some(crate::value::Kind::Sequence | crate::value::Kind::Mapping)
            )
        }
        Data::Block(_) => true,
        _ => walked.is_some(),
    };
    if !may_be_walked {
        let message = format!("`for` needs a list, set or map, but this is {}", unfit::has(&value));
        let help =
            if is_null(&value) { "use `[]` for none" } else { "put it in brackets, or use a list" };
        say(FOR, expr.span, message, help, found);
    }
    walked
}

fn for_expr(each: &For, env: Environment, found: &mut All) {
    let Some(pairs) = collection_of(&each.collection, env, found) else { return };
    let before = found.len();
    let mut seen = HashSet::new();
    for (k, v) in &pairs {
        let first = each.key.as_deref().map(|name| Binding::element(name, k, env.bindings));
        let second = Binding::element(&each.value, v, first.as_ref().or(env.bindings));
        let env = env.with(Some(&second));
        if let Some(test) = &each.condition
            && condition(test, FOR, env, found) != Some(true)
        {
            continue;
        }
        if let Some(result) = &each.result_key {
            let key = key(result, env, found);
            if let Some(key) = key.filter(|_| !each.grouping)
                && !seen.insert(key.clone())
            {
                let hides = v.is_sensitive() || eval(result, env).is_sensitive();
                let shown = if hides { String::new() } else { format!(" `{key}`") };
                let message = format!("two elements have the key{shown}");
                let help = "add `...` after the value to group values with the same key";
                say(KEY, result.span, message, help, found);
            }
        }
        if eval(&each.result, env).is_refused() {
            find(&each.result, env, found);
        }
    }
    // It is refused without elements too.
    if let Some(test) = each.condition.as_ref().filter(|_| found.len() == before) {
        let any = Value::anything();
        let first = each.key.as_deref().map(|name| Binding::element(name, &any, env.bindings));
        let second = Binding::element(&each.value, &any, first.as_ref().or(env.bindings));
        condition(test, FOR, env.with(Some(&second)), found);
    }
    let mut spans = HashSet::new();
    let new = found.split_off(before).into_iter();
    found.extend(new.filter(|(_, found)| spans.insert(found.span)));
}
