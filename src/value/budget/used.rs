//! What work takes of a tree's allowance: who does not do it again takes the same.

use super::{IS_SCANT, Left, NOTED, OF_TREE};

/// What was taken of the tree's allowance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Used {
    steps: u64,
    bytes: u64,
}

/// Does some work; with it, what it took of the tree's allowance, unless something was beyond a bound.
pub(crate) fn measured<T>(work: impl FnOnce() -> T) -> (T, Option<Used>) {
    let (before, noted) = (OF_TREE.get(), NOTED.get());
    let result = work();
    let after = OF_TREE.get();
    let used = Used {
        steps: before.steps.saturating_sub(after.steps),
        bytes: before.bytes.saturating_sub(after.bytes),
    };
    (result, (noted == NOTED.get() && !IS_SCANT.get()).then_some(used))
}

/// Takes from the tree's allowance what work took that is not done again.
pub(crate) fn charge(used: Used) {
    let tree = OF_TREE.get();
    if tree != Left::ALL {
        OF_TREE.set(Left {
            steps: tree.steps.saturating_sub(used.steps),
            bytes: tree.bytes.saturating_sub(used.bytes),
        });
    }
}

/// Whether something in the tree had less than it may take: then it matters what else was computed.
pub(crate) fn is_scant() -> bool {
    IS_SCANT.get()
}

#[cfg(test)]
mod tests {
    use super::super::{alone, for_tree, steps};
    use super::{Used, charge, is_scant, measured};
    use crate::source::{SourceId, Span};

    fn take(count: u64) {
        alone(Span::new(SourceId::PAGE, 0, 1), || _ = steps(count));
    }

    #[test]
    fn what_was_taken_once_is_taken_again_without_the_work() {
        let left = |work: &dyn Fn()| for_tree(0, || measured(work).1).0;
        let used = left(&|| take(1_000));
        assert_eq!(used, Some(Used { steps: 1_000, bytes: 0 }));
        assert_eq!(left(&|| charge(used.unwrap())), used);
    }

    #[test]
    fn of_a_tree_that_has_taken_much_nothing_is_known() {
        for_tree(0, || {
            assert!(measured(|| take(1_900_000)).1.is_some() && !is_scant());
            take(1_900_000);
            assert!(measured(|| take(1)).1.is_none() && is_scant());
        });
        for_tree(0, || assert!(!is_scant()));
    }
}
