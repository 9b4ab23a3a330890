//! Functions whose result depends on the clock, on chance or on the disk: what is certain is what they return.
//!
//! A module computes those that read files before it asks here (`scope::files`). What they are here is what is certain of
//! their results where it could not, and which arguments are refused.

use super::{Function, Param};
use crate::convert::Stop;
use crate::value::Kind;

const fn string(name: &'static str, params: &'static [Param]) -> Function {
    let compute = |_: &[crate::value::Value]| Err(Stop::Unknown);
    Function { name, params, rest: None, result: Some(Kind::String), compute }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "bcrypt",
        params: &[Param::String],
        rest: Some(Param::Number),
        result: Some(Kind::String),
        compute: |args| Err(if args.len() > 2 { Stop::Refused } else { Stop::Unknown }),
    },
    string("file", &[Param::String]),
    string("filebase64", &[Param::String]),
    string("filebase64sha256", &[Param::String]),
    string("filebase64sha512", &[Param::String]),
    Function { result: Some(Kind::Bool), ..string("fileexists", &[Param::String]) },
    string("filemd5", &[Param::String]),
    Function { result: Some(Kind::Sequence), ..string("fileset", &[Param::String, Param::String]) },
    string("filesha1", &[Param::String]),
    string("filesha256", &[Param::String]),
    string("filesha512", &[Param::String]),
    string("plantimestamp", &[]),
    // A template that is one interpolation has the type of that.
    Function { result: None, ..string("templatefile", &[Param::String, Param::Any]) },
    string("templatestring", &[Param::String, Param::Any]),
    string("timestamp", &[]),
    string("uuid", &[]),
];
