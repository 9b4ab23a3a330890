//! What a rule says of a block.

use super::program::Frame;
use super::{Assertion, ResourceRule, Rule, fix};
use crate::convert;
use crate::eval::{Environment, eval};
use crate::finding::{Element, Extent, Fails, Finding, Label, Occasion, Severity};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::Expr;
use crate::value::{BlockValue, Data, How, Imported, Value};
use crate::world::World;
use std::sync::Arc;

/// A block of which an assertion does not hold.
pub(super) struct Target<'a, 't> {
    pub(super) rule: &'a Rule,
    pub(super) resource: &'a ResourceRule,
    pub(super) block: &'a Arc<BlockValue>,
    pub(super) world: &'a World<'t>,
    pub(super) sources: &'a Sources,
}

impl Target<'_, '_> {
    /// The address, if the block is one that has one in Terraform.
    fn address(&self) -> Option<String> {
        if let Some(imported) = &self.block.imported {
            return imported.document.map(|_| imported.by.address.to_string());
        }
        let address = &self.block.address;
        matches!(&*address.kind, "resource" | "data" | "module").then(|| address.to_string())
    }

    /// The element that the assertions are made for.
    fn element(&self, frame: &Frame) -> Option<Element> {
        let of = Arc::clone(&self.resource.for_each.as_ref()?.written);
        let (key, _) = frame.each?;
        let key = convert::to_text(key)?;
        Some(Element { of, key: key.as_known()?.into() })
    }

    /// The finding that the assertion does not hold.
    pub(super) fn finding(&self, assertion: &Assertion, frame: &Frame) -> Finding {
        let env = frame.environment();
        let at = assertion.at.as_ref().map(|at| eval(at, env));
        let way = at.as_ref().map(way).unwrap_or_default();
        let span = way.first().map_or(self.block.header, |(_, span)| *span);
        let mut related: Vec<Label> =
            assertion.related.iter().filter_map(|(words, expr)| place(words, expr, env)).collect();
        let on_the_way: Vec<Span> = way.iter().skip(1).map(|(_, span)| *span).collect();
        related.extend(way.into_iter().skip(1).map(|(message, span)| Label { span, message }));
        let imported = self.block.imported.as_deref();
        let said = |words: String| match imported {
            Some(imported) => in_words_of(imported, &words),
            None => words,
        };
        related.extend(imported.and_then(|imported| document(imported, span)));
        let on_the_way =
            on_the_way.into_iter().chain(imported.and_then(|imported| imported.document));
        Finding {
            rule: Arc::clone(&self.rule.id),
            severity: severity(assertion, env),
            fails: match assertion.fails {
                // Terraform does not look into documents.
                Fails::Plan if imported.is_some() => Fails::Apply,
                fails => fails,
            },
            message: words(&assertion.error_message, env)
                .map_or_else(|| self.rule.id.to_string(), said),
            help: assertion.help.as_ref().and_then(|help| words(help, env)).map(said),
            url: self.rule.url.clone(),
            span,
            related,
            address: self.address(),
            block: Some(imported.map_or(self.block.header, |imported| imported.by.header)),
            instances: vec![self.block.address.clone()],
            extent: Extent::All,
            inputs: Vec::new(),
            occasion: Some(Occasion {
                condition: assertion.condition.span,
                element: self.element(frame),
            }),
            // Half a block is not written into, and no document.
            fix: assertion
                .fix
                .as_ref()
                .filter(|_| self.block.is_whole && imported.is_none())
                .and_then(|recipe| {
                    let around = (self.world, self.sources);
                    fix::fix(recipe, self.block, at.as_ref(), env, around)
                }),
            way: on_the_way.collect(),
            suppression: None,
            is_named: true,
            fingerprint: Arc::default(),
        }
    }
}

/// What is said of a document, with its own words for what the language has other ones for.
fn in_words_of(imported: &Imported, said: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = String::with_capacity(said.len());
    let mut rest = said;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let own = imported.words.iter().find(|(of_language, _)| *of_language == word);
        words.push_str(own.map_or(word, |(_, of_document)| of_document));
        let sign = after.chars().next().map_or(0, char::len_utf8);
        let (sign, after) = after.split_at(sign);
        words.push_str(sign);
        rest = after;
    }
    words
}

/// Which document a place lies in, and what of it is meant, where the place is not that of the document itself.
fn document(imported: &Imported, span: Span) -> Option<Label> {
    let document = imported.document?;
    let of = match &*imported.part {
        "" => String::new(),
        part => format!("{part}, in "),
    };
    let message = format!("{of}the document of `{}`", imported.by.address);
    (document != span).then_some(Label { span: document, message })
}

/// How sure the harm is at a block: at the most what the assertion says of all, and the least where it is not known.
fn severity(assertion: &Assertion, env: Environment) -> Severity {
    let Some(chosen) = &assertion.chosen else { return assertion.severity };
    let value = eval(chosen, env);
    let named = |severity: &Severity| value.as_str() == Some(severity.name());
    Severity::ALL.into_iter().find(named).unwrap_or(Severity::Note).min(assertion.severity)
}

/// The places that a value has come by, with words for each: the last one is where it was written.
fn way(value: &Value) -> Vec<(String, Span)> {
    let Some(origin) = &value.origin else { return Vec::new() };
    let step = |(how, span): (Option<&How>, Span)| {
        (how.map_or_else(String::new, ToString::to_string), span)
    };
    let mut way: Vec<(String, Span)> =
        origin.way().filter(|(_, span)| span.source != SourceId::PAGE).map(step).collect();
    let shown = Some(value).filter(|value| !value.is_sensitive());
    let written = shown
        .and_then(convert::to_text)
        .and_then(|text| text.as_known().filter(|text| is_short(text)).map(str::to_owned));
    if let (Some(written), Some((words, _))) = (written, way.last_mut()) {
        *words = format!("`{written}` comes from here: {words}");
    }
    way
}

/// Whether a value can be shown within a line.
fn is_short(text: &str) -> bool {
    text.len() <= 60 && !text.contains('\n')
}

/// The place of a value that has to do with a finding: where it was written, or the header of a block.
fn place(words: &str, expr: &Expr, env: Environment) -> Option<Label> {
    let value = eval(expr, env);
    let span = match (&value.data, &value.origin) {
        (Data::Block(block), _) => block.header,
        (_, Some(origin)) => origin.span,
        _ => return None,
    };
    Some(Label { span, message: words.to_owned() })
}

/// The text of a message. What is sensitive is not said.
fn words(message: &Expr, env: Environment) -> Option<String> {
    let value = eval(message, env.for_people());
    let Data::String(text) = &value.data else { return None };
    if value.is_sensitive() { None } else { Some(text.for_people()) }
}
