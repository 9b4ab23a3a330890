//! How much the evaluation of a tree of modules may take. Counted where values are made, and never by the clock, so that
//! the same configuration always has the same findings.
//!
//! Each expression that has a name of its own (a local value, an argument, an output) has an allowance, and so one that
//! takes too much does not take it from the others. What is beyond is Unknown, and the place is kept to be reported.

mod size;
mod used;

pub(crate) use size::Size;
pub(crate) use used::{Used, charge, is_scant, measured};

use crate::source::{SourceId, Span};
use crate::spelling;
use std::cell::{Cell, RefCell};
use std::fmt;

/// Steps of one expression: about a fifth of a second. The largest that was seen in public takes 60,000.
const EXPRESSION_STEPS: u64 = 2_000_000;
/// Bytes that one expression makes, kept or not. The largest that was seen in public makes 2 MB.
const EXPRESSION_BYTES: u64 = 24 << 20;
/// The same of all expressions of a tree, without what its size allows: about half a second, and what fits into the memory
/// of the smallest machine that runs checks.
const TREE_STEPS: u64 = 4_000_000;
const TREE_BYTES: u64 = 40 << 20;
/// What each byte of a tree's texts adds to that: a larger configuration may take longer.
const STEPS_OF_BYTE: u64 = 100;
const BYTES_OF_BYTE: u64 = 200;
/// What an expression may take where the tree has used up all: what people write mostly takes less.
const LEAST_STEPS: u64 = 500;
const LEAST_BYTES: u64 = 64 << 10;
/// Bytes of a string: what a file that is read has at most.
pub(crate) const MAX_TEXT: usize = 1 << 20;
/// A look at what is lighter costs nothing beside the step that asks for it.
const LIGHT: u32 = 16;
/// Bytes of a value with the place that it was written at.
const BYTES_OF_VALUE: u64 = 96;
/// Bytes of a node of a mapping, with room for eleven entries.
const BYTES_OF_NODE: u64 = 1200;
/// Bytes of a type within another one.
const BYTES_OF_TYPE: u64 = 64;
/// Calls of modules in a tree, each for each of its instances. The largest tree that was seen in public has 40.
const MAX_MODULES: u32 = 2_000;
/// Blocks and arguments of all modules that are called, for each call anew, without what the size of the tree allows: half a
/// second. One call has mostly less than 300.
const MODULE_PARTS: u64 = 100_000;
/// Blocks that the documents of a tree stand for. An API has 300 resources or routes, unless AWS is asked for more, and each
/// makes five to ten of them.
const DOCUMENT_PARTS: usize = 10_000;
/// Bytes of documents that allow a tree more, as its own texts do: those of a large API, or of a few.
const DOCUMENT_BYTES: u64 = MAX_TEXT as u64;
/// Instances of one block.
const MAX_INSTANCES: usize = 10_000;
/// Steps of an instance of a block with a module: it is evaluated, and rules are applied to it.
const STEPS_OF_INSTANCE: u64 = 2_000;
/// Places that are reported of a tree. What else is beyond a bound follows from one of them, or is like it.
const MAX_PLACES: usize = 20;

/// What is beyond a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bound {
    /// The work.
    Work,
    /// The memory.
    Memory,
    /// The size of one value.
    Size,
    /// Calls within calls.
    Depth,
    /// The instances of a block.
    Instances,
    /// The calls of modules.
    Modules,
    /// What is imported from documents.
    Documents,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Work => "takes too many steps to evaluate",
            Self::Memory => "takes too much memory to evaluate",
            Self::Size => "makes too large a value",
            Self::Depth => "nests too deeply",
            Self::Instances => "makes too many instances",
            Self::Modules => "calls too many modules",
            Self::Documents => "is imported from too large a document",
        })
    }
}

/// The expressions that were not evaluated, each once.
pub(crate) type Places = Vec<(Span, Bound)>;

/// What is left of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Left {
    steps: u64,
    bytes: u64,
}

impl Left {
    const ALL: Self = Self { steps: u64::MAX, bytes: u64::MAX };

    /// The same with what so many bytes of text allow.
    fn with_text(self, bytes: u64) -> Self {
        Self {
            steps: self.steps.saturating_add(bytes.saturating_mul(STEPS_OF_BYTE)),
            bytes: self.bytes.saturating_add(bytes.saturating_mul(BYTES_OF_BYTE)),
        }
    }
}

thread_local! {
    /// Of the expression that is evaluated.
    static STEPS: Cell<u64> = const { Cell::new(u64::MAX) };
    static BYTES: Cell<u64> = const { Cell::new(u64::MAX) };
    /// What the expression is beyond.
    static BEYOND: Cell<Option<Bound>> = const { Cell::new(None) };
    /// Of the tree.
    static OF_TREE: Cell<Left> = const { Cell::new(Left::ALL) };
    static PLACES: RefCell<Places> = const { RefCell::new(Vec::new()) };
    static CALLS: Cell<Calls> = const { Cell::new(Calls::ALL) };
    /// Whether something had less than it may take, since the tree has taken much.
    static IS_SCANT: Cell<bool> = const { Cell::new(false) };
    /// How often something was beyond a bound.
    static NOTED: Cell<u64> = const { Cell::new(0) };
}

/// The calls of modules that are left of a tree, and the blocks of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Calls {
    modules: u32,
    parts: u64,
    of_documents: usize,
    bytes_of_documents: u64,
}

impl Calls {
    const ALL: Self = Self {
        modules: u32::MAX,
        parts: u64::MAX,
        of_documents: usize::MAX,
        bytes_of_documents: 0,
    };
}

/// Does the work of a tree whose texts have that many bytes; with it, what was beyond a bound. A thread that waits for
/// others may do the work of another tree meanwhile.
pub(crate) fn for_tree<T>(bytes_of_texts: u64, work: impl FnOnce() -> T) -> (T, Places) {
    let allowance = Left { steps: TREE_STEPS, bytes: TREE_BYTES }.with_text(bytes_of_texts);
    let before = (STEPS.replace(u64::MAX), BYTES.replace(u64::MAX), BEYOND.take());
    let is_scant = IS_SCANT.replace(false);
    let calls = Calls {
        modules: MAX_MODULES,
        parts: MODULE_PARTS.saturating_add(bytes_of_texts),
        of_documents: DOCUMENT_PARTS,
        bytes_of_documents: DOCUMENT_BYTES,
    };
    let (tree, outer) = (OF_TREE.replace(allowance), PLACES.take());
    let _restore = Restore { before, is_scant, tree, outer, calls: CALLS.replace(calls) };
    let result = spelling::bounded(work);
    let mut places = PLACES.take();
    places.sort_unstable();
    places.dedup_by_key(|(span, _)| *span);
    (result, places)
}

/// Puts back what was there, whatever happens.
struct Restore {
    /// The steps and bytes of an expression, and what it was beyond.
    before: (u64, u64, Option<Bound>),
    is_scant: bool,
    tree: Left,
    outer: Places,
    calls: Calls,
}

impl Drop for Restore {
    fn drop(&mut self) {
        let (steps, bytes, beyond) = self.before;
        STEPS.set(steps);
        BYTES.set(bytes);
        BEYOND.set(beyond);
        IS_SCANT.set(self.is_scant);
        OF_TREE.set(self.tree);
        PLACES.set(std::mem::take(&mut self.outer));
        CALLS.set(self.calls);
    }
}

/// Evaluates something with an allowance of its own; `span` is what is reported where that is not enough.
pub(crate) fn alone<T>(span: Span, evaluate: impl FnOnce() -> T) -> T {
    let tree = OF_TREE.get();
    if tree.steps < EXPRESSION_STEPS || tree.bytes < EXPRESSION_BYTES {
        IS_SCANT.set(true);
    }
    let own = Left {
        steps: tree.steps.clamp(LEAST_STEPS, EXPRESSION_STEPS),
        bytes: tree.bytes.clamp(LEAST_BYTES, EXPRESSION_BYTES),
    };
    let outer = Outer {
        steps: STEPS.replace(own.steps),
        bytes: BYTES.replace(own.bytes),
        beyond: BEYOND.take(),
        own,
        span,
    };
    let result = evaluate();
    drop(outer);
    result
}

/// The allowance around the one that is used.
struct Outer {
    steps: u64,
    bytes: u64,
    beyond: Option<Bound>,
    own: Left,
    span: Span,
}

impl Drop for Outer {
    fn drop(&mut self) {
        let used = Left {
            steps: self.own.steps.saturating_sub(STEPS.replace(self.steps)),
            bytes: self.own.bytes.saturating_sub(BYTES.replace(self.bytes)),
        };
        let tree = OF_TREE.get();
        if tree != Left::ALL {
            OF_TREE.set(Left {
                steps: tree.steps.saturating_sub(used.steps),
                bytes: tree.bytes.saturating_sub(used.bytes),
            });
        }
        if let Some(bound) = BEYOND.replace(self.beyond) {
            note(self.span, bound);
        }
    }
}

/// Keeps a place to be reported. The words of a page are no place of the user's.
pub(crate) fn note(span: Span, bound: Bound) {
    NOTED.set(NOTED.get() + 1);
    if span.source == SourceId::PAGE {
        return;
    }
    PLACES.with_borrow_mut(|places| {
        if places.len() < MAX_PLACES && places.iter().all(|(known, _)| *known != span) {
            places.push((span, bound));
        }
    });
}

/// Notes that a value is not computed, since it is beyond that bound.
pub(crate) fn beyond(bound: Bound) {
    if BEYOND.get().is_none() {
        BEYOND.set(Some(bound));
    }
}

/// Whether nothing is left: what is evaluated is Unknown from here on.
pub(crate) fn is_spent() -> bool {
    STEPS.get() == 0
}

/// Takes that many steps; whether they were left.
pub(crate) fn steps(count: u64) -> bool {
    take(&STEPS, count, Bound::Work)
}

/// Takes the steps of a look at each pair of that many and that many; whether they were left.
pub(crate) fn pairs(one: usize, other: usize) -> bool {
    // A comparison is less than an evaluation.
    steps((one as u64).saturating_mul(other as u64) / 4)
}

/// Takes that many bytes; whether they were left.
pub(super) fn bytes(count: u64) -> bool {
    let is_left = take(&BYTES, count, Bound::Memory);
    if !is_left {
        STEPS.set(0);
    }
    is_left
}

/// Takes the bytes of that many values; whether they were left.
pub(crate) fn values(count: usize) -> bool {
    bytes((count as u64).saturating_mul(BYTES_OF_VALUE))
}

/// Takes the bytes of a mapping of that many entries; whether they were left.
pub(super) fn entries(count: usize) -> bool {
    // A node is half full, or fuller.
    let nodes = 1 + count as u64 / 6;
    bytes(nodes.saturating_mul(BYTES_OF_NODE))
}

/// Takes the bytes of a type of that size; whether they were left.
pub(super) fn types(size: Size) -> bool {
    size.weight < LIGHT || bytes(u64::from(size.weight).saturating_mul(BYTES_OF_TYPE))
}

fn take(of: &'static std::thread::LocalKey<Cell<u64>>, count: u64, bound: Bound) -> bool {
    let left = of.get();
    if left == u64::MAX {
        return true;
    }
    if left > count {
        of.set(left - count);
        return true;
    }
    of.set(0);
    beyond(bound);
    false
}

/// Takes the steps of a look at all that is in something; whether they were left.
pub(crate) fn look(size: Size) -> bool {
    size.weight < LIGHT || steps(u64::from(size.weight))
}

/// Whether that many instances of a block are told apart: they take from what the tree has left. Of more the block is
/// checked once, with `each` and `count` unknown.
pub(crate) fn instances(count: usize, span: Span) -> bool {
    let tree = OF_TREE.get();
    let steps = (count as u64).saturating_mul(STEPS_OF_INSTANCE);
    if tree == Left::ALL || count < 2 {
        return true;
    }
    if steps > tree.steps {
        IS_SCANT.set(true);
    }
    if steps > tree.steps || count > MAX_INSTANCES {
        note(span, Bound::Instances);
        return false;
    }
    OF_TREE.set(Left { steps: tree.steps - steps, ..tree });
    true
}

/// Whether one more call of a module is followed, of one that has that many blocks and arguments: they take from what the tree
/// has left. `span` is that of the call.
pub(crate) fn call(parts: usize, span: Span) -> bool {
    let left = CALLS.get();
    if left == Calls::ALL {
        return true;
    }
    let (modules, parts) = (left.modules.checked_sub(1), left.parts.checked_sub(parts as u64));
    let (Some(modules), Some(parts)) = (modules, parts) else {
        note(span, Bound::Modules);
        return false;
    };
    CALLS.set(Calls { modules, parts, ..left });
    true
}

/// Whether that many more blocks are made of what a document says: they take from what the tree has left.
pub(crate) fn derived(count: usize) -> bool {
    let left = CALLS.get();
    if left == Calls::ALL {
        return true;
    }
    let rest = left.of_documents.checked_sub(count);
    if rest.is_none() {
        beyond(Bound::Documents);
    }
    CALLS.set(Calls { of_documents: rest.unwrap_or(0), ..left });
    rest.is_some()
}

/// Allows a tree more for a document of that many bytes.
pub(crate) fn allow_document(bytes: usize) {
    let left = CALLS.get();
    let allowed = left.bytes_of_documents.min(bytes as u64);
    if left != Calls::ALL && allowed > 0 {
        CALLS.set(Calls { bytes_of_documents: left.bytes_of_documents - allowed, ..left });
        OF_TREE.set(OF_TREE.get().with_text(allowed));
    }
}
