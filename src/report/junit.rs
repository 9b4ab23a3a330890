//! The XML of `JUnit`: a suite for each file, a case that failed for each finding.

use super::entry::{Entries, Entry};
use crate::check::Outcome;
use crate::files::Files;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    let entries = Entries::of(outcome, files);
    let mut suites: BTreeMap<String, TestSuite> = BTreeMap::new();
    for entry in entries.iter() {
        let path = entry.path();
        let suite = suites.entry(path.clone()).or_insert_with(|| TestSuite::new(path));
        suite.add_test_case(case(&entry));
    }
    if suites.is_empty() {
        // A report without a case is one that failed to be written to most that read it.
        let mut suite = TestSuite::new("gatelint");
        suite.add_test_case(TestCase::new("nothing found", TestCaseStatus::success()));
        suites.insert(String::new(), suite);
    }
    let mut report = Report::new("gatelint");
    report.add_test_suites(suites.into_values());
    // Names and texts can always be written.
    report.to_string().unwrap_or_default()
}

fn case(entry: &Entry) -> TestCase {
    let finding = entry.finding;
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(finding.severity.name());
    status.set_message(entry.message());
    let (start, url) = (entry.start, finding.url.as_deref().unwrap_or_default());
    let place = format!("{}:{}:{}", entry.path(), start.line, start.column);
    status.set_description(format!("{place}\n{}\n{url}", entry.text()).trim_end().to_owned());
    let name = format!("{}:{}:{}", finding.rule, start.line, start.column);
    let mut case = TestCase::new(name, status);
    case.set_classname(finding.rule.to_string());
    case
}
