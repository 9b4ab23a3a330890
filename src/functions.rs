//! Terraform's functions. Those that read files, the clock or chance are Unknown, with what is certain of them; a module
//! computes the ones that read files itself, through `Scope::call`.
//!
//! Arguments are converted and checked for `null` before a function sees them. A function then answers with a value, or
//! says why there is none: `Stop::Refused` only where Terraform refuses the call whatever the unknown values are.

mod arguments;
mod bounds;
mod choices;
mod clusters;
mod collections;
mod content;
mod conversions;
mod csv;
mod dates;
mod duration;
mod encoding;
mod format;
mod function;
mod hash;
mod impure;
mod json;
mod kept;
mod lists;
mod logarithm;
mod maps;
mod network;
mod numbers;
mod paths;
mod regex;
mod releases;
mod sets;
mod split;
mod strings;
mod trim;
mod verb;
mod weight;
mod yaml;
mod yaml_line;
mod yaml_scalar;
mod yaml_write;

pub(crate) use content::{of_content, reads_file};
use function::OfArguments;
pub(crate) use function::{Function, Misuse, Parameter};
pub(crate) use kept::Kept;
pub(crate) use paths::clean;
pub(crate) use releases::{KNOWN_BEFORE, since};

use crate::convert::Stop;
use crate::value::{Value, budget};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a function answers.
pub(crate) type Answer = Result<Value, Stop>;

const FAMILIES: [&[Function]; 21] = [
    choices::FUNCTIONS,
    collections::FUNCTIONS,
    conversions::FUNCTIONS,
    csv::FUNCTIONS,
    dates::FUNCTIONS,
    encoding::FUNCTIONS,
    format::FUNCTIONS,
    hash::FUNCTIONS,
    impure::FUNCTIONS,
    json::FUNCTIONS,
    lists::FUNCTIONS,
    maps::FUNCTIONS,
    network::FUNCTIONS,
    numbers::FUNCTIONS,
    paths::FUNCTIONS,
    regex::FUNCTIONS,
    sets::FUNCTIONS,
    split::FUNCTIONS,
    strings::FUNCTIONS,
    trim::FUNCTIONS,
    yaml::FUNCTIONS,
];

static BY_NAME: LazyLock<HashMap<&str, &Function>> = LazyLock::new(|| {
    FAMILIES.into_iter().flatten().map(|function| (function.name, function)).collect()
});

/// The function of the language of that name.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name.strip_prefix("core::").unwrap_or(name)).copied()
}

/// The result of a call.
pub(crate) fn call(name: &str, args: &[Value]) -> Value {
    let Some(function) = find(name) else {
        // A function of a provider, or of a later version of the language.
        return if args.iter().any(Value::is_refused) {
            Value::refused()
        } else {
            Value::anything()
        };
    };
    result(function, args)
}

/// What a function makes of its arguments.
pub(crate) fn result(function: &Function, args: &[Value]) -> Value {
    match compute(function, args) {
        Ok(value) => value,
        Err(Stop::Refused) => Value::refused(),
        Err(Stop::Unknown) => function.unknown(),
    }
}

fn compute(function: &Function, args: &[Value]) -> Answer {
    if !function.takes(args.len()) {
        return Err(Stop::Refused);
    }
    if !args.iter().all(|arg| budget::look(arg.size())) {
        return Err(Stop::Unknown);
    }
    // There is a parameter for each argument.
    let parameter = |position| function.parameter(position).unwrap_or(Parameter::ANY);
    if args.iter().enumerate().all(|(position, arg)| parameter(position).fits(arg)) {
        return (function.compute)(args);
    }
    let taken = args.iter().enumerate().map(|(position, arg)| parameter(position).take(arg));
    (function.compute)(&taken.collect::<Result<Vec<_>, _>>()?)
}

/// What is certain of the result of a call of which the arguments are not known.
pub(crate) fn unknown_result(name: &str) -> Value {
    find(name).map_or_else(Value::anything, Function::unknown)
}

/// How many arguments a function takes: at least, and at most if there is a limit. `None` for one that there is not.
#[cfg(test)]
pub(crate) fn arity(name: &str) -> Option<(usize, Option<usize>)> {
    find(name).map(Function::arity)
}

/// Whether the function takes what Terraform refuses to evaluate, as `try` does.
pub(crate) fn catches(name: &str) -> bool {
    find(name).is_some_and(Function::catches)
}

/// The names of all functions of the language.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BY_NAME.keys().copied()
}

/// Whether the language has a function of that name.
pub(crate) fn exists(name: &str) -> bool {
    find(name).is_some()
}

/// Whether the language has a function of that name whose result depends on nothing but its arguments: neither on the
/// clock nor on chance, and on no file.
pub(crate) fn is_pure(name: &str) -> bool {
    find(name)
        .is_some_and(|function| impure::FUNCTIONS.iter().all(|other| other.name != function.name))
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
