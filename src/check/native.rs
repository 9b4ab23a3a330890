//! What the engine finds itself, since no condition of a page can say it. Each has its page all the same.

use super::refused::Certain;
use super::spoken::Natives;
use super::{
    Linter, arguments, attribute, call, cycle, instance_key, iterator, language, late, reference,
    refused, resource_type, silence, template,
};
use crate::finding::{Extent, Finding, Fix, Label, Severity};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::{SourceId, Sources, Span};
use crate::spelling::nearest;
use crate::syntax::Name;
use crate::tree::Tree;
use crate::world::World;
use std::path::Path;
use std::sync::Arc;

// Names of rules whose findings the engine makes itself.
pub(super) const SYNTAX: &str = "hcl-parse-error";
pub(super) const UNREADABLE: &str = "unreadable-file";
pub(super) const UNDECLARED: &str = "undeclared-variable";
pub(super) const UNFOLLOWED: &str = "module-not-followed";
pub(super) const CALL: &str = "broken-module-call";
pub(super) const REFERENCE: &str = "undeclared-reference";
pub(super) const CYCLE: &str = "reference-cycle";
pub(super) const FUNCTION: &str = "wrong-function-call";
pub(super) const ATTRIBUTE: &str = "unknown-attribute";
pub(super) const TEMPLATE: &str = "template-missing-variable";
pub(super) const ITERATOR: &str = "dynamic-iterator-attribute";
pub(super) const INTERPOLATION: &str = "interpolation-only-expression";
pub(super) const KEY: &str = "resource-instance-key";
pub(super) const LIMIT: &str = "evaluation-limit";
pub(super) const LATE: &str = "instances-known-after-apply";
pub(super) const RESOURCE: &str = "unknown-resource-type";

/// What could not be read or followed is shown wherever in a tree it lies: it may have hidden something.
pub(super) const READING: [&str; 3] = [SYNTAX, UNREADABLE, CALL];

/// What says that something was not looked at, which may have hidden something.
pub(super) const UNSEEN: [&str; 4] = [SYNTAX, UNREADABLE, CALL, LIMIT];

/// The rules whose findings the engine makes itself.
const ALL: [&str; 49] = [
    SYNTAX,
    UNREADABLE,
    UNDECLARED,
    UNFOLLOWED,
    CALL,
    REFERENCE,
    CYCLE,
    FUNCTION,
    ATTRIBUTE,
    TEMPLATE,
    ITERATOR,
    INTERPOLATION,
    KEY,
    RESOURCE,
    LATE,
    LIMIT,
    language::ADDRESS,
    language::ARGUMENT,
    language::BLOCK,
    language::CONDITION,
    language::CONSTANT,
    language::DEFAULT,
    language::DUPLICATE,
    language::LABELS,
    language::META,
    language::MISSING,
    language::NAME,
    language::PROVIDER,
    language::TYPE,
    language::VERSION,
    refused::ATTRIBUTE,
    refused::CONDITIONAL,
    refused::COUNT,
    refused::EACH,
    refused::FAILED,
    refused::FOR,
    refused::FUNCTION,
    refused::INDEX,
    refused::KEY,
    refused::MODULE,
    refused::OPERAND,
    refused::SENSITIVE,
    refused::TEMPLATE,
    silence::FORBIDDEN,
    silence::LAPSED,
    silence::MALFORMED,
    silence::REASON,
    silence::UNKNOWN,
    silence::UNUSED,
];

/// Whether the engine itself finds what the rule of that name is about.
pub(crate) fn is_native(id: &str) -> bool {
    ALL.contains(&id)
}

/// Something that no page's condition found.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) related: Vec<Label>,
    /// Lower than the rule's, where it is not as sure.
    pub(super) severity: Option<Severity>,
    pub(super) fix: Option<Fix>,
}

impl Found {
    pub(super) fn new(span: Span, message: String, help: Option<String>) -> Self {
        Self { span, message, help, related: Vec::new(), severity: None, fix: None }
    }
}

impl Linter {
    /// What there is to say of the names in a module, wherever it is called.
    pub(super) fn read_names(
        &self,
        module: &Module,
        root: &Module,
        tree: &Tree,
        sources: &Sources,
    ) -> Vec<Finding> {
        let mut findings = self.found(REFERENCE, reference::find(module, tree, sources));
        findings.extend(self.of_rules(language::find(module, root, tree, sources).0));
        findings.extend(self.found(FUNCTION, call::find(module, root, tree)));
        findings.extend(self.found(CYCLE, cycle::in_blocks(module)));
        findings.extend(self.found(KEY, instance_key::find(module)));
        findings
    }

    /// What there is to say of the names in `dynamic` blocks in one place of the tree: values tell what such a block makes.
    pub(super) fn read_contents(&self, scope: &ModuleScope, sources: &Sources) -> Vec<Finding> {
        self.found(REFERENCE, reference::in_content(scope, sources))
    }

    /// What there is to say of a module in one place of its tree, where its values are known.
    pub(super) fn read_values(
        &self,
        scope: &ModuleScope,
        world: &World,
        natives: &Natives,
        certain: &Certain,
    ) -> Vec<Finding> {
        let mut findings = self.found(TEMPLATE, template::find(scope));
        findings.extend(self.found(ITERATOR, iterator::find(scope)));
        findings.extend(self.found(ATTRIBUTE, attribute::find(scope, world)));
        findings.extend(self.found(RESOURCE, resource_type::find(scope, world)));
        let mut refused = refused::find(scope, certain);
        // Whatever else is wrong there is why.
        refused.retain(|(_, found)| {
            let is_near = |other: Span| other.contains(found.span) || found.span.contains(other);
            !findings.iter().any(|other| is_near(other.span)) && !natives.any(is_near)
        });
        findings.extend(self.of_rules(refused));
        if self.rules.has(LATE) {
            let late = late::find(scope, world, certain, self.pack.knowledge());
            findings.extend(self.found(LATE, late));
        }
        findings
    }

    /// What is wrong with the calls of a module, each with the folder of what is called.
    pub(super) fn read_calls<'t>(
        &self,
        module: &Module,
        tree: &'t Tree,
        sources: &Sources,
    ) -> Vec<(&'t Path, Vec<Finding>)> {
        let found = arguments::find(module, tree, sources).into_iter();
        found.map(|(dir, found)| (dir, self.found(refused::MODULE, [found]))).collect()
    }

    /// What could not be read.
    pub(super) fn reading(&self, module: &Module) -> Vec<Finding> {
        let syntax = module
            .errors
            .iter()
            .map(|error| (error.span, error.message.clone(), error.help.clone()));
        let unreadable =
            module.unreadable.iter().map(|(source, error)| unreadable(*source, &error.to_string()));
        let mut findings = self.native(SYNTAX, syntax);
        findings.extend(self.native(UNREADABLE, unreadable));
        findings
    }

    /// The calls that lead nowhere.
    pub(super) fn calling(&self, tree: &Tree) -> Vec<Finding> {
        let broken = tree.broken.iter();
        let found = broken.map(|call| (call.span, call.message.clone(), Some(call.help.clone())));
        self.native(CALL, found)
    }

    /// Findings that no page's condition made, of a rule that is on.
    pub(super) fn native(
        &self,
        id: &str,
        found: impl IntoIterator<Item = (Span, String, Option<String>)>,
    ) -> Vec<Finding> {
        let found = found.into_iter().map(|(span, message, help)| Found::new(span, message, help));
        self.found(id, found)
    }

    /// The same of several rules.
    fn of_rules(&self, found: Vec<(&'static str, Found)>) -> Vec<Finding> {
        found.into_iter().flat_map(|(id, found)| self.found(id, [found])).collect()
    }

    /// The same, with other places.
    pub(super) fn found(&self, id: &str, found: impl IntoIterator<Item = Found>) -> Vec<Finding> {
        let mut found = found.into_iter().peekable();
        // Mostly there is nothing, and then the page is not needed.
        let rule = found.peek().and_then(|_| self.rules.find(id));
        let Some(rule) = rule else { return Vec::new() };
        let finding = |Found { span, message, help, related, severity, fix }| Finding {
            rule: Arc::clone(&rule.id),
            severity: severity.unwrap_or(rule.severity),
            fails: rule.fails,
            message,
            help,
            url: rule.url.clone(),
            span,
            related,
            address: None,
            block: None,
            instances: Vec::new(),
            extent: Extent::All,
            inputs: Vec::new(),
            occasion: None,
            fix,
            way: Vec::new(),
            suppression: None,
            is_named: true,
            fingerprint: Arc::default(),
        };
        found.map(finding).collect()
    }
}

/// What variables files set in vain.
pub(super) fn undeclared(module: &Module) -> Vec<(Span, String, Option<String>)> {
    let found = |name: &Name| undeclared_line(name, nearest(&name.text, module.variables()));
    module.undeclared().into_iter().map(found).collect()
}

pub(super) fn undeclared_line(
    name: &Name,
    nearest: Option<&str>,
) -> (Span, String, Option<String>) {
    let message = format!("no variable named `{}` is declared", name.text);
    let help = match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("delete the line, or declare `variable \"{}\"`", name.text),
    };
    (name.span, message, Some(help))
}

pub(super) fn unreadable(source: SourceId, why: &str) -> (Span, String, Option<String>) {
    let message = format!("this file was not checked: {why}");
    (
        Span::new(source, 0, 0),
        message,
        Some("make it readable, or exclude it with `--exclude`".to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::page::Pack;

    #[test]
    fn each_rule_of_the_engine_has_its_page() {
        let pack = Pack::builtin();
        for id in ALL {
            let page = pack.page(id);
            assert!(page.is_some_and(|page| page.rule.resources.is_empty()), "{id}");
        }
    }
}
