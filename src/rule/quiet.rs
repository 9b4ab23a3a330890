//! What rules had nothing to say of: who checks nearly the same again need not ask them again.
//!
//! A part of a rule is kept with a block if it found nothing, and if what it computed depends on the block alone. Then it finds
//! nothing in any block that is alike.

use crate::value::budget::Used;
use crate::value::{Address, Alike as _, BlockValue};
use hashbrown::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Blocks of one address that are told apart: a root may be checked with several sets of inputs, and several roots may call
/// their modules alike.
const MAX_ALIKE: usize = 8;

/// What was said of blocks in the last run and in this one.
#[derive(Debug, Default)]
pub(crate) struct Quiet(Mutex<Runs>);

#[derive(Debug, Default)]
struct Runs {
    last: Table,
    this: Table,
    /// How often something was known.
    taken: usize,
}

type Table = HashMap<Address, Vec<(Arc<BlockValue>, Arc<[Said]>)>>;

/// What a part of a rule says of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Said {
    /// It has to be asked.
    #[default]
    Unknown,
    /// It finds nothing, and that many times could not say whether the block is right.
    Nothing { undecided: u32, used: Used },
}

impl Quiet {
    /// Begins another run. What was not asked for in the last one is forgotten.
    pub(crate) fn begin(&self) {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let this = std::mem::take(&mut runs.this);
        let gone = std::mem::replace(&mut runs.last, this);
        // Nobody waits for it.
        rayon::spawn(move || drop(gone));
    }

    /// Of the blocks of this run, how many parts are known to have nothing to say, and how many have to be asked; and of how many blocks
    /// something was known already.
    #[cfg(test)]
    pub(crate) fn counts(&self) -> [usize; 3] {
        let runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = runs.this.values().flatten().flat_map(|(_, said)| said.iter());
        let (open, known): (Vec<&Said>, Vec<&Said>) = said.partition(|it| **it == Said::Unknown);
        [known.len(), open.len(), runs.taken]
    }

    /// What the parts of the rules about blocks of its type say of a block, if that is known.
    pub(super) fn of(&self, block: &Arc<BlockValue>) -> Option<Arc<[Said]>> {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tables = [&runs.this, &runs.last];
        let mut known = tables.iter().filter_map(|table| table.get(&block.address)).flatten();
        let said = known.find(|(known, _)| known.is_alike(block)).map(|(_, said)| Arc::clone(said));
        runs.taken += usize::from(said.is_some());
        said
    }

    /// Notes what they say of a block.
    pub(super) fn keep(&self, block: &Arc<BlockValue>, said: Arc<[Said]>) {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = runs.this.entry(block.address.clone()).or_default();
        if known.len() < MAX_ALIKE {
            known.push((Arc::clone(block), said));
        }
    }
}
