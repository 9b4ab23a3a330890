//! Steps that lead nowhere: `.name`, `[key]`.

use super::{ATTRIBUTE, All, INDEX, blame};
use crate::check::{Found, unfit};
use crate::convert::{self, Stop};
use crate::eval::{Environment, attribute, eval, index};
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::{Expr, ExprKind, Step};
use crate::value::{Data, Mapping, Sequence, Type, Value};

/// Says at which step a reference is refused.
pub(super) fn find(span: Span, root: &str, steps: &[Step], env: Environment, found: &mut All) {
    let upto = |count: usize| {
        let root = Expr { kind: ExprKind::Variable(root.into()), span };
        let kind = match steps.get(..count) {
            Some([]) | None => return eval(&root, env),
            Some(steps) => ExprKind::Traversal(Box::new(root), steps.to_vec()),
        };
        eval(&Expr { kind, span }, env)
    };
    let is_bound = std::iter::successors(env.bindings, |binding| binding.outer)
        .any(|binding| binding.name == root);
    // What names the value: if that is refused, it is where it is declared.
    let named = match root {
        _ if is_bound => 0,
        "data" | "ephemeral" => 2,
        _ => 1,
    };
    if upto(named).is_refused() {
        return;
    }
    // An output that there is not, or that is refused, is said elsewhere.
    let is_output = |before: usize| {
        root == "module"
            && !is_bound
            && matches!(steps.get(before), Some(Step::Attribute(_)))
            && (before == 1 && !is_repeated(&upto(1))
                || before == 2
                    && matches!(steps.get(1), Some(Step::Index(_) | Step::LegacyIndex(_))))
    };
    let mut value = upto(named);
    for before in named..steps.len() {
        if is_splat(steps.get(before)) {
            return in_splat(&value, steps.get(before..).unwrap_or_default(), env, found);
        }
        let next = upto(before + 1);
        if next.is_refused() {
            if let Some(step) = steps.get(before).filter(|_| !is_output(before)) {
                says(&value, step, env, found);
            }
            return;
        }
        value = next;
    }
}

/// The same behind an expression that is no name.
pub(super) fn of_value(root: &Expr, steps: &[Step], env: Environment, found: &mut All) {
    walk(eval(root, env), steps, env, found);
}

fn walk(mut value: Value, steps: &[Step], env: Environment, found: &mut All) {
    for (position, step) in steps.iter().enumerate() {
        let next = match step {
            Step::Attribute(name) => attribute(&value, &name.text, env.scope),
            Step::Index(key) | Step::LegacyIndex(key) => index(&value, &eval(key, env), env.scope),
            Step::AttributeSplat | Step::FullSplat => {
                return in_splat(&value, steps.get(position..).unwrap_or_default(), env, found);
            }
        };
        if next.is_refused() {
            return says(&value, step, env, found);
        }
        value = next;
    }
}

fn is_splat(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::AttributeSplat | Step::FullSplat))
}

/// The first element for which the steps after a splat lead nowhere.
fn in_splat(value: &Value, steps: &[Step], env: Environment, found: &mut All) {
    let Some((_, after)) = steps.split_first() else { return };
    let elements: &[Value] = match &value.data {
        Data::Sequence(_, elements) => elements,
        Data::Null | Data::Unknown(_) => return,
        _ => std::slice::from_ref(value),
    };
    let before = found.len();
    for element in elements.iter().filter(|element| !element.is_refused()) {
        walk(element.clone(), after, env, found);
        if found.len() > before {
            return;
        }
    }
}

/// Whether a module has several instances.
fn is_repeated(value: &Value) -> bool {
    let is_object = |value: &Value| matches!(value.data, Data::Mapping(Mapping::Object, _));
    match &value.data {
        Data::Sequence(Sequence::Tuple, _) => true,
        Data::Mapping(Mapping::Object, entries) => {
            !entries.is_empty() && entries.values().all(|entry| is_object(&entry.value))
        }
        _ => false,
    }
}

fn says(value: &Value, step: &Step, env: Environment, found: &mut All) {
    match step {
        Step::Attribute(name) => {
            let (message, help) = no_attribute(value, &name.text);
            found.push((ATTRIBUTE, Found::new(name.span, message, help)));
        }
        Step::Index(key) | Step::LegacyIndex(key) => {
            let index = eval(key, env);
            if index.is_refused() {
                return blame::find(key, env, found);
            }
            let (message, help) = no_index(value, &index);
            found.push((INDEX, Found::new(key.span, message, help)));
        }
        Step::AttributeSplat | Step::FullSplat => {}
    }
}

fn no_attribute(value: &Value, name: &str) -> (String, Option<String>) {
    match &value.data {
        Data::Mapping(_, entries) => {
            let keys = entries.keys().map(|key| &**key).filter(|_| !value.is_sensitive());
            let near = nearest(name, keys);
            let help = near.map(|near| format!("did you mean `{near}`?")).or_else(|| {
                let names: Vec<String> =
                    entries.keys().take(8).map(|key| format!("`{key}`")).collect();
                (!names.is_empty() && !value.is_sensitive())
                    .then(|| format!("it has {}", names.join(", ")))
            });
            (format!("the object has no attribute `{name}`"), help)
        }
        Data::Null => (format!("`null` has no attribute `{name}`"), None),
        Data::Sequence(Sequence::Set, _) => {
            let help = format!("get it from each element: `[for one in ... : one.{name}]`");
            (format!("a set has no attribute `{name}`"), Some(help))
        }
        Data::Sequence(..) => {
            let help = format!("use one element, `[0].{name}`, or all, `[*].{name}`");
            (format!("a list has no attribute `{name}`"), Some(help))
        }
        _ => (format!("{} has no attributes, so it has no `{name}`", unfit::has(value)), None),
    }
}

fn no_index(value: &Value, index: &Value) -> (String, Option<String>) {
    let key = if index.is_sensitive() { "of this key".to_owned() } else { unfit::has(index) };
    match &value.data {
        _ if matches!(index.data, Data::Null) => ("an index cannot be `null`".to_owned(), None),
        Data::Null => ("`null` has no elements".to_owned(), None),
        Data::Sequence(Sequence::Set, _) => {
            let help = "convert it to a list, `tolist(...)`, or get its only element, `one(...)`";
            ("the elements of a set have no index".to_owned(), Some(help.to_owned()))
        }
        Data::Sequence(_, elements) => {
            if convert::convert(index, &Type::Number).is_err_and(|stop| stop == Stop::Refused) {
                return (format!("the index of a list must be a number, but this is {key}"), None);
            }
            if value.is_sensitive() {
                return (format!("no element {key} exists"), None);
            }
            let count = match elements.len() {
                0 => "no elements".to_owned(),
                1 => "one element".to_owned(),
                count => format!("{count} elements"),
            };
            let help = (!elements.is_empty())
                .then(|| format!("the last one is `[{}]`", elements.len() - 1));
            (format!("the list has no element {key}: it has {count}"), help)
        }
        Data::Mapping(_, entries) => {
            let hides = value.is_sensitive() || index.is_sensitive();
            let shown = index.as_str().filter(|_| !hides);
            let near = shown.and_then(|key| nearest(key, entries.keys().map(|key| &**key)));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            (format!("no element {key} exists"), help)
        }
        _ => (format!("{} has no elements", unfit::has(value)), None),
    }
}
