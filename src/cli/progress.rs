//! How far a long run has come, on a terminal, gone when it is done.

use crate::check::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A run that is over before that shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often what is shown changes.
const TICK: Duration = Duration::from_millis(100);

/// Shows how far a run has come, for as long as it is there.
pub(super) struct Shown(Option<(Sender<()>, JoinHandle<()>)>);

impl Shown {
    /// On standard error, if that is a terminal which can take back what it shows.
    pub(super) fn begin(progress: &Arc<Progress>) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if is_dumb || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let (end, ended) = channel();
        let progress = Arc::clone(progress);
        let show = move || show(&progress, &ended, PATIENCE, ProgressDrawTarget::stderr());
        Self(Some((end, std::thread::spawn(show))))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.0.take() {
            drop(end);
            // What is found is printed where this stood. It cannot have failed in a way that matters.
            let _ = thread.join();
        }
    }
}

fn show(progress: &Progress, ended: &Receiver<()>, patience: Duration, target: ProgressDrawTarget) {
    let goes_on = |wait| ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
    if !goes_on(patience) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, target);
    // A style without colours, of which every part is known.
    bar.set_style(
        ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    loop {
        bar.set_message(words(progress.so_far()));
        bar.tick();
        if !goes_on(TICK) {
            break;
        }
    }
    bar.finish_and_clear();
}

fn words(so_far: Option<(usize, usize)>) -> String {
    match so_far {
        Some((checked, roots)) => format!("Checked {checked} of {roots} root modules"),
        None => "Looking for modules".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PATIENCE, show};
    use crate::check::Progress;
    use indicatif::{InMemoryTerm, ProgressDrawTarget};
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn it_says_how_far_it_is_and_is_gone_afterwards() {
        let (term, progress) = (InMemoryTerm::new(4, 60), Progress::default());
        let (end, ended) = channel::<()>();
        let target = ProgressDrawTarget::term_like(Box::new(term.clone()));
        std::thread::scope(|scope| {
            let progress = &progress;
            let shown = scope.spawn(move || show(progress, &ended, Duration::ZERO, target));
            let wait_for = |words: &str| {
                while term.contents() != words {
                    assert!(!shown.is_finished(), "{}", term.contents());
                    std::thread::yield_now();
                }
            };
            wait_for("Looking for modules");
            progress.begin(2);
            progress.step();
            wait_for("Checked 1 of 2 root modules");
            drop(end);
            shown.join().unwrap();
        });
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn a_short_run_shows_nothing() {
        let term = InMemoryTerm::new(4, 60);
        let (end, ended) = channel();
        drop(end);
        let target = ProgressDrawTarget::term_like(Box::new(term.clone()));
        show(&Progress::default(), &ended, PATIENCE, target);
        assert_eq!(term.moves_since_last_check(), "");
    }
}
