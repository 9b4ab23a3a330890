//! For which instances of a block a finding is, and with which inputs, in words.

use super::visible;
use crate::finding::{Extent, Finding};
use crate::value::{Address, InstanceKey, quoted};
use std::collections::HashSet;

/// Instances that are named; JSON has all of them.
const MAX_NAMES: usize = 3;

/// `for "a", "c" and 2 more, with the inputs "prod"`; `None` where it is for all, whatever the inputs are, and its module is
/// called once.
pub(crate) fn words(finding: &Finding) -> Option<String> {
    let sets: Vec<String> = finding.inputs.iter().map(|name| quoted(name)).collect();
    let with = (!sets.is_empty()).then(|| format!("with the inputs {}", list(&sets)));
    let parts: Vec<String> = of(finding).into_iter().chain(with).collect();
    (!parts.is_empty()).then(|| visible::line(&parts.join(", ")).into_owned())
}

fn of(finding: &Finding) -> Option<String> {
    let calls = calls(&finding.instances);
    let names = calls.unwrap_or_else(|| finding.instances.iter().map(name).collect());
    match (finding.extent, names.as_slice()) {
        (Extent::Some, names) if !names.is_empty() => Some(format!("for {}", list(names))),
        // One block of a module that is called several times.
        (Extent::All, names) if is_called_often(&finding.instances) => {
            Some(format!("for {}", list(names)))
        }
        (Extent::Each, [first, rest @ ..]) if !rest.is_empty() => {
            Some(format!("for {first}, and likewise for {}", list(rest)))
        }
        _ => None,
    }
}

/// Whether they are in a module that several blocks call.
fn is_called_often(instances: &[Address]) -> bool {
    let mut paths = instances.iter().map(|address| &address.module);
    let first = paths.next();
    first.is_some_and(|first| paths.any(|path| !path.names().eq(first.names())))
}

/// The calls of the module that instances are in, each once; `None` if they are of one.
fn calls(instances: &[Address]) -> Option<Vec<String>> {
    if !is_called_often(instances) {
        return None;
    }
    let mut known = HashSet::new();
    let calls = instances.iter().map(|address| &address.module);
    Some(calls.filter(|call| known.insert(*call)).map(ToString::to_string).collect())
}

fn list(names: &[String]) -> String {
    let shown = names.get(..names.len().min(MAX_NAMES)).unwrap_or_default().join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The key of the instance, or its address where its module has keys too.
fn name(address: &Address) -> String {
    match (&address.key, address.module.has_keys()) {
        (InstanceKey::None, _) if !address.module.is_root() => address.module.to_string(),
        (InstanceKey::None, _) | (_, true) => address.to_string(),
        (key, false) => {
            let key = key.to_string();
            key.strip_prefix('[').and_then(|key| key.strip_suffix(']')).unwrap_or(&key).to_owned()
        }
    }
}
