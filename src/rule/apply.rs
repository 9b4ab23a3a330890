//! Applies rules to a module: only a condition that is certainly False is a finding.

use super::index::{Part, Parts};
use super::program::{Doubt, Frame, Locals, Made, Row, about_condition, empty};
use super::quiet::{Quiet, Said};
use super::target::Target;
use super::{Declared, Rule, Rules};
use crate::ask::Site;
use crate::finding::{Fails, Finding};
use crate::scope::ModuleScope;
use crate::source::{Sources, Span};
use crate::value::budget;
use crate::value::{BlockValue, Data, Truth, Value};
use crate::world::{Derived, World, instances};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What came of applying rules.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// The findings, each with its rule, in the order of the rules and of their parts.
    pub(crate) findings: Vec<(Arc<Rule>, Finding)>,
    /// What rules could not say.
    pub(crate) undecided: Vec<Undecided>,
    /// The headers of the blocks that rules are about and that have instances.
    pub(crate) blocks: BTreeSet<Span>,
}

/// A rule that could not say whether a block is right.
#[derive(Debug)]
pub(crate) struct Undecided {
    pub(crate) rule: Arc<str>,
    /// The position of the block in the module.
    pub(crate) position: usize,
    /// The header of the block; of one that a document stands for, where the document says it.
    pub(crate) header: Span,
    /// What is not known, if that is asked for.
    pub(crate) because: Option<Because>,
}

/// What is not known of a block.
#[derive(Debug)]
pub(crate) struct Because {
    /// The address of the block.
    pub(crate) address: String,
    /// What that is, a sentence each.
    pub(crate) unknown: BTreeSet<String>,
}

/// Applies rules to all blocks of a module that they are about. `explains` asks for what is not known where that leaves
/// something undecided.
pub(crate) fn apply<'t>(
    rules: &Rules<impl Declared>,
    module: &ModuleScope<'t>,
    world: &World<'t>,
    sources: &Sources,
    explains: bool,
    quiet: Option<&Quiet>,
) -> Applied {
    let site = |is_of_document| site(rules, module, world, is_of_document);
    let (written, imported) = (site(false), site(true));
    let mut applying = Applying { quiet, ..Applying::at(&written, sources, explains) };
    for r#type in module.module.types() {
        if let Some(parts) = rules.about_type(r#type) {
            applying.all(parts, module.module.resources(r#type));
        }
    }
    for kind in module.module.kinds() {
        if let Some(parts) = rules.about_kind(kind) {
            applying.all(parts, module.module.positions_of_kind(kind));
        }
    }
    applying.site = &imported;
    applying.quiet = None;
    applying.documents(rules);
    applying.end()
}

/// Applies rules to what the documents of a module say, and not to what it declares itself.
pub(crate) fn apply_to_documents<'t>(
    rules: &Rules<impl Declared>,
    module: &ModuleScope<'t>,
    world: &World<'t>,
    sources: &Sources,
    explains: bool,
) -> Applied {
    let site = site(rules, module, world, true);
    let mut applying = Applying::at(&site, sources, explains);
    applying.documents(rules);
    applying.end()
}

/// Where rules are applied: to what a module declares itself, or to what its documents say.
fn site<'a, 't>(
    rules: &'a Rules<impl Declared>,
    module: &'a ModuleScope<'t>,
    world: &'a World<'t>,
    is_of_document: bool,
) -> Site<'a, 't> {
    Site::new(module, world, rules.knowledge(), is_of_document)
}

/// Where a finding stands among those of a module: by rule, part, type of the part, and block.
type Order = ([usize; 3], usize);

struct Applying<'a, 't> {
    site: &'a Site<'a, 't>,
    sources: &'a Sources,
    explains: bool,
    /// What is known of blocks that are written.
    quiet: Option<&'a Quiet>,
    found: Vec<(Order, Arc<Rule>, Finding)>,
    applied: Applied,
}

impl<'a, 't> Applying<'a, 't> {
    fn at(site: &'a Site<'a, 't>, sources: &'a Sources, explains: bool) -> Self {
        let applied = Applied::default();
        Self { site, sources, explains, quiet: None, found: Vec::new(), applied }
    }
}

impl Applying<'_, '_> {
    /// Applies rules to the blocks that the documents of the module stand for.
    fn documents(&mut self, rules: &Rules<impl Declared>) {
        let (module, world) = (self.site.module(), self.site.world());
        let mut by_name: BTreeMap<&str, Vec<&Derived>> = BTreeMap::new();
        for block in world.derived_in(&module.path, self.sources) {
            by_name.entry(block.found.block.resource_type()).or_default().push(block);
        }
        for (name, blocks) in by_name {
            if let Some(parts) = rules.about_type(name) {
                self.imported(parts, &blocks, holds_in_documents);
            } else if let Some(parts) = rules.about_kind(name) {
                self.imported(parts, &blocks, |_| true);
            }
        }
    }

    /// What came of it, in the order of the rules.
    fn end(self) -> Applied {
        let Self { mut found, mut applied, .. } = self;
        found.sort_by_key(|(order, ..)| *order);
        applied.findings = found.into_iter().map(|(_, rule, finding)| (rule, finding)).collect();
        applied
    }

    /// Applies parts of rules to the blocks at these positions.
    fn all(&mut self, parts: &Parts, positions: &[usize]) {
        if positions.is_empty() {
            return;
        }
        let of_module = empty(parts.table.used().0);
        let frame = Frame { of_module: &of_module, ..Frame::new(&parts.table, Some(self.site)) };
        for position in positions {
            for block in instances(self.site.module(), *position) {
                self.applied.blocks.insert(block.header);
                let made = block.made.as_ref();
                self.block(
                    parts,
                    *position,
                    &block,
                    |part| made.is_none() || is_later(part),
                    frame,
                );
                // Where others may have changed what `ignore_changes` names.
                if let Some(made) = made {
                    self.block(parts, *position, made, |part| !is_later(part), frame);
                }
            }
        }
    }

    /// Applies parts of rules to blocks that documents stand for.
    fn imported(&mut self, parts: &Parts, blocks: &[&Derived], is_about: fn(&Part) -> bool) {
        let of_module = empty(parts.table.used().0);
        let frame = Frame { of_module: &of_module, ..Frame::new(&parts.table, Some(self.site)) };
        for Derived { position, found, .. } in blocks.iter().copied() {
            self.block(parts, *position, &found.block, is_about, frame);
        }
    }

    fn block(
        &mut self,
        parts: &Parts,
        position: usize,
        block: &Arc<BlockValue>,
        is_about: impl Fn(&Part) -> bool,
        frame: Frame,
    ) {
        let itself = Value::new(Data::Block(Arc::clone(block)));
        let of_block = empty(parts.table.used().1);
        let frame = Frame { itself: &itself, of_block: &of_block, ..frame };
        #[cfg(test)]
        super::agreement::check(parts, block, frame);
        // Whoever wants explanations asks for all of it again.
        let Some(quiet) = self.quiet.filter(|_| !self.explains) else {
            for part in parts.parts.iter().filter(|part| is_about(part)) {
                Judging { applying: self, block, order: (part.order, position), part }.part(frame);
            }
            return;
        };
        let known = quiet.of(block);
        let mut all = known.unwrap_or_else(|| vec![Said::Unknown; parts.parts.len()].into());
        for (part, said) in parts.parts.iter().zip(Arc::make_mut(&mut all)) {
            if is_about(part) {
                let order = (part.order, position);
                let mut judging = Judging { applying: self, block, order, part };
                *said = judging.again(*said, frame);
            }
        }
        quiet.keep(block, all);
    }
}

/// Whether what the part says holds for what a document says too.
fn holds_in_documents(part: &Part) -> bool {
    let [_, number, _] = part.order;
    part.rule.resources.get(number).is_some_and(|part| part.subject.documents)
}

/// Whether the rule is about the block some time after it was made.
fn is_later(part: &Part) -> bool {
    match part.rule.fails {
        Fails::Plan | Fails::Apply | Fails::Open | Fails::Never => false,
        Fails::Deploy | Fails::Call => true,
    }
}

/// A part of a rule at a block.
struct Judging<'j, 'a, 't> {
    applying: &'j mut Applying<'a, 't>,
    block: &'j Arc<BlockValue>,
    order: Order,
    part: &'j Part,
}

impl Judging<'_, '_, '_> {
    fn undecided(&mut self, why: impl FnOnce() -> BTreeSet<Doubt>) {
        let because = self.applying.explains.then(|| {
            // It takes nothing from what is evaluated otherwise.
            let (doubts, _) = budget::for_tree(0, || budget::alone(self.block.header, why));
            Because {
                address: self.block.described(),
                unknown: doubts.iter().map(|doubt| doubt.words(self.applying.sources)).collect(),
            }
        });
        let (_, position) = self.order;
        let rule = Arc::clone(&self.part.rule.id);
        let header = self.block.header;
        self.applying.applied.undecided.push(Undecided { rule, position, header, because });
    }

    /// What the part says; nothing is computed again if that is known.
    fn again(&mut self, known: Said, frame: Frame) -> Said {
        if let Said::Nothing { undecided, used } = known {
            budget::charge(used);
            (0..undecided).for_each(|_| self.undecided(BTreeSet::new));
            return known;
        }
        let before = (self.applying.found.len(), self.applying.applied.undecided.len());
        let site = self.applying.site;
        let (((), has_looked), used) =
            budget::measured(|| site.looking.watched(|| self.part(frame)));
        let undecided = self.applying.applied.undecided.len() - before.1;
        match (used, u32::try_from(undecided)) {
            (Some(used), Ok(undecided)) if !has_looked && self.applying.found.len() == before.0 => {
                Said::Nothing { undecided, used }
            }
            _ => Said::Unknown,
        }
    }

    fn part(&mut self, frame: Frame) {
        let part = self.part;
        if !part.each(frame, |row, frame| self.row(row, frame)) {
            self.undecided(|| part.doubts(frame));
        }
    }

    /// Whether a block is elsewhere in the workspace is asked last, where there is something to report if it is not: what
    /// holds with the blocks that are seen, or is not known, is no finding with others.
    fn row(&mut self, row: &Row, frame: Frame) {
        let asking = &self.applying.site.asking;
        let before = (self.applying.found.len(), self.applying.applied.undecided.len());
        asking.put_off();
        budget::alone(self.block.header, || self.assert(row, frame));
        if asking.resume() && self.applying.found.len() > before.0 {
            self.applying.found.truncate(before.0);
            self.applying.applied.undecided.truncate(before.1);
            budget::alone(self.block.header, || self.assert(row, frame));
        }
    }

    fn assert(&mut self, row: &Row, frame: Frame) {
        let locals = Locals::new();
        let frame = Frame { row: Some(row), locals: Some(&locals), ..frame };
        let truth = |made: &Made| made.code().truth(&frame).unwrap_or(Truth::Unknown);
        let why =
            |made: Option<&Made>| made.map_or_else(BTreeSet::new, |it| about_condition(it, &frame));
        let when = row.when(frame.table);
        match when.map_or(Truth::True, truth) {
            Truth::True => {}
            Truth::False => return,
            Truth::Unknown => return self.undecided(|| why(when)),
        }
        let Some(resource) = row.resource() else { return };
        for (position, assertion) in resource.asserts.iter().enumerate() {
            let condition = row.condition(position, frame.table);
            match condition.map_or(Truth::True, truth) {
                Truth::True => {}
                Truth::False => {
                    let (rule, sources) = (&row.rule, self.applying.sources);
                    let world = self.applying.site.world();
                    let target = Target { rule, resource, block: self.block, world, sources };
                    let finding = target.finding(assertion, &frame);
                    self.applying.found.push((self.order, Arc::clone(rule), finding));
                }
                Truth::Unknown => self.undecided(|| why(condition)),
            }
        }
    }
}
