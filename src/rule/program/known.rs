//! What is computed once for each argument of a resource type.

use super::code::Code;
use super::{Frame, Table};
use crate::value::{Sensitive, Value};
use hashbrown::HashMap;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A value that depends on the resource type and `each.key` alone.
#[derive(Debug)]
pub(in crate::rule) struct ByKey {
    /// By the names that the schema of the type has.
    known: HashMap<Arc<str>, OnceLock<Value>>,
    code: Code,
}

impl ByKey {
    pub(super) fn new(code: Code, table: &Table) -> Self {
        let known = table.names().iter().map(|name| (Arc::clone(name), OnceLock::new()));
        Self { known: known.collect(), code }
    }

    pub(super) fn value<'f>(&'f self, frame: &'f Frame) -> Cow<'f, Value> {
        let key = frame.each.map(|(key, _)| key).filter(|key| key.sensitive == Sensitive::No);
        match key.and_then(Value::as_str).and_then(|key| self.known.get(key)) {
            Some(known) => Cow::Borrowed(known.get_or_init(|| self.code.value(frame).into_owned())),
            None => self.code.value(frame),
        }
    }
}
