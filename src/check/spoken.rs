//! Which rules have spoken of what, for those that yield to them.

use crate::finding::{Element, Finding};
use std::collections::HashMap;

/// The findings of some rules, by the instance of the block and the element that each is about.
#[derive(Default)]
pub(super) struct Spoken<'f> {
    elements: HashMap<(&'f str, String), Vec<Option<&'f Element>>>,
}

impl<'f> Spoken<'f> {
    pub(super) fn add(&mut self, finding: &'f Finding) {
        self.elements.entry((&finding.rule, instance(finding))).or_default().push(element(finding));
    }

    /// Whether the rule of that name has spoken of what the finding is about: of the same element of the same collection,
    /// or of the block, if the two are not about elements of one collection.
    pub(super) fn has(&self, rule: &str, finding: &Finding) -> bool {
        let own = element(finding);
        let elements = self.elements.get(&(rule, instance(finding)));
        let is_same = |other: Option<&Element>| match (other, own) {
            (Some(other), Some(own)) => other.of != own.of || other.key == own.key,
            _ => true,
        };
        elements.is_some_and(|elements| elements.iter().copied().any(is_same))
    }
}

fn instance(finding: &Finding) -> String {
    finding.instances.first().map(ToString::to_string).unwrap_or_default()
}

fn element(finding: &Finding) -> Option<&Element> {
    finding.occasion.as_ref().and_then(|occasion| occasion.element.as_ref())
}
