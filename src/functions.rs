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
mod hash;
mod impure;
mod json;
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
mod yaml;
mod yaml_line;
mod yaml_scalar;
mod yaml_write;

pub use content::of_content;
pub use paths::clean;
pub use releases::{KNOWN_BEFORE, since};

use crate::convert::{Stop, convert_or_unknown};
use crate::value::{Data, Kind, Type, Unknown, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a function answers.
type Answer = Result<Value, Stop>;

/// A function of the Terraform language.
struct Function {
    name: &'static str,
    /// What it takes.
    params: &'static [Param],
    /// What each further argument is, if it takes any.
    rest: Option<Param>,
    /// What it returns when it returns; never `null` if that is known. `None`: that depends on its arguments.
    result: Option<Kind>,
    compute: fn(&[Value]) -> Answer,
}

/// What an argument is converted to. `null` is refused, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Param {
    Any,
    AnyOrNull,
    String,
    Number,
    /// A list of strings.
    Strings,
    /// A list of booleans.
    Bools,
    List,
    Set,
    /// A map of lists of strings.
    StringLists,
    /// Whatever it is, and refused too.
    Caught,
}

impl Param {
    fn r#type(self) -> Type {
        let list = |of| Type::List(Box::new(of));
        match self {
            Self::Any | Self::AnyOrNull | Self::Caught => Type::Dynamic,
            Self::String => Type::String,
            Self::Number => Type::Number,
            Self::Strings => list(Type::String),
            Self::Bools => list(Type::Bool),
            Self::List => list(Type::Dynamic),
            Self::Set => Type::Set(Box::new(Type::Dynamic)),
            Self::StringLists => Type::Map(Box::new(list(Type::String))),
        }
    }

    fn take(self, arg: &Value) -> Answer {
        if self == Self::Caught {
            return Ok(arg.clone());
        }
        let r#type = self.r#type();
        let value = convert_or_unknown(arg, &r#type)?;
        match value.data {
            Data::Null if self != Self::AnyOrNull => Err(Stop::Refused),
            _ => Ok(value),
        }
    }
}

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

fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name.strip_prefix("core::").unwrap_or(name)).copied()
}

/// The result of a call.
pub fn call(name: &str, args: &[Value]) -> Value {
    let Some(function) = find(name) else {
        // A function of a provider, or of a later version of the language.
        return if args.iter().any(Value::is_refused) {
            Value::refused()
        } else {
            Value::anything()
        };
    };
    match compute(function, args) {
        Ok(value) => value,
        Err(Stop::Refused) => Value::refused(),
        Err(Stop::Unknown) => unknown(function),
    }
}

fn compute(function: &Function, args: &[Value]) -> Answer {
    let params = function.params.len();
    if args.len() < params || (args.len() > params && function.rest.is_none()) {
        return Err(Stop::Refused);
    }
    let all = function.params.iter().copied().chain(std::iter::repeat_with(|| {
        // There is one wherever there are more arguments.
        function.rest.unwrap_or(Param::Any)
    }));
    let taken = args.iter().zip(all).map(|(arg, param)| param.take(arg));
    (function.compute)(&taken.collect::<Result<Vec<_>, _>>()?)
}

fn unknown(function: &Function) -> Value {
    match function.result {
        Some(kind) => Value::unknown(Unknown::of(kind)),
        None => Value::anything(),
    }
}

/// What is certain of the result of a call of which the arguments are not known.
pub fn unknown_result(name: &str) -> Value {
    find(name).map_or_else(Value::anything, unknown)
}

/// How many arguments a function takes: at least, and at most if there is a limit. `None` for one that there is not.
pub fn arity(name: &str) -> Option<(usize, Option<usize>)> {
    let function = find(name)?;
    let least = function.params.len();
    Some((least, function.rest.is_none().then_some(least)))
}

/// Whether the function takes what Terraform refuses to evaluate, as `try` does.
pub fn catches(name: &str) -> bool {
    let caught = |function: &Function| {
        function.params.iter().copied().chain(function.rest).any(|param| param == Param::Caught)
    };
    find(name).is_some_and(caught)
}

/// The names of all functions of the language.
pub fn names() -> impl Iterator<Item = &'static str> {
    BY_NAME.keys().copied()
}

/// Whether the language has a function of that name.
pub fn exists(name: &str) -> bool {
    find(name).is_some()
}

/// Whether the language has a function of that name whose result depends on nothing but its arguments: neither on the
/// clock nor on chance, and on no file.
pub fn is_pure(name: &str) -> bool {
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
