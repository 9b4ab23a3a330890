//! Proves a page: its bad examples are found, its good ones are not, its fix makes what it shows, and its condition
//! could not as well be the opposite.

use crate::check::{Linter, is_native};
use crate::finding::Finding;
use crate::fix::apply;
use crate::module::Module;
use crate::page::{Example, ExampleKind, MARK, Pack, Page};
use crate::source::Sources;
use crate::syntax::{Expr, ExprKind, Unary};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What a page says and does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// The place in the page.
    pub range: Range<usize>,
    /// What does not hold.
    pub message: String,
}

/// A line of an example and the rule that is found there.
type Mark = (usize, String);

/// Proves the page of a rule, in the company of those that it names: whom it yields to, and whom its examples mark. What
/// other pages say of the examples does not count.
pub(crate) fn prove(pack: &Pack, page: &Page) -> Vec<Flaw> {
    let pack = &pack.of(&named(page)).with(page.clone());
    let mut flaws = unproven(pack, page);
    if page.rule.resources.is_empty() && !is_native(&page.rule.id) {
        let message = format!(
            "a rule without parts is one that gatelint finds itself, and `{}` is none",
            page.rule.id
        );
        flaws.push(Flaw { range: 0..0, message });
    }
    let declares_fix = page.rule.fix().is_some();
    let shows_fix = page.examples().iter().any(|example| example.kind == ExampleKind::Fixed);
    // What the engine itself finds it may also repair.
    if shows_fix != declares_fix && !page.rule.resources.is_empty() {
        let message =
            "the page has no `hcl fixed` example of a fix that it declares, or the reverse";
        flaws.push(Flaw { range: 0..0, message: message.to_owned() });
    }
    if flaws.is_empty() {
        flaws.extend(unneeded(pack, page));
    }
    flaws
}

/// The rules that a page names.
fn named(page: &Page) -> BTreeSet<String> {
    let examples = page.examples();
    let marked = examples.iter().flat_map(|example| marks(page.example(example)));
    marked.map(|(_, rule)| rule).chain(page.rule.yields_to.iter().cloned()).collect()
}

/// What the examples say and does not hold.
fn unproven(pack: &Pack, page: &Page) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for example in &page.examples() {
        let text = page.example(example);
        let (expected, found) = match example.kind {
            ExampleKind::Bad => (marks(text), found(pack, page, example)),
            ExampleKind::Good => (BTreeSet::new(), found(pack, page, example)),
            ExampleKind::Fixed => {
                flaws.extend(unfixed(pack, page, example));
                continue;
            }
        };
        let flaw = |(line, rule): &Mark, what: &str| Flaw {
            range: example.range.clone(),
            message: format!("`{rule}` {what} in line {line} of the example"),
        };
        flaws.extend(expected.difference(&found).map(|mark| flaw(mark, "is not found")));
        flaws.extend(found.difference(&expected).map(|mark| flaw(mark, "is found")));
    }
    flaws
}

/// Conditions of which the opposite would do as well.
fn unneeded(pack: &Pack, page: &Page) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (r, resource) in page.rule.resources.iter().enumerate() {
        for (a, assertion) in resource.asserts.iter().enumerate() {
            let mut mutant = page.clone();
            if let Some(assertion) = Arc::make_mut(&mut mutant.rule)
                .resources
                .get_mut(r)
                .and_then(|resource| resource.asserts.get_mut(a))
            {
                let span = assertion.condition.span;
                let condition = Box::new(assertion.condition.clone());
                assertion.condition = Expr { kind: ExprKind::Unary(Unary::Not, condition), span };
            }
            if unproven(&pack.with(mutant.clone()), &mutant).is_empty() {
                let message =
                    "the examples hold with the opposite of this condition too".to_owned();
                flaws.push(Flaw { range: assertion.condition.span.range(), message });
            }
        }
    }
    flaws
}

/// What the rules of a pack find in the good examples of a page: the line of the page, and the rule.
#[cfg(test)]
pub(crate) fn found_in_good(pack: &Pack, page: &Page) -> Vec<(usize, String)> {
    let examples = page.examples();
    let good = examples.iter().filter(|example| example.kind == ExampleKind::Good);
    let found = good.flat_map(|example| {
        let before = line_of(&page.text, example.range.start) - 1;
        found(pack, page, example).into_iter().map(move |(line, rule)| (before + line, rule))
    });
    found.collect()
}

fn findings(pack: &Pack, page: &Page, example: &Example) -> Vec<Finding> {
    let (sources, text) = (Sources::default(), page.example(example));
    let mut module = Module::of_text(sources.add(&page.path, text), text);
    module.incomplete |= !example.is_whole;
    match Linter::new(pack.clone(), &[page.rule.id.to_string()]) {
        Ok(linter) => linter.check_module(&module, &sources).findings,
        // The page is not in the pack, so nothing is found.
        Err(_) => Vec::new(),
    }
}

fn found(pack: &Pack, page: &Page, example: &Example) -> BTreeSet<Mark> {
    let text = page.example(example);
    let mark =
        |finding: Finding| (line_of(text, finding.span.start as usize), finding.rule.to_string());
    findings(pack, page, example).into_iter().map(mark).collect()
}

/// The number of the line that the byte lies in, from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// What the comments `#~ rule, rule` of an example say: what is found in the line, or, where the comment stands alone,
/// in the next one.
fn marks(text: &str) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((before, rules)) = line.split_once(MARK) else { continue };
        let line = if before.trim().is_empty() { number + 1 } else { number };
        marks.extend(rules.split(',').map(|rule| (line, rule.trim().to_owned())));
    }
    marks
}

/// Whether the fixes of the rule make the first bad example into the fixed one, and leave nothing to fix.
fn unfixed(pack: &Pack, page: &Page, fixed: &Example) -> Option<Flaw> {
    let bad = &page.examples().into_iter().find(|example| example.kind == ExampleKind::Bad)?;
    let own = |example: &Example| {
        findings(pack, page, example).into_iter().filter(|finding| finding.rule == page.rule.id)
    };
    let edits = own(bad).filter_map(|finding| finding.fix).flat_map(|fix| fix.edits).collect();
    let made = apply(page.example(bad), edits);
    let flaw = |message: String| Some(Flaw { range: fixed.range.clone(), message });
    if made != page.example(fixed) {
        return flaw(format!("the fix makes this of the first bad example:\n{made}"));
    }
    let again = own(fixed).any(|finding| finding.fix.is_some());
    if again { flaw("what is fixed is found, and would be fixed, again".to_owned()) } else { None }
}
