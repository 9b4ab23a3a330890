//! What is made of a text once, since the same few are asked for again and again.

use hashbrown::HashMap;
use std::sync::{PoisonError, RwLock};

/// How many texts are remembered. Pages and most configurations have fewer.
const MAX_KEPT: usize = 256;

/// What was made of which text.
#[derive(Debug)]
pub(crate) struct Kept<T>(RwLock<HashMap<Box<str>, T>>);

impl<T: Clone> Kept<T> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self(RwLock::default())
    }

    /// What `make` makes of the text.
    pub(crate) fn of(&self, text: &str, make: impl FnOnce(&str) -> T) -> T {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        known.unwrap_or_else(|| {
            let value = make(text);
            let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if kept.len() < MAX_KEPT {
                kept.insert(text.into(), value.clone());
            }
            value
        })
    }
}
