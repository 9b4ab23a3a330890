//! Applies a rule to a module: only a condition that is certainly False is a finding.

use super::locals::Locals;
use super::{Assertion, ResourceRule, Rule, fix};
use crate::ask::{self, Asking, Site, Uses};
use crate::aws::Aws;
use crate::convert;
use crate::eval::{Binding, Environment, Resolved, Scope, eval, pairs};
use crate::finding::{Element, Extent, Fails, Finding, Label, Occasion};
use crate::scope::ModuleScope;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::{Expr, Step};
use crate::value::{BlockValue, Data, Entries, Entry, How, Piece, Truth, Value};
use crate::world::{World, instances};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What came of applying a rule.
#[derive(Debug, Default)]
pub struct Applied {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The positions of blocks of which the rule could not say whether they are right.
    pub undecided: Vec<usize>,
    /// The headers of the blocks that it is about and that have instances.
    pub blocks: BTreeSet<Span>,
}

/// Applies a rule to all blocks of a module that it is about.
pub fn apply<'t>(
    rule: &Rule,
    module: &ModuleScope<'t>,
    world: &World<'t>,
    sources: &Sources,
) -> Applied {
    let mut applied = Applied::default();
    let scope = RuleScope {
        site: Site {
            module,
            world,
            knowledge: &Aws,
            uses: Uses::default(),
            asking: Asking::default(),
        },
    };
    for resource in &rule.resources {
        for position in resource.subject.positions(module.module) {
            for block in instances(module, position) {
                let block = at_harm(rule.fails, &block);
                applied.blocks.insert(block.header);
                let asking = &scope.site.asking;
                let target = Target { rule, resource, position, block, sources, asking };
                target.apply(Environment::new(&scope), &mut applied);
            }
        }
    }
    applied
}

/// The block as it is when it does harm: as it is written where Terraform and AWS read it, and some time later where others
/// may have changed what `ignore_changes` names.
fn at_harm(fails: Fails, block: &Arc<BlockValue>) -> &Arc<BlockValue> {
    match fails {
        Fails::Plan | Fails::Apply | Fails::Never => block.made.as_ref().unwrap_or(block),
        Fails::Deploy | Fails::Call => block,
    }
}

/// What the names on a page stand for: functions, and blocks as they were written.
struct RuleScope<'a, 't> {
    site: Site<'a, 't>,
}

impl Scope for RuleScope<'_, '_> {
    /// All names of a page are bound; a page that uses another one does not load.
    fn resolve(&self, _root: &str, _steps: &[Step], _env: Environment) -> Resolved {
        Resolved { value: Value::anything(), how: None, steps: 0 }
    }

    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        block.written(name)
    }

    fn call(&self, name: &str, args: &[Value]) -> Option<Value> {
        let function = ask::find(name, self.site.knowledge)?;
        Some(ask::call(function, args, &self.site))
    }
}

/// A block to which a part of a rule is applied.
struct Target<'a> {
    rule: &'a Rule,
    resource: &'a ResourceRule,
    position: usize,
    block: &'a Arc<BlockValue>,
    sources: &'a Sources,
    asking: &'a Asking,
}

impl Target<'_> {
    fn apply(&self, env: Environment, applied: &mut Applied) {
        let itself = Value::new(Data::Block(Arc::clone(self.block)));
        let itself = Binding { name: "self", value: itself, how: How::Element, outer: None };
        let env = env.with(Some(&itself));
        let Some(for_each) = &self.resource.for_each else { return self.with_locals(env, applied) };
        let collection = eval(&for_each.collection, env);
        let Some(elements) = pairs(&collection) else {
            if !matches!(collection.data, Data::Null) {
                applied.undecided.push(self.position);
            }
            return;
        };
        for (key, value) in elements {
            let entry = |value| Entry { key: None, value };
            let each = Entries::from([("key".into(), entry(key)), ("value".into(), entry(value))]);
            let each = Binding {
                name: "each",
                value: Value::object(each),
                how: How::Element,
                outer: env.bindings,
            };
            self.with_locals(env.with(Some(&each)), applied);
        }
    }

    /// Whether a block is elsewhere in the workspace is asked last, where there is something to report if it is not: what
    /// holds with the blocks that are seen, or is not known, is no finding with others.
    fn with_locals(&self, env: Environment, applied: &mut Applied) {
        let assert = || {
            let mut applied = Applied::default();
            let locals = Locals::new(&self.resource.locals, env);
            self.assert(locals.environment(), &mut applied);
            applied
        };
        self.asking.put_off();
        let mut asserted = assert();
        if self.asking.resume() && !asserted.findings.is_empty() {
            asserted = assert();
        }
        applied.findings.extend(asserted.findings);
        applied.undecided.extend(asserted.undecided);
    }

    fn assert(&self, env: Environment, applied: &mut Applied) {
        match self.resource.when.as_ref().map_or(Truth::True, |when| eval(when, env).as_truth()) {
            Truth::True => {}
            Truth::False => return,
            Truth::Unknown => return applied.undecided.push(self.position),
        }
        for assertion in &self.resource.asserts {
            match eval(&assertion.condition, env).as_truth() {
                Truth::True => {}
                Truth::False => {
                    applied.findings.push(self.finding(assertion, env));
                }
                Truth::Unknown => applied.undecided.push(self.position),
            }
        }
    }

    /// The address, if the block is one that has one in Terraform.
    fn address(&self) -> Option<String> {
        let address = &self.block.address;
        matches!(&*address.kind, "resource" | "data" | "module").then(|| address.to_string())
    }

    /// The element that the assertions are made for.
    fn element(&self, env: Environment) -> Option<Element> {
        let of = Arc::clone(&self.resource.for_each.as_ref()?.written);
        let mut bindings = std::iter::successors(env.bindings, |binding| binding.outer);
        let each = bindings.find(|binding| binding.name == "each")?;
        let Data::Mapping(_, entries) = &each.value.data else { return None };
        let key = convert::to_text(&entries.get("key")?.value)?;
        Some(Element { of, key: key.as_known()?.into() })
    }

    fn finding(&self, assertion: &Assertion, env: Environment) -> Finding {
        let at = assertion.at.as_ref().map(|at| eval(at, env));
        let way = at.as_ref().map(way).unwrap_or_default();
        let span = way.first().map_or(self.block.header, |(_, span)| *span);
        let mut related: Vec<Label> =
            assertion.related.iter().filter_map(|(words, expr)| place(words, expr, env)).collect();
        related.extend(way.into_iter().skip(1).map(|(message, span)| Label { span, message }));
        Finding {
            rule: Arc::clone(&self.rule.id),
            severity: assertion.severity,
            fails: assertion.fails,
            message: words(&assertion.error_message, env)
                .unwrap_or_else(|| self.rule.id.to_string()),
            help: assertion.help.as_ref().and_then(|help| words(help, env)),
            url: Arc::clone(&self.rule.url),
            span,
            related,
            address: self.address(),
            block: Some(self.block.header),
            instances: vec![self.block.address.clone()],
            extent: Extent::All,
            occasion: Some(Occasion {
                condition: assertion.condition.span,
                element: self.element(env),
            }),
            // Half a block is not written into.
            fix: assertion
                .fix
                .as_ref()
                .filter(|_| self.block.is_whole)
                .and_then(|recipe| fix::fix(recipe, self.block, at.as_ref(), env, self.sources)),
            is_named: true,
        }
    }
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

/// The text of a message. What is not known in it is named by what it stands for, and what is sensitive is not said.
fn words(message: &Expr, env: Environment) -> Option<String> {
    let value = eval(message, env.for_people());
    let Data::String(text) = &value.data else { return None };
    let piece = |piece: &Piece| match piece {
        Piece::Known(text) => text.to_string(),
        Piece::Unknown(Some(symbol)) => format!("${{{symbol}}}"),
        Piece::Unknown(None) => "...".to_owned(),
    };
    if value.is_sensitive() { None } else { Some(text.pieces().iter().map(piece).collect()) }
}
