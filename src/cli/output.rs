//! Standard output and standard error.

use super::Failure;
use crate::report;
use std::io::{ErrorKind, IsTerminal as _, Write as _};

/// Writes to standard output. Whoever reads may have had enough: a closed pipe is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Writes a text of the user's to standard output: as it is, but on a terminal, which would take orders from it.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() { print(&report::visible(text)) } else { print(text) }
}

/// Says something on standard error beside what is found.
pub(super) fn note(text: &str) {
    // There is nowhere else to say it.
    let _ = std::io::stderr().write_all(report::visible(text).as_bytes());
}

/// Says on standard error why the work could not be done.
pub(super) fn error(failure: &Failure) {
    let color = std::io::stderr().is_terminal() && wants_color();
    // There is nowhere else to say it.
    let _ = std::io::stderr().write_all(report::failure(failure, color).as_bytes());
}

/// Whether standard output shows colours: on a terminal, and unless `NO_COLOR` is set (<https://no-color.org>).
pub(super) fn is_colorful() -> bool {
    std::io::stdout().is_terminal() && wants_color()
}

fn wants_color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
