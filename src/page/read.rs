//! From a text to a [`Page`]. Strict: what is not understood is an error at its place, never passed over.

use super::fields::{Fields, expr_range};
use super::markdown::{Fence, Outline, outline};
use super::strict::{Names, check_names};
use super::subject::{self, KINDS};
use super::{Example, ExampleKind, Page, PageError};
use super::{recipe, records};
use crate::finding::{Fails, Severity};
use crate::rule::{Assertion, ForEach, ResourceRule, Rule};
use crate::source::SourceId;
use crate::syntax::{self, Attribute, Block, ExprKind};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// What is wrong, in the text of the page.
pub(crate) struct Complaint {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

pub(crate) type Strict<T> = Result<T, Complaint>;

pub(crate) fn complain<T>(range: Range<usize>, message: impl Into<String>) -> Strict<T> {
    Err(Complaint { range, message: message.into(), help: None })
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    ///
    /// When it is no page, or its rule is not understood.
    pub fn read(path: &Path, text: Arc<str>) -> Result<Self, PageError> {
        let result = read(path, &text);
        result.map_err(|Complaint { range, message, help }| PageError {
            path: path.to_path_buf(),
            text,
            range,
            message,
            help,
        })
    }
}

fn read(path: &Path, text: &Arc<str>) -> Strict<Page> {
    let Outline { title, summary, fences } = outline(text);
    let Some((id, title)) = title else {
        return complain(0..0, "a page begins with `# ` and the rule's id");
    };
    if path.file_stem().is_none_or(|stem| *stem != *id) {
        return complain(title, format!("the page of `{id}` is a file of that name: `{id}.md`"));
    }
    let Some(summary) = summary else {
        return complain(title, "the title is followed by one sentence");
    };
    let examples = examples(&fences)?;
    let mut rule: Option<Rule> = None;
    for Fence { info, content, whole } in fences {
        if info == "hcl rule" {
            if rule.is_some() {
                return complain(whole, "a page has one `hcl rule` fence");
            }
            rule = Some(read_rule(text, tree(text, content)?, &id)?);
        }
    }
    let Some(rule) = rule else { return complain(title, "a page has one `hcl rule` fence") };
    // What the engine finds itself needs more than a fence shows, a folder of files say.
    let is_missing = |kind| examples.iter().all(|example| example.kind != kind);
    let needs_examples = !rule.resources.is_empty();
    if needs_examples && (is_missing(ExampleKind::Bad) || is_missing(ExampleKind::Good)) {
        return complain(title, "a page has at least one `hcl bad` and one `hcl good` fence");
    }
    Ok(Page { path: path.to_path_buf(), text: Arc::clone(text), summary, rule: Arc::new(rule) })
}

/// The examples among the fences of a page, in their order.
pub(super) fn examples(fences: &[Fence]) -> Strict<Vec<Example>> {
    let mut examples = Vec::new();
    for Fence { info, content, whole } in fences {
        let (words, is_whole) = match info.strip_suffix(" module") {
            Some(words) => (words, true),
            None => (info.as_str(), false),
        };
        let kind = match words {
            "hcl bad" => ExampleKind::Bad,
            "hcl good" => ExampleKind::Good,
            "hcl fixed" => ExampleKind::Fixed,
            "hcl rule" => continue,
            // Other fences are for the reader.
            other if !other.starts_with("hcl ") => continue,
            other => {
                return complain(
                    whole.clone(),
                    format!(
                        "there is no fence `{other}`: `hcl rule`, `bad`, `good`, `fixed`, the last three also with `module`"
                    ),
                );
            }
        };
        examples.push(Example { kind, is_whole, range: content.clone() });
    }
    Ok(examples)
}

/// The one block in the fence of the rule.
fn tree(text: &str, range: Range<usize>) -> Strict<Block> {
    let parsed =
        syntax::parse(SourceId::PAGE, text.get(range.clone()).unwrap_or_default(), range.start);
    if let Some(error) = parsed.errors.into_iter().next() {
        return Err(Complaint {
            range: error.span.range(),
            message: error.message,
            help: error.help,
        });
    }
    match <[Block; 1]>::try_from(parsed.body.blocks) {
        Ok([block]) => Ok(block),
        Err(_) => complain(range, "the fence holds one `rule` block"),
    }
}

/// The rule that a tree is of.
pub(super) fn read_rule(text: &str, mut block: Block, id: &str) -> Strict<Rule> {
    records::open(&mut block.body)?;
    let block = &block;
    if &*block.kind.text != "rule" || block.label(0) != Some(id) || block.labels.len() != 1 {
        return complain(
            block.header.range(),
            format!("the block is `rule \"{id}\"`, as the page's title says"),
        );
    }
    let fields = Fields::new(block, &["severity", "fails", "default", "yields_to"], &KINDS)?;
    let severity = fields.word("severity", &Severity::ALL, Severity::name)?;
    let fails = fields.word("fails", &Fails::ALL, Fails::name)?;
    let (Some(severity), Some(fails)) = (severity, fails) else {
        return complain(block.header.range(), "a rule says its `severity` and when it `fails`");
    };
    let resources =
        block.body.blocks.iter().map(|block| read_resource(text, block, (severity, fails)));
    Ok(Rule {
        id: id.into(),
        url: None,
        severity,
        fails,
        default: fields.bool("default")?.unwrap_or(true),
        yields_to: fields.strings("yields_to")?,
        resources: resources.collect::<Strict<_>>()?,
    })
}

fn read_resource(text: &str, block: &Block, harm: (Severity, Fails)) -> Strict<ResourceRule> {
    let (lists, subject) = subject::read(block)?;
    let arguments = [lists, &subject::ARGUMENTS[..]].concat();
    let fields = Fields::new(block, &arguments, &["locals", "assert"])?;
    let mut names = Names::new(fields.get("for_each").is_some());
    check_names(fields.get("for_each"), &Names::new(false))?;
    let mut locals = Vec::new();
    for attribute in block.body.blocks_of("locals").flat_map(|locals| &locals.body.attributes) {
        check_names(Some(&attribute.value), &names)?;
        names.locals.push(Arc::clone(&attribute.name.text));
        locals.push((Arc::clone(&attribute.name.text), attribute.value.clone()));
    }
    check_names(fields.get("when"), &names)?;
    let asserts = block.body.blocks_of("assert").map(|block| read_assertion(block, harm, &names));
    let asserts: Vec<Assertion> = asserts.collect::<Strict<_>>()?;
    if asserts.is_empty() {
        let message = format!("a `{}` block has at least one `assert`", block.kind.text);
        return complain(block.header.range(), message);
    }
    let for_each = fields.get("for_each").map(|collection| ForEach {
        collection: collection.clone(),
        written: text.get(expr_range(collection)).unwrap_or_default().into(),
    });
    let when = fields.get("when").cloned();
    Ok(ResourceRule { subject, for_each, locals, when, asserts })
}

/// `harm` is the rule's own: what an assertion says in its place counts for that assertion.
fn read_assertion(block: &Block, harm: (Severity, Fails), names: &Names) -> Strict<Assertion> {
    let (highest, fails) = harm;
    let known = ["condition", "error_message", "severity", "fails", "at", "help", "related"];
    let fields = Fields::new(block, &known, &["fix"])?;
    for attribute in
        block.body.attributes.iter().filter(|attribute| &*attribute.name.text != "related")
    {
        check_names(Some(&attribute.value), names)?;
    }
    let (Some(condition), Some(error_message)) =
        (fields.get("condition"), fields.get("error_message"))
    else {
        return complain(
            block.header.range(),
            "an `assert` has a `condition` and an `error_message`",
        );
    };
    let chosen = fields.get("severity").filter(|severity| !severity.is_constant());
    let severity = match chosen {
        Some(_) => None,
        None => fields.word("severity", &Severity::ALL, Severity::name)?,
    };
    if severity.is_some_and(|severity| severity > highest) {
        return complain(
            block.header.range(),
            "an `assert` may lower the severity of its rule, not raise it",
        );
    }
    let related = block
        .body
        .attribute("related")
        .map_or(Ok(Vec::new()), |related| read_related(related, names))?;
    let fix = block.body.blocks_of("fix").next().map(|fix| recipe::read(fix, names)).transpose()?;
    Ok(Assertion {
        condition: condition.clone(),
        error_message: error_message.clone(),
        severity: severity.unwrap_or(highest),
        chosen: chosen.cloned(),
        fails: fields.word("fails", &Fails::ALL, Fails::name)?.unwrap_or(fails),
        at: fields.get("at").cloned(),
        help: fields.get("help").cloned(),
        related,
        fix,
    })
}

/// `related = { "words" = expression }`: the words are literal, so that the order of the page is kept.
fn read_related(related: &Attribute, names: &Names) -> Strict<Vec<(Arc<str>, syntax::Expr)>> {
    check_names(Some(&related.value), names)?;
    let ExprKind::Object(entries) = &related.value.kind else {
        return complain(expr_range(&related.value), "`related` is an object of words and values");
    };
    let entry = |entry: &syntax::Entry| match &entry.key.kind {
        ExprKind::String(words) => Ok((Arc::clone(words), entry.value.clone())),
        _ => complain(expr_range(&entry.key), "the words of a related place are a string"),
    };
    entries.iter().map(entry).collect()
}
