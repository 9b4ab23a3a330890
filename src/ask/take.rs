//! Takes the arguments of a call from a page. How many there are, and what constants are, was looked at when the page was
//! read; whatever else is not of the wanted kind is not known.

use crate::convert::{Stop, to_text_or_unknown};
use crate::value::{BlockValue, Data, Text, Value};
use std::sync::Arc;

pub(crate) fn arg(args: &[Value], position: usize) -> Result<&Value, Stop> {
    args.get(position).ok_or(Stop::Unknown)
}

/// The instance of a block.
pub(crate) fn block(args: &[Value], position: usize) -> Result<&Arc<BlockValue>, Stop> {
    match &arg(args, position)?.data {
        Data::Block(block) => Ok(block),
        _ => Err(Stop::Unknown),
    }
}

/// A text, of which perhaps nothing is known.
pub(crate) fn text(args: &[Value], position: usize) -> Result<Text, Stop> {
    to_text_or_unknown(arg(args, position)?).ok_or(Stop::Unknown)
}

/// A text that is wholly known.
pub(crate) fn known(args: &[Value], position: usize) -> Result<&str, Stop> {
    arg(args, position)?.as_str().ok_or(Stop::Unknown)
}
