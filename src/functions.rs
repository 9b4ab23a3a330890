//! Terraform's functions. A function that is not here, or that reads files, the clock or chance, is Unknown.
//!
//! A function computes from what it knows and answers `None` where it cannot: then the call is refused if all of its
//! arguments are known, since Terraform would compute it if it could, and otherwise Unknown.

mod collections;
mod conversions;
mod encoding;
mod numbers;
mod strings;

use crate::value::{Kind, Unknown, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A function of the Terraform language.
struct Function {
    name: &'static str,
    /// How many arguments it takes, at least and at most.
    arity: (usize, usize),
    /// What it returns when it returns; never `null` if that is known. `None`: that depends on its arguments.
    result: Option<Kind>,
    compute: fn(&[Value]) -> Option<Value>,
}

/// Any number of arguments.
const ANY: usize = usize::MAX;

const FAMILIES: [&[Function]; 5] = [
    collections::FUNCTIONS,
    conversions::FUNCTIONS,
    encoding::FUNCTIONS,
    numbers::FUNCTIONS,
    strings::FUNCTIONS,
];

/// Functions that can turn what was refused into a value.
const CATCHING: [&str; 2] = ["try", "can"];

/// The result of a call.
pub fn call(name: &str, args: &[Value]) -> Value {
    static BY_NAME: LazyLock<HashMap<&str, &Function>> = LazyLock::new(|| {
        FAMILIES.into_iter().flatten().map(|function| (function.name, function)).collect()
    });
    let Some(function) = BY_NAME.get(name.strip_prefix("core::").unwrap_or(name)) else {
        return Value::anything();
    };
    let (least, most) = function.arity;
    let arity_fits = (least..=most).contains(&args.len());
    if !arity_fits || (!CATCHING.contains(&function.name) && args.iter().any(Value::is_refused)) {
        return Value::refused();
    }
    (function.compute)(args).unwrap_or_else(|| match function.result {
        _ if args.iter().all(Value::is_wholly_known) => Value::refused(),
        Some(kind) => Value::unknown(Unknown::of(kind)),
        None => Value::anything(),
    })
}

/// Whether the language has a function of that name that is computed here.
pub fn exists(name: &str) -> bool {
    FAMILIES.into_iter().flatten().any(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> =
            FAMILIES.into_iter().flatten().map(|function| function.name).collect();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
/// What is certain of the result of a call of which the arguments are not known.
pub fn unknown_result(_name: &str) -> Value { Value::anything() }
