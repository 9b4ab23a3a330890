//! Text to tree. What cannot be read is reported where it is broken, and all else is read (`recover`).

use super::Body;
use super::describe::describe;
use super::heredoc::misleads;
use super::large;
use super::lower::{Lowering, Refused};
use super::mend::{Mend, mend};
use super::offsets::Offsets;
use super::recover::Recovery;
use super::split::split;
use crate::source::{SourceId, Span};
use hcl_edit::expr::Expression;
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// What was read of a text.
#[derive(Debug, Default)]
pub struct Parsed {
    /// All that could be read.
    pub body: Body,
    /// What Terraform would refuse, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// Whether there may be blocks that could not be read.
    pub incomplete: bool,
}

/// A place that does not follow the syntax.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// The place.
    pub span: Span,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do, where that is known.
    pub help: Option<String>,
}

/// Byte order mark: Terraform passes over it, hcl-edit does not.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads `text`, which begins `base` bytes into the source.
pub(crate) fn parse(source: SourceId, text: &str, base: usize) -> Parsed {
    let blanked =
        text.strip_prefix(BYTE_ORDER_MARK).map(|rest| " ".repeat(BYTE_ORDER_MARK.len()) + rest);
    let text = blanked.as_deref().unwrap_or(text);
    let mut parsed = Parsed::default();
    let whole = match read_at_once(source, text, base) {
        Some(Ok(body)) => return Parsed { body, ..parsed },
        Some(Err(error)) => Some(error),
        None => None,
    };
    let mended = Cell::new(false);
    let read = |range: Range<usize>, errors: &mut Vec<SyntaxError>| {
        item(source, text, base, range, errors, &mended)
    };
    let mut recovery =
        Recovery { source, text, base, read: &read, errors: vec![], incomplete: false };
    parsed.body = recovery.items(split(text), 0, 0);
    (parsed.errors, parsed.incomplete) = (recovery.errors, recovery.incomplete);
    // Each item can be read, and all together cannot: then the way in which they stand together is wrong.
    if !mended.get()
        && parsed.errors.is_empty()
        && let Some(whole) = whole
    {
        parsed.incomplete = true;
        parsed.errors.push(whole);
    }
    parsed.errors.sort_by_key(|error| error.span.start);
    parsed
}

/// Reads one item, and notes whether it had to be mended.
fn item(
    source: SourceId,
    text: &str,
    base: usize,
    range: Range<usize>,
    errors: &mut Vec<SyntaxError>,
    has_mended: &Cell<bool>,
) -> Result<Body, SyntaxError> {
    let base = base + range.start;
    // With the end of its line, which tells an error at the end of the item from one at its last byte.
    let rest = text.get(range.end..).unwrap_or_default();
    let line_end =
        ["\r\n", "\n"].iter().find(|end| rest.starts_with(**end)).map_or(0, |end| end.len());
    let text = text.get(range.start..range.end + line_end).unwrap_or_default();
    if let Some(Ok(body)) = read_at_once(source, text, base) {
        return Ok(body);
    }
    let mended = mend(text);
    let body = parse_item(source, &mended.text, text, base, &mended.mends)?;
    has_mended.set(has_mended.get() || mended.changed);
    let span = |at: &Range<usize>| Span::new(source, base + at.start, base + at.end);
    errors.extend(mended.mends.iter().map(|mend| match mend {
        Mend::Escape { at } => invalid_escape(span(at)),
        Mend::HeredocEnd { at } => heredoc_end(span(at)),
        Mend::MapBlock { name } => quoted_names(span(name)),
    }));
    Ok(body)
}

fn invalid_escape(span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: r"invalid escape sequence `\*`".to_owned(),
        help: Some(
            "write `*`: the backslash in the provider's documentation is Markdown's".to_owned(),
        ),
    }
}

fn quoted_names(span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: "argument names must not be quoted".to_owned(),
        help: Some("put `=` before the brace if this is a map".to_owned()),
    }
}

fn heredoc_end(span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: "the end marker of a heredoc must be alone on its line".to_owned(),
        help: Some("move what follows it to the next line".to_owned()),
    }
}

/// Reads a text without mending it, unless it could be misread.
fn read_at_once(source: SourceId, text: &str, base: usize) -> Option<Result<Body, SyntaxError>> {
    (!misleads(text)).then(|| parse_item(source, text, text, base, &[]))
}

/// Reads a text, given as it was written too.
fn parse_item(
    source: SourceId,
    text: &str,
    written: &str,
    base: usize,
    mends: &[Mend],
) -> Result<Body, SyntaxError> {
    let map_block = |mend: &Mend| match mend {
        Mend::MapBlock { name } => Some(name.clone()),
        Mend::Escape { .. } | Mend::HeredocEnd { .. } => None,
    };
    let map_blocks: Vec<Range<usize>> = mends.iter().filter_map(map_block).collect();
    let mended_escapes = mends.iter().any(|mend| matches!(mend, Mend::Escape { .. }));
    let (map_blocks, refused, large) = (&map_blocks, &Cell::new(None), &large::Read::default());
    let offsets = &Offsets::from(base);
    let lowering = Lowering {
        source,
        offsets,
        text,
        written,
        mended_escapes,
        map_blocks,
        refused,
        large,
        heredoc: None,
    };
    let mut rest = Cow::Borrowed(text);
    for object in large::objects(text) {
        let mut entries = Vec::new();
        for (start, portion) in object.portions(&rest) {
            let offsets = Offsets::from(base + start);
            let read = hcl_edit::parser::parse_expr(&portion);
            let read = read.map_err(|error| describe(source, &portion, &offsets, &error))?;
            let Expression::Object(read) = read else { continue };
            // What was mended has the length that it had.
            let written = written.get(start..).unwrap_or_default();
            let lowering = Lowering { text: &portion, written, offsets: &offsets, ..lowering };
            entries.extend(lowering.entries(&read));
        }
        large.borrow_mut().insert(base + object.start(), entries);
        rest = object.blank(rest);
    }
    match hcl_edit::parser::parse_body(&rest) {
        Ok(body) => {
            let body = Lowering { text: &rest, ..lowering }.file(body);
            match refused.get() {
                None => Ok(body),
                Some(Refused { span, message }) => {
                    Err(SyntaxError { span, message: message.to_owned(), help: None })
                }
            }
        }
        Err(error) => Err(describe(source, &rest, offsets, &error)),
    }
}
