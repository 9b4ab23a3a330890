//! What the pages know of AWS and of the provider that no expression should spell: functions, each offered to pages
//! under its name. All answer in three truth values and compute on partly known strings.

mod access_log;
mod arguments;
mod arn;
mod arn_form;
mod content_type;
mod context;
mod credentials;
mod data_source;
#[cfg(test)]
mod decided;
mod elsewhere;
mod exported;
mod function;
mod given;
mod http;
mod identity;
mod lambda;
mod lifecycle;
mod mapping;
mod mention;
mod method;
mod mock;
mod path;
mod permission;
mod placeholder;
mod provider;
mod queue;
mod reference;
mod request;
mod resource;
mod response;
mod route;
mod schema;
mod service;
mod stage;
mod status;
mod trust;
mod uri;
mod version;
mod written;

pub use elsewhere::Asking;
pub use exported::missing_attribute;
pub use given::HANDING;
pub use identity::identifies;
pub(crate) use mapping::is_mapping;
pub use mention::Uses;
pub(crate) use version::admits;

use crate::scope::ModuleScope;
use crate::value::Value;
use crate::world::World;
use std::ops::RangeInclusive;

/// The resource that gatelint is about, and counts.
pub const SUBJECT: &str = "aws_api_gateway_integration";

/// Where a page asks: the module of the block that it is about, in the configuration around it.
pub struct Site<'a, 't> {
    /// The module.
    pub module: &'a ModuleScope<'t>,
    /// All modules.
    pub world: &'a World<'t>,
    /// What the blocks of the module name.
    pub uses: Uses,
    /// Whether the rest of the workspace is asked.
    pub asking: Asking,
}

/// A function for pages.
struct Function {
    name: &'static str,
    arity: RangeInclusive<usize>,
    compute: fn(&[Value], &Site) -> Value,
}

const FAMILIES: &[&[Function]] = &[
    access_log::FUNCTIONS,
    arguments::FUNCTIONS,
    arn_form::FUNCTIONS,
    content_type::FUNCTIONS,
    context::FUNCTIONS,
    credentials::FUNCTIONS,
    data_source::FUNCTIONS,
    function::FUNCTIONS,
    http::FUNCTIONS,
    lambda::FUNCTIONS,
    lifecycle::FUNCTIONS,
    mapping::FUNCTIONS,
    mention::FUNCTIONS,
    method::FUNCTIONS,
    mock::FUNCTIONS,
    path::FUNCTIONS,
    permission::FUNCTIONS,
    placeholder::FUNCTIONS,
    provider::FUNCTIONS,
    queue::FUNCTIONS,
    reference::FUNCTIONS,
    resource::FUNCTIONS,
    response::FUNCTIONS,
    schema::FUNCTIONS,
    service::FUNCTIONS,
    stage::FUNCTIONS,
    status::FUNCTIONS,
    trust::FUNCTIONS,
    uri::FUNCTIONS,
    written::FUNCTIONS,
];

fn find(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().copied().flatten().find(|function| function.name == name)
}

/// Whether pages can call a function of that name.
pub fn exists(name: &str) -> bool {
    find(name).is_some()
}

/// The result of a call from a page; `None` if there is no such function.
pub fn call(name: &str, args: &[Value], site: &Site) -> Option<Value> {
    let function = find(name)?;
    Some(if function.arity.contains(&args.len()) {
        (function.compute)(args, site)
    } else {
        Value::refused()
    })
}
