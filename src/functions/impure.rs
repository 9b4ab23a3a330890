//! Functions whose result depends on the clock, on chance or on the disk: what is certain is what they return.
//!
//! A module computes those that read files before it asks here (`scope::files`). What they are here is what is certain of
//! their results where it could not, and which arguments are refused.

use super::{Function, Parameter};
use crate::convert::Stop;
use crate::value::Kind;

const fn string(
    name: &'static str,
    doc: &'static str,
    parameters: &'static [Parameter],
) -> Function {
    let compute = |_: &[crate::value::Value]| Err(Stop::Unknown);
    Function::of(name, doc, parameters, Kind::String, compute)
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "bcrypt",
        doc: "a bcrypt hash of the text",
        parameters: &[Parameter::STRING],
        rest: Some(Parameter::NUMBER),
        result: Some(Kind::String),
        compute: |args| Err(if args.len() > 2 { Stop::Refused } else { Stop::Unknown }),
    },
    string("file", "the text of a file", &[Parameter::STRING]),
    string("filebase64", "the content of a file in Base64", &[Parameter::STRING]),
    string("filebase64sha256", "the SHA-256 hash of a file, in Base64", &[Parameter::STRING]),
    string("filebase64sha512", "the SHA-512 hash of a file, in Base64", &[Parameter::STRING]),
    Function {
        result: Some(Kind::Bool),
        ..string("fileexists", "whether there is a file", &[Parameter::STRING])
    },
    string("filemd5", "the MD5 hash of a file", &[Parameter::STRING]),
    Function {
        result: Some(Kind::Sequence),
        ..string(
            "fileset",
            "the files of a folder that match a pattern",
            &[Parameter::STRING, Parameter::STRING],
        )
    },
    string("filesha1", "the SHA-1 hash of a file", &[Parameter::STRING]),
    string("filesha256", "the SHA-256 hash of a file", &[Parameter::STRING]),
    string("filesha512", "the SHA-512 hash of a file", &[Parameter::STRING]),
    string("plantimestamp", "the time of the plan", &[]),
    // A template that is one interpolation has the type of that.
    Function {
        result: None,
        ..string(
            "templatefile",
            "the text of a file, as a template",
            &[Parameter::STRING, Parameter::ANY],
        )
    },
    string("templatestring", "a text, as a template", &[Parameter::STRING, Parameter::ANY]),
    string("timestamp", "the time of the run", &[]),
    string("uuid", "a random UUID", &[]),
];
