//! What the pages know of AWS and of the provider that no expression should spell: functions, each offered to pages
//! under its name. All answer in three truth values and compute on partly known strings.

mod arguments;
mod arn;
mod credentials;
mod mapping;
mod method;
mod provider;
mod schema;
mod uri;

use crate::scope::ModuleScope;
use crate::value::Value;

/// The resource that gatelint is about, and counts.
pub const SUBJECT: &str = "aws_api_gateway_integration";

/// A function for pages.
struct Function {
    name: &'static str,
    arity: usize,
    compute: fn(&[Value], &ModuleScope) -> Value,
}

const FAMILIES: [&[Function]; 7] = [
    arguments::FUNCTIONS,
    credentials::FUNCTIONS,
    mapping::FUNCTIONS,
    method::FUNCTIONS,
    provider::FUNCTIONS,
    schema::FUNCTIONS,
    uri::FUNCTIONS,
];

fn find(name: &str) -> Option<&'static Function> {
    FAMILIES.into_iter().flatten().find(|function| function.name == name)
}

/// Whether pages can call a function of that name.
pub fn exists(name: &str) -> bool {
    find(name).is_some()
}

/// The result of a call from a page; `None` if there is no such function.
pub fn call(name: &str, args: &[Value], module: &ModuleScope) -> Option<Value> {
    let function = find(name)?;
    Some(if args.len() == function.arity {
        (function.compute)(args, module)
    } else {
        Value::refused()
    })
}
