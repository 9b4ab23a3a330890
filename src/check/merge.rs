//! One finding of several: what the instances of a block have in common, and what several calls of a module have.

use crate::configuration::Found;
use crate::finding::{Extent, Finding};
use crate::value::{Address, InstanceKey};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// Each finding once, in the order of the places; equal ones are one with the related places and instances of all.
pub(crate) fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut each: BTreeMap<_, Finding> = BTreeMap::new();
    for finding in findings {
        let key = (finding.span, finding.rule.clone(), finding.message.clone());
        match each.entry(key) {
            Entry::Vacant(slot) => {
                slot.insert(finding);
            }
            Entry::Occupied(mut known) => known.get_mut().take(finding),
        }
    }
    each.into_values().map(Finding::without_repetition).collect()
}

/// The same, of the findings of one root, where the instances of a block are one too if they have one like another at
/// the same place: the first one speaks. `count` says how many instances there are of the block of an address.
pub(super) fn alike(findings: Vec<Finding>, count: impl Fn(&Address) -> usize) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut positions = HashMap::new();
    for finding in findings {
        let alike = finding.instances.first().zip(finding.occasion.clone());
        let key =
            alike.map(|(of, occasion)| (finding.span, finding.rule.clone(), occasion, block(of)));
        let known = key.as_ref().and_then(|key| positions.get(key)).copied();
        if let Some(known) = known.and_then(|position: usize| kept.get_mut(position)) {
            if known.message != finding.message {
                known.extent = Extent::Each;
            }
            known.take(finding);
        } else {
            positions.extend(key.map(|key| (key, kept.len())));
            kept.push(finding);
        }
    }
    let mut merged = once_each(kept);
    let is_one_of_several =
        |address: &Address| address.key != InstanceKey::None || address.module.has_keys();
    for finding in merged.iter_mut().filter(|it| it.instances.iter().any(is_one_of_several)) {
        let blocks: HashMap<String, &Address> =
            finding.instances.iter().map(|address| (block(address), address)).collect();
        let all: usize = blocks.into_values().map(&count).sum();
        if finding.extent == Extent::All && finding.instances.len() < all {
            finding.extent = Extent::Some;
        }
    }
    merged
}

/// How many instances each block has.
pub(super) fn counts(found: &[Found]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for found in found {
        *counts.entry(block(&found.block.address)).or_default() += 1;
    }
    counts
}

/// The block of an instance, whatever the keys.
pub(super) fn block(address: &Address) -> String {
    let module: Vec<&str> = address.module.names().collect();
    format!("{}:{}.{}", module.join("."), address.kind, address.labels.join("."))
}

impl Finding {
    /// Becomes the finding of another's instances too.
    fn take(&mut self, other: Self) {
        self.related.extend(other.related);
        self.instances.extend(other.instances);
        self.extent = self.extent.max(other.extent);
        // One place cannot be repaired in two ways.
        if self.fix != other.fix {
            self.fix = None;
        }
    }

    fn without_repetition(mut self) -> Self {
        retain_first(&mut self.related);
        retain_first(&mut self.instances);
        self
    }
}

fn retain_first<T: Clone + Eq + Hash>(list: &mut Vec<T>) {
    let mut known = HashSet::new();
    list.retain(|one| known.insert(one.clone()));
}
