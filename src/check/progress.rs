//! How far a run has come.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many root modules a run checks, and how many of them it has checked.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    roots: AtomicUsize,
    checked: AtomicUsize,
}

impl Progress {
    /// Notes how many there are, once they are found.
    pub(crate) fn begin(&self, roots: usize) {
        self.checked.store(0, Ordering::Relaxed);
        self.roots.store(roots, Ordering::Relaxed);
    }

    /// Notes that one has been checked.
    pub(crate) fn step(&self) {
        self.checked.fetch_add(1, Ordering::Relaxed);
    }

    /// How many have been checked, and how many there are; `None` while they are looked for.
    pub(crate) fn so_far(&self) -> Option<(usize, usize)> {
        let roots = self.roots.load(Ordering::Relaxed);
        (roots > 0).then(|| (self.checked.load(Ordering::Relaxed), roots))
    }
}
