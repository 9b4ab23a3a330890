//! OpenAPI documents that no module refers to: which of them are read, and what is found of one by itself.
//!
//! A document is taken for the `body` of an API of which nothing else is known. Where it does not say for which type of API it
//! is, what is said holds of both.

use super::configured::is_named;
use super::spoken::{Natives, loud};
use super::{Linter, Report, limit, native, unreadable};
use crate::aws::{Alone, SUBJECTS, imported_api};
use crate::config::Configs;
use crate::document::Document;
use crate::files::{Files, MAX_CONTENT, Walked, may_be_document, parent};
use crate::finding::Finding;
use crate::module::Module;
use crate::rule::{Because, apply_to_documents};
use crate::scope::ModuleScope;
use crate::source::{Source, SourceId, Span};
use crate::tree::Tree;
use crate::value::budget;
use crate::world::World;
use globset::GlobSet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Why a file that was named is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADocument {
    /// It is something else.
    #[error("`{}` is neither Terraform nor an OpenAPI document", .0.display())]
    Other(PathBuf),
    /// Nothing in it is for API Gateway.
    #[error("the OpenAPI document `{}` has nothing for API Gateway", .0.display())]
    ForOthers(PathBuf),
}

impl NotADocument {
    /// What to do.
    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Other(_) => {
                "a document has `openapi` or `swagger` at its top; one inside of a template is not read"
            }
            Self::ForOthers(_) => "a document for API Gateway has `x-amazon-apigateway-` keys",
        }
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Other(path) | Self::ForOthers(path) => path,
        }
    }
}

/// Whether the text of that file would be checked, if nothing but the file were named.
pub(crate) fn is_document(path: &Path, text: &str) -> bool {
    let source = || Source { id: SourceId::PAGE, path: path.to_path_buf(), text: text.into() };
    may_be_document(path)
        && text.len() <= MAX_CONTENT
        && matches!(Alone::of(&source()), Alone::Document { .. })
}

/// A document that is to be checked by itself.
pub(super) struct Standing {
    /// As it is shown.
    pub(super) path: PathBuf,
    /// As the system names it.
    pub(super) real: PathBuf,
    /// Whether it was named, and not merely come by.
    is_named: bool,
}

/// The documents that were named, and those that a configuration says are read; and how many of the former are excluded.
pub(super) fn standing(
    walked: &Walked,
    exclude: &GlobSet,
    configs: &Configs,
    files: &Files,
) -> (Vec<Standing>, usize) {
    let is_excluded = |path: &PathBuf| {
        is_named(exclude, path) || configs.excluded(&files.real_file(path), false).is_some()
    };
    let (excluded, named): (Vec<_>, Vec<_>) =
        walked.documents.iter().cloned().partition(is_excluded);
    let is_read = |path: &&PathBuf| {
        !configs.is_empty()
            && configs.openapi(&files.real_file(path)).is_some_and(|set| set.value)
            && !is_excluded(path)
    };
    let below = walked.may_be_documents.iter().filter(is_read).cloned();
    let one = |path: PathBuf, is_named| (files.real_file(&path), (path, is_named));
    let all = below.map(|path| one(path, false)).chain(named.into_iter().map(|it| one(it, true)));
    // Each file once; one that was named is named.
    let all: BTreeMap<PathBuf, (PathBuf, bool)> = all.collect();
    let all = all.into_iter();
    let all = all.map(|(real, (path, is_named))| Standing { path, real, is_named }).collect();
    (all, excluded.len())
}

impl Linter {
    /// What there is to say of a document that no module refers to; `None` of a file that was not named and is none.
    pub(super) fn check_alone(
        &self,
        files: &Files,
        standing: &Standing,
    ) -> Result<Option<Report>, NotADocument> {
        let Standing { path, is_named, .. } = standing;
        let source = match files.read(path) {
            Ok(source) if source.text.len() <= MAX_CONTENT => source,
            Ok(source) => {
                let size = source.text.len();
                let why = format!(
                    "it has {size} bytes, and of a document gatelint reads at most {MAX_CONTENT}"
                );
                return Ok(Some(self.not_read(&source, &why))
                    .filter(|_| *is_named || Alone::may_be(&source)));
            }
            Err(why) => {
                let found = unreadable(files.source(path), &why.to_string());
                let findings = self.native(native::UNREADABLE, [found]);
                return Ok(Some(Report { findings, ..Report::default() }).filter(|_| *is_named));
            }
        };
        match Alone::of(&source) {
            Alone::Other if *is_named => Err(NotADocument::Other(path.clone())),
            Alone::ForOthers if *is_named => Err(NotADocument::ForOthers(path.clone())),
            Alone::Other | Alone::ForOthers => Ok(None),
            Alone::Document { document: None, .. } => {
                let why = "it is neither JSON nor YAML that can be read";
                Ok(Some(self.not_read(&source, why)))
            }
            Alone::Document { document: Some(document), types } => {
                let check = || self.check_document(files, &source, &document, &types);
                let (mut report, beyond) = budget::for_tree(source.text.len() as u64, check);
                report.findings.extend(self.found(native::LIMIT, limit::found(beyond)));
                self.settle(&mut report.findings, files);
                Ok(Some(report.once_each(self).without_addresses()))
            }
        }
    }

    fn not_read(&self, source: &Source, why: &str) -> Report {
        let findings = self.native(native::UNREADABLE, [unreadable(source.id, why)]);
        Report { findings, ..Report::default() }
    }

    /// What is found of a document, whichever of these types the API has that is imported from it.
    fn check_document(
        &self,
        files: &Files,
        source: &Source,
        document: &Document,
        types: &[&'static str],
    ) -> Report {
        let header = Span::new(source.id, 0, 0);
        let reports = types.iter().map(|r#type| self.check_as(files, header, document, r#type));
        let mut report =
            reports.reduce(|one, other| self.both(one, other, header)).unwrap_or_default();
        report.silences.read_text(source.id, &Module::default(), files, self);
        report.silences.mark(&mut report.findings);
        report.read.insert(source.id);
        report
    }

    /// What holds whichever of two types the API has. Of what holds of one alone, it is not known whether it is wrong.
    fn both(&self, one: Report, other: Report, header: Span) -> Report {
        let is_same = |one: &Finding, other: &Finding| {
            (&one.rule, one.span, &one.message) == (&other.rule, other.span, &other.message)
        };
        let has = |findings: &[Finding], one: &Finding| findings.iter().any(|it| is_same(it, one));
        let (both, of_one): (Vec<_>, Vec<_>) =
            one.findings.iter().cloned().partition(|it| has(&other.findings, it));
        let of_other = other.findings.into_iter().filter(|it| !has(&one.findings, it));
        let mut undecided = one.undecided;
        undecided.extend(other.undecided);
        for finding in of_one.into_iter().chain(of_other) {
            let unknown = "whether it is for a REST API or an HTTP API is not known here";
            let because = || Because {
                address: "the document".to_owned(),
                unknown: [unknown.to_owned()].into(),
            };
            undecided.add(finding.rule, header, self.explains.then(because));
        }
        Report { findings: both, undecided, ..one }
    }

    /// What is found of a document, if it is the `body` of an API of that type.
    fn check_as(
        &self,
        files: &Files,
        header: Span,
        document: &Document,
        r#type: &'static str,
    ) -> Report {
        let sources = files.sources();
        let dir = parent(&sources.get(header.source).path).to_path_buf();
        let module = Module::around(&dir, imported_api(r#type, header));
        let tree = Tree::alone(Arc::clone(self.pack.schemas()));
        let scope = ModuleScope::root(&module, &tree, true);
        let world = World::of(Rc::clone(&scope), self.pack.knowledge().facts());
        let world = world.importing(Some(document));
        let applied =
            apply_to_documents(self.rules.index(), &scope, &world, sources, self.explains);
        let mut report = Report::default();
        let mut found = applied.findings;
        found.retain(|(_, finding)| self.holds(finding, files));
        report.findings = loud(found, &Natives::of(&[]), |_| None);
        for it in applied.undecided {
            report.undecided.add(it.rule, it.header, it.because);
        }
        for derived in world.derived_in(&scope.path, sources) {
            let block = &derived.found.block;
            if SUBJECTS.contains(&block.resource_type()) {
                report.integrations.insert(block.header);
            }
        }
        report
    }
}

impl Report {
    /// The same: what is found in a document has no address in Terraform.
    fn without_addresses(mut self) -> Self {
        for finding in &mut self.findings {
            finding.block = None;
            finding.instances.clear();
        }
        self
    }
}
