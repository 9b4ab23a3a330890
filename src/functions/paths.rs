//! Functions on the text of paths, as Go has them on Unix. None of them looks at the disk.

use super::Function;
use super::arguments::known;
use crate::convert::Stop;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::of_text("abspath", "the path from the root of the file system", |args| {
        let path = known(args, 0)?;
        // A relative one depends on the folder that Terraform runs in.
        if path.starts_with('/') { Ok(Value::string(clean(&path))) } else { Err(Stop::Unknown) }
    }),
    Function::of_text("basename", "the last part of a path", |args| {
        Ok(Value::string(base(&known(args, 0)?)))
    }),
    Function::of_text("dirname", "a path without its last part", |args| {
        let path = known(args, 0)?;
        let end = path.rfind('/').map_or(0, |at| at + 1);
        Ok(Value::string(clean(path.get(..end).unwrap_or_default())))
    }),
    Function::of_text("pathexpand", "a path with the home folder for `~`", |args| {
        let path = known(args, 0)?;
        match path.strip_prefix('~') {
            None => Ok(Value::string(path)),
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => Err(Stop::Unknown),
            Some(_) => Err(Stop::Refused),
        }
    }),
];

fn base(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit('/').next() {
        _ if path.is_empty() => ".".to_owned(),
        _ if trimmed.is_empty() => "/".to_owned(),
        Some(last) => last.to_owned(),
        None => trimmed.to_owned(),
    }
}

/// The shortest path that means the same.
pub(crate) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        _ => joined,
    }
}
