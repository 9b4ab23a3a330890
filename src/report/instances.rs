//! For which instances of a block a finding is, in words.

use crate::finding::{Extent, Finding};
use crate::value::{Address, InstanceKey};

/// Instances that are named; JSON has all of them.
const MAX_NAMES: usize = 3;

/// `for "a", "c" and 2 more`; `None` where it is for all.
pub(super) fn words(finding: &Finding) -> Option<String> {
    let names: Vec<String> = finding.instances.iter().map(name).collect();
    match (finding.extent, names.as_slice()) {
        (Extent::Some, names) if !names.is_empty() => Some(format!("for {}", list(names))),
        (Extent::Each, [first, rest @ ..]) if !rest.is_empty() => {
            Some(format!("for {first}, and likewise for {}", list(rest)))
        }
        _ => None,
    }
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
        (InstanceKey::None, true) => address.module.to_string(),
        (InstanceKey::None, false) | (_, true) => address.to_string(),
        (key, false) => {
            let key = key.to_string();
            key.strip_prefix('[').and_then(|key| key.strip_suffix(']')).unwrap_or(&key).to_owned()
        }
    }
}
