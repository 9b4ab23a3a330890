//! Pages as programs. What a page says of a resource type is compiled when the first block of the type asks for it: names
//! become places, functions are found, and what depends on the type alone is computed once. The steps of a program are the
//! evaluator's own.

mod call;
mod code;
mod compile;
mod doubt;
mod frame;
mod known;
mod row;
mod run;
mod table;

pub(super) use frame::{Frame, Locals, empty};
pub(super) use row::{Each, Row};
pub(super) use table::Table;

pub(super) use code::{Code, Made};
pub(super) use compile::compile;
pub(super) use doubt::{Doubt, about_condition, about_value};
