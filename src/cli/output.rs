//! Standard output and standard error.

use super::Failure;
use crate::report::{self, Look};
use clap::ValueEnum;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::OnceLock;
use supports_color::Stream;

/// When colours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE` or `TERM=dumb` says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What the command line says.
static COLOR: OnceLock<Color> = OnceLock::new();

/// Notes what the command line says of colours.
pub(super) fn set_color(color: Color) {
    // It says so once.
    let _ = COLOR.set(color);
}

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
    // There is nowhere else to say it.
    let text = report::failure(failure, look(Stream::Stderr));
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// How standard output shows something.
pub(super) fn shown() -> Look {
    look(Stream::Stdout)
}

fn look(stream: Stream) -> Look {
    Look { color: has_color(stream), width: width() }
}

/// The columns of the terminal. Narrower than that nothing can be shown, and wider than that nobody reads.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(seen).unwrap_or(Look::default().width).clamp(40, 160)
}

/// Whether standard output shows colours.
pub(super) fn is_colorful() -> bool {
    has_color(Stream::Stdout)
}

fn has_color(stream: Stream) -> bool {
    match COLOR.get().copied().unwrap_or_default() {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => supports_color::on(stream).is_some_and(|level| level.has_basic),
    }
}
