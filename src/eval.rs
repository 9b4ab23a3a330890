//! Evaluates expressions as Terraform does, as far as their values are known.
//!
//! Never fails: what cannot be known is Unknown, with what is still certain of it; what Terraform would refuse is
//! Unknown and marked as refused. Knows no rule and no provider: what names stand for is the [`Scope`]'s to say.

mod access;
mod conditional;
mod constant;
mod for_expr;
mod operator;
mod sensitive;
mod template;

pub(crate) use access::{at_key, attribute, index, named};
pub(crate) use conditional::{chosen, conditional};
pub(crate) use constant::constant;
pub(crate) use for_expr::elements as pairs;
pub(crate) use for_expr::{Loop, visit, walk};
pub(crate) use operator::{alone, binary, decided, equals, joined, truth_of, unary};
pub(crate) use sensitive::of_call;

use crate::convert::{Stop, convert};
use crate::functions;
use crate::source::{SourceId, Span};
use crate::syntax::{Entry as EntryExpr, Expr, ExprKind, Name, Reference, Step};
use crate::value::budget::{self, Bound, Size};
use crate::value::{
    BlockValue, Data, Entries, Entry, How, Kind, Made, Origin, Sensitive, Type, Unknown, Value,
};
use std::sync::Arc;

/// Calls within calls that are followed. A chain that is longer is Unknown, so that no input exhausts the stack.
const MAX_DEPTH: u32 = 1_500;

/// How often loops in loops evaluate what is innermost. What would be evaluated more often is Unknown.
const MAX_ROUNDS: usize = 100_000;

/// What the names in an expression stand for.
pub(crate) trait Scope {
    /// The value of a reference, and how many of the `steps` after its root it took.
    fn resolve(&self, root: &str, steps: &[Step], env: Environment) -> Resolved;

    /// Whether what a reference names may not be there, though it has a value where it is.
    fn may_lack(&self, _reference: &Reference, _env: Environment) -> bool {
        false
    }

    /// The attribute of a block instance as an expression sees it.
    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value;

    /// The result of a function that only this scope offers; `None` if it has none of that name.
    fn call(&self, name: &str, args: &[Value]) -> Option<Value>;
}

/// What a scope makes of a reference.
pub(crate) struct Resolved {
    /// The value so far.
    pub value: Value,
    /// By which way it came here.
    pub how: Option<How>,
    /// How many steps after the root were taken.
    pub steps: usize,
}

/// All that an expression is evaluated in.
#[derive(Clone, Copy)]
pub(crate) struct Environment<'a> {
    /// The module or the rule.
    pub scope: &'a dyn Scope,
    /// The innermost of the names that are bound in addition: `each`, `count`, `self`, variables of a `for`.
    pub bindings: Option<&'a Binding<'a>>,
    depth: u32,
    /// How often the loops around evaluate this.
    rounds: usize,
    /// Whether templates are made for people, so that what is sensitive does not stand in them.
    for_people: bool,
}

/// A name that stands for a value.
pub(crate) struct Binding<'a> {
    /// The name.
    pub name: &'a str,
    /// What it stands for.
    pub value: &'a Value,
    /// How a place that uses the name came by the value.
    pub how: How,
    /// The next outer one.
    pub outer: Option<&'a Self>,
}

impl<'a> Binding<'a> {
    /// The name of an element, as a `for` binds it.
    pub(crate) fn element(name: &'a str, value: &'a Value, outer: Option<&'a Self>) -> Self {
        Self { name, value, how: How::Element, outer }
    }
}

impl<'a> Environment<'a> {
    /// An environment with nothing bound.
    pub(crate) fn new(scope: &'a dyn Scope) -> Self {
        Self { scope, bindings: None, depth: 0, rounds: 1, for_people: false }
    }

    /// The same with other names bound.
    #[must_use]
    pub(crate) fn with(self, bindings: Option<&'a Binding<'a>>) -> Self {
        Self { bindings, ..self }
    }

    /// The same, for the words of a finding: templates say `(sensitive)` in the place of what is never shown.
    #[must_use]
    pub(crate) fn for_people(self) -> Self {
        Self { for_people: true, ..self }
    }

    /// The same inside of a loop; `None` if that would take too long.
    fn repeated(self, times: usize) -> Option<Self> {
        Some(Self { rounds: repeated(self.rounds, times)?, ..self })
    }

    /// The same depth of calls in another scope with other names.
    pub(crate) fn inside<'b>(
        self,
        scope: &'b dyn Scope,
        bindings: Option<&'b Binding<'b>>,
    ) -> Environment<'b> {
        Environment { scope, bindings, depth: self.depth, rounds: 1, for_people: false }
    }

    fn binding(&self, name: &str) -> Option<&'a Binding<'a>> {
        std::iter::successors(self.bindings, |binding| binding.outer)
            .find(|binding| binding.name == name)
    }
}

/// How often something in a loop is evaluated that is repeated so often itself; `None` if that would take too long.
pub(crate) fn repeated(rounds: usize, times: usize) -> Option<usize> {
    let repeated = Some(rounds.saturating_mul(times.max(1))).filter(|it| *it <= MAX_ROUNDS);
    if repeated.is_none() {
        budget::beyond(Bound::Work);
    }
    repeated
}

/// Where a value that this expression made was written. The words of a rule page are no place of the user's.
fn written(span: Span) -> Option<Arc<Origin>> {
    (span.source != SourceId::PAGE).then(|| Origin::written(span))
}

/// The value as it is seen at `span`, which took it from where it was.
fn taken(span: Span, value: Value, how: Option<How>) -> Value {
    if span.source == SourceId::PAGE {
        return value;
    }
    let from = value.origin.clone().map(|origin| (how.unwrap_or(How::Element), origin));
    value.at(Some(Arc::new(Origin { span, from, made: None })))
}

/// The value of an expression.
pub(crate) fn eval(expr: &Expr, env: Environment) -> Value {
    if env.depth == 0 { separately(expr, env) } else { within(expr, env) }
}

/// The value of an expression that is looked at by itself, with an allowance of its own.
pub(crate) fn separately(expr: &Expr, env: Environment) -> Value {
    budget::alone(expr.span, || within(expr, env))
}

/// The value of an expression that is a part of what is looked at.
pub(crate) fn within(expr: &Expr, env: Environment) -> Value {
    if !budget::steps(1) {
        return Value::anything();
    }
    if env.depth >= MAX_DEPTH {
        budget::beyond(Bound::Depth);
        return Value::anything();
    }
    let env = Environment { depth: env.depth + 1, ..env };
    let made = |value: Value| value.at(written(expr.span));
    match &expr.kind {
        ExprKind::Null => made(Value::null()),
        ExprKind::Bool(value) => made(Value::bool(*value)),
        ExprKind::Number(number) => made(Value::new(Data::Number(number.clone()))),
        ExprKind::Unread => made(Value::anything()),
        ExprKind::UnreadableNumber => made(Value::unknown(Unknown::of(Kind::Number))),
        ExprKind::String(text) => made(Value::string(Arc::clone(text))),
        ExprKind::Template(parts) => template::eval(parts, expr.span, env),
        ExprKind::Tuple(elements) => made(tuple(elements, env)),
        ExprKind::Object(entries) => made(object(entries, env)),
        ExprKind::Variable(name) => traverse(name, &[], expr.span, env),
        ExprKind::Traversal(root, steps) => match &root.kind {
            ExprKind::Variable(name) => traverse(name, steps, expr.span, env),
            _ => taken(expr.span, access::all(eval(root, env), steps, env), None),
        },
        ExprKind::Call { name, args, expand } => call(name, args, *expand, expr.span, env),
        ExprKind::Unary(operator, operand) => {
            let operand = eval(operand, env);
            made(operator::unary(*operator, &operand).made_of(&[&operand]))
        }
        ExprKind::Binary(operator, a, b) => {
            let a = eval(a, env);
            // Pages are written for one version of the language: where the left operand decides, nobody asks the right one.
            if expr.span.source == SourceId::PAGE
                && let Some(decided) = operator::decided(*operator, &a)
            {
                return decided;
            }
            let b = eval(b, env);
            made(operator::binary(*operator, &a, &b).made_of(&[&a, &b]))
        }
        ExprKind::Conditional(condition, then, otherwise) => {
            let condition = eval(condition, env);
            if expr.span.source == SourceId::PAGE
                && let Some(first) = chosen(&condition)
            {
                let branch = if first { then } else { otherwise };
                return eval(branch, env).hidden_with(&condition);
            }
            conditional(&condition, eval(then, env), eval(otherwise, env), then.span)
        }
        ExprKind::For(each) => made(for_expr::eval(each, env)),
        ExprKind::Parenthesis(inner) => eval(inner, env),
    }
}

fn traverse(root: &str, steps: &[Step], span: Span, env: Environment) -> Value {
    let resolved = match env.binding(root) {
        Some(binding) => {
            Resolved { value: binding.value.clone(), how: Some(binding.how.clone()), steps: 0 }
        }
        None => env.scope.resolve(root, steps, env),
    };
    let Resolved { value, mut how, steps: used } = resolved;
    let rest = steps.get(used..).unwrap_or_default();
    if let (Data::Block(block), Some(Step::Attribute(name))) = (&value.data, rest.first()) {
        how = Some(How::Attribute(block.address.clone(), Arc::clone(&name.text)));
    }
    taken(span, access::all(value, rest, env), how)
}

fn tuple(elements: &[Expr], env: Environment) -> Value {
    let elements: Vec<Value> = elements.iter().map(|element| eval(element, env)).collect();
    made_tuple(elements)
}

/// A tuple. One that has something in it that is refused is refused, and has its type all the same.
pub(crate) fn made_tuple(elements: Vec<Value>) -> Value {
    if elements.iter().any(Value::is_refused) {
        if !Size::of(elements.iter().map(Value::size)).is_allowed() {
            return Value::refused();
        }
        return Value::refused_as(&Type::Tuple(elements.iter().map(Type::of).collect()));
    }
    Value::tuple(elements)
}

/// The same for an object.
fn made_object(entries: Entries) -> Value {
    if entries.values().any(|entry| entry.value.is_refused()) {
        if !Size::of(entries.values().map(|entry| entry.value.size())).is_allowed() {
            return Value::refused();
        }
        let typed = |(key, entry): (&Arc<str>, &Entry)| (Arc::clone(key), Type::of(&entry.value));
        return Value::refused_as(&Type::Object(entries.iter().map(typed).collect()));
    }
    Value::object(entries)
}

fn object(entries: &[EntryExpr], env: Environment) -> Value {
    object_of(entries.iter().map(|entry| (eval(&entry.key, env), eval(&entry.value, env))))
}

/// An object of these keys and values, as they are written.
pub(crate) fn object_of(entries: impl Iterator<Item = (Value, Value)>) -> Value {
    let mut result = Entries::new();
    let mut keys_known = true;
    let mut refused = false;
    let mut hides = false;
    for (key, value) in entries {
        hides |= key.sensitive != Sensitive::No;
        let text = match convert(&key, &Type::String) {
            Err(Stop::Refused) => return Value::refused(),
            _ if matches!(key.data, Data::Null) => return Value::refused(),
            Err(Stop::Unknown) => {
                if value.is_refused() {
                    return Value::refused();
                }
                None
            }
            Ok(text) => text.as_str().map(Arc::from),
        };
        match text {
            Some(text) => {
                let before = result.insert(text, Entry { key: key.origin, value });
                // The last entry of a key counts, and nothing that is refused goes by.
                refused |= before.is_some_and(|before| before.value.is_refused());
            }
            None => keys_known = false,
        }
    }
    if refused {
        return Value::refused();
    }
    let result =
        if keys_known { made_object(result) } else { Value::unknown(Unknown::of(Kind::Mapping)) };
    if hides { result.hidden() } else { result }
}

fn call(name: &Name, args: &[Expr], expand: bool, span: Span, env: Environment) -> Value {
    if template::is_misused(name, args) {
        return Value::refused().at(written(span));
    }
    let mut values: Vec<Value> = args.iter().map(|arg| eval(arg, env)).collect();
    if functions::catches(&name.text) {
        let may_lack = |reference: &Reference| {
            env.binding(reference.root).is_none() && env.scope.may_lack(reference, env)
        };
        for (value, arg) in values.iter_mut().zip(args) {
            // What is known of its value is so only where it is there.
            if !value.is_refused() && arg.references().iter().any(may_lack) {
                *value = Value::anything().made_of(&[value]);
            }
        }
    }
    if expand && let Some(last) = values.pop() {
        match &last.data {
            Data::Sequence(_, elements) => {
                values.extend(elements.iter().map(|element| element.clone().hidden_with(&last)));
            }
            Data::Unknown(unknown)
                if !unknown.refused && unknown.kind.is_none_or(|kind| kind == Kind::Sequence) =>
            {
                values.push(last);
                let result = functions::unknown_result(&name.text);
                return sensitive::of_call(&name.text, &values, result).at(written(span));
            }
            _ => return Value::refused().at(written(span)),
        }
    }
    let result =
        env.scope.call(&name.text, &values).unwrap_or_else(|| functions::call(&name.text, &values));
    let result = sensitive::of_call(&name.text, &values, result);
    match made_of(&name.text, &values, &result).filter(|_| span.source != SourceId::PAGE) {
        Some(made) => result.at(Some(Origin::made(span, made))),
        None => taken(span, result, None),
    }
}

/// What a function has made a text of, where that says more than the text.
fn made_of(function: &str, args: &[Value], result: &Value) -> Option<Made> {
    match (function.strip_prefix("core::").unwrap_or(function), args) {
        ("jsonencode" | "yamlencode", [value]) => Some(Made::Encoded(Arc::new(value.clone()))),
        ("file" | "templatefile", _) => result.origin.as_ref()?.made.clone(),
        _ => None,
    }
}
