//! What is looked at, and what of it is counted.

use super::{Linter, Report};
use crate::aws::{PREFIXES, ROUTE, SUBJECTS};
use crate::module::Module;
use crate::page::Entry;
use crate::schema::FOLLOWED;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Linter {
    /// The resource types that some rule is about, on or off: which are on does not change what is looked at.
    fn covered(&self) -> BTreeSet<&str> {
        self.pack.entries().iter().flat_map(Entry::subjects).collect()
    }

    /// What makes a module one to look at: types that some rule is about, and what else is of API Gateway.
    pub(super) fn types(&self) -> BTreeSet<&str> {
        self.covered().into_iter().chain(PREFIXES).collect()
    }

    /// Counts the blocks of a module that a report speaks of.
    pub(super) fn count(&self, module: &Module, report: &mut Report) {
        let header = |position: &usize| module.block(*position).map(|block| block.header);
        let integrations = SUBJECTS.into_iter().flat_map(|r#type| module.resources(r#type));
        report.integrations.extend(integrations.filter_map(header));
        report.routes.extend(module.resources(ROUTE).iter().filter_map(header));
        let is_counted = |r#type: &&str| SUBJECTS.contains(r#type) || *r#type == ROUTE;
        let own = self.pack.own_types().into_iter().filter(|r#type| !is_counted(r#type));
        let others = own.flat_map(|r#type| module.resources(r#type));
        report.others.extend(others.filter_map(header));
        for r#type in module.types().filter(|r#type| self.is_uncovered(r#type)) {
            let headers = module.resources(r#type).iter().filter_map(header);
            report.uncovered.extend(headers.map(|header| (Arc::from(r#type), header)));
        }
    }

    /// Whether it is a resource type of API Gateway that no rule is about.
    fn is_uncovered(&self, r#type: &str) -> bool {
        PREFIXES.iter().any(|prefix| r#type.starts_with(prefix))
            && FOLLOWED.binary_search(&r#type).is_err()
            && !self.covered().contains(r#type)
    }
}
