//! A bug in the program is not the end of a run: the module tree that met it is given up, and that is said.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

/// A tree that was not checked, since the program has a bug.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bug {
    /// The folder of the root.
    pub dir: PathBuf,
    /// What went wrong, and where in the program.
    pub message: String,
}

/// What panics said that nobody has asked for, with their threads.
static LAST: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// Keeps what panics say for whoever catches them, in place of printing it.
pub(crate) fn keep_panics() {
    panic::set_hook(Box::new(|info| {
        let said = (thread::current().id(), info.to_string().replace('\n', " "));
        LAST.lock().unwrap_or_else(PoisonError::into_inner).push(said);
    }));
}

/// What the last panic of this thread said, or else of any.
pub(crate) fn last_panic() -> String {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let own = thread::current().id();
    let position = last.iter().rposition(|(thread, _)| *thread == own);
    let position = position.or_else(|| last.len().checked_sub(1));
    let said = position.map(|position| last.swap_remove(position).1);
    said.unwrap_or_else(|| "it panicked".to_owned())
}

/// Does the work for a tree. What it leaves behind is dropped where it panics, and nobody else has it.
pub(super) fn guarded<T>(dir: &Path, work: impl FnOnce() -> T) -> Result<T, Bug> {
    panic::catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| Bug { dir: dir.to_path_buf(), message: last_panic() })
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use std::path::Path;

    #[test]
    fn a_panic_is_caught_and_says_of_which_tree_it_is() {
        assert_eq!(guarded(Path::new("a"), || 1).unwrap(), 1);
        let bug = guarded(Path::new("a"), || -> u8 { panic!("this is a test") }).unwrap_err();
        assert_eq!(bug.dir, Path::new("a"));
        assert!(!bug.message.is_empty());
    }
}
