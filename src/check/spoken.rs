//! Which rules have spoken of what, for those that yield to them.

use crate::finding::{Element, Finding};
use crate::rule::Rule;
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The findings of rules but for those that yield to another one which has spoken of the same. `block` says where the
/// block stands that a finding is about.
pub(super) fn loud(
    found: Vec<(Arc<Rule>, Finding)>,
    natives: &Natives,
    block: impl Fn(&Finding) -> Option<Span>,
) -> Vec<Finding> {
    let mut spoken = Spoken::default();
    for (_, finding) in &found {
        spoken.add(finding);
    }
    let is_quiet = |(rule, finding): &(Arc<Rule>, Finding)| {
        let is_said =
            |other: &String| spoken.has(other, finding) || natives.has(other, block(finding));
        rule.yields_to.iter().any(is_said)
    };
    let quiet: Vec<bool> = found.iter().map(is_quiet).collect();
    let loud = found.into_iter().zip(quiet).filter(|(_, is_quiet)| !is_quiet);
    loud.map(|((_, finding), _)| finding).collect()
}

/// The findings of some rules, by the instance of the block and the element that each is about.
#[derive(Default)]
struct Spoken<'f> {
    elements: HashMap<(&'f str, String), Vec<Option<&'f Element>>>,
}

impl<'f> Spoken<'f> {
    fn add(&mut self, finding: &'f Finding) {
        self.elements.entry((&finding.rule, instance(finding))).or_default().push(element(finding));
    }

    /// Whether the rule of that name has spoken of what the finding is about: of the same element of the same collection,
    /// or of the block, if the two are not about elements of one collection.
    fn has(&self, rule: &str, finding: &Finding) -> bool {
        let own = element(finding);
        let elements = self.elements.get(&(rule, instance(finding)));
        let is_same = |other: Option<&Element>| match (other, own) {
            (Some(other), Some(own)) => other.of != own.of || other.key == own.key,
            _ => true,
        };
        elements.is_some_and(|elements| elements.iter().copied().any(is_same))
    }
}

/// Where rules have found something themselves, without a page's condition.
pub(super) struct Natives<'f>(HashMap<&'f str, Vec<Span>>);

impl<'f> Natives<'f> {
    pub(super) fn of(findings: &'f [Finding]) -> Self {
        let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
        for finding in findings.iter().filter(|finding| finding.occasion.is_none()) {
            spans.entry(&finding.rule).or_default().push(finding.span);
        }
        for spans in spans.values_mut() {
            spans.sort_unstable();
        }
        Self(spans)
    }

    /// Whether one of them has found something at such a place.
    pub(super) fn any(&self, is_such: impl Fn(Span) -> bool) -> bool {
        self.0.values().flatten().any(|span| is_such(*span))
    }

    /// Whether the rule of that name has found something in a block.
    pub(super) fn has(&self, rule: &str, block: Option<Span>) -> bool {
        let (Some(block), Some(spans)) = (block, self.0.get(rule)) else { return false };
        let from =
            spans.partition_point(|span| (span.source, span.start) < (block.source, block.start));
        let mut within = spans
            .iter()
            .skip(from)
            .take_while(|span| span.source == block.source && span.start <= block.end);
        within.any(|span| span.end <= block.end)
    }
}

/// The places where rules have spoken.
pub(super) struct Places(HashSet<(Arc<str>, Span)>);

impl Places {
    pub(super) fn of(findings: &[Finding]) -> Self {
        Self(findings.iter().map(|finding| (Arc::clone(&finding.rule), finding.span)).collect())
    }

    /// Whether the rule of that name has spoken of exactly this place.
    pub(super) fn has(&self, rule: &str, span: Span) -> bool {
        self.0.contains(&(Arc::from(rule), span))
    }
}

fn instance(finding: &Finding) -> String {
    finding.instances.first().map(ToString::to_string).unwrap_or_default()
}

fn element(finding: &Finding) -> Option<&Element> {
    finding.occasion.as_ref().and_then(|occasion| occasion.element.as_ref())
}
