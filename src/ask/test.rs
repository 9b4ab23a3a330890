//! For tests: of a provider of which nothing is known.

use super::{Findable, Function, Knowledge, Words};
use crate::graph::{Gives, Handing};
use crate::value::{BlockValue, Symbol};
use crate::world::{Facts, Imports, World};
use std::sync::Arc;

pub(crate) const FACTS: Facts = Facts {
    handing: Handing {
        gives: |_| Gives::Nothing,
        carries: |_, _| &[],
        tells: |_, taken, wanted| taken == wanted,
    },
    identifies: |_| None,
    imports: Imports { types: &[], argument: "body", blocks: |_, _| Vec::new() },
};

#[derive(Debug)]
pub(crate) struct Nothing;

impl Knowledge for Nothing {
    fn functions(&self) -> &'static [&'static [Function]] {
        &[]
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn assigns(&self, _: &str, _: &str) -> bool {
        false
    }

    fn is_never_empty(&self, _: &Symbol) -> bool {
        false
    }

    fn is_known_after_apply(&self, _: &Symbol) -> bool {
        false
    }

    fn found_by_name(&self, _: &Arc<BlockValue>, _: &World) -> Option<Findable> {
        None
    }

    fn words(&self, _: &str) -> Option<&'static Words> {
        None
    }

    fn is_deaf(&self, _: &str) -> bool {
        false
    }
}
