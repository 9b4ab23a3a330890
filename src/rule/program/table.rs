//! What all parts of rules that are about one resource type have in common.

use super::code::{Needs, Slot};
use crate::ask::{self, Knowledge};
use crate::schema::Schemas;
use crate::value::{Data, Value};
use hashbrown::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The resource type, and the expressions about it that several parts ask for.
#[derive(Debug)]
pub(in crate::rule) struct Table {
    /// `None` of blocks that are no resources.
    r#type: Option<Arc<str>>,
    schemas: Arc<Schemas>,
    knowledge: &'static dyn Knowledge,
    schema: OnceLock<Value>,
    names: OnceLock<Vec<Arc<str>>>,
    ids: Mutex<HashMap<Box<str>, u32>>,
    slots: Mutex<HashMap<u32, usize>>,
    used_of_block: AtomicUsize,
    used_of_module: AtomicUsize,
}

impl Table {
    pub(in crate::rule) fn of(
        r#type: Option<Arc<str>>,
        schemas: &Arc<Schemas>,
        knowledge: &'static dyn Knowledge,
    ) -> Self {
        Self {
            r#type,
            schemas: Arc::clone(schemas),
            knowledge,
            schema: OnceLock::new(),
            names: OnceLock::new(),
            ids: Mutex::default(),
            slots: Mutex::default(),
            used_of_block: AtomicUsize::default(),
            used_of_module: AtomicUsize::default(),
        }
    }

    /// What is known of the provider.
    pub(super) fn knowledge(&self) -> &'static dyn Knowledge {
        self.knowledge
    }

    /// The name of the resource type.
    pub(super) fn type_name(&self) -> Option<&Arc<str>> {
        self.r#type.as_ref()
    }

    /// What `schema(self)` is.
    pub(super) fn schema(&self) -> Option<&Value> {
        let r#type = self.r#type.as_deref()?;
        let schema = || ask::schema_of(r#type, &self.schemas).unwrap_or_else(Value::anything);
        Some(self.schema.get_or_init(schema))
    }

    /// The names of the arguments and nested blocks.
    pub(super) fn names(&self) -> &[Arc<str>] {
        self.names.get_or_init(|| {
            let Some(Data::Mapping(_, schema)) = self.schema().map(|schema| &schema.data) else {
                return Vec::new();
            };
            let of = |part: &str| match schema.get(part).map(|entry| &entry.value.data) {
                Some(Data::Mapping(_, entries)) => entries.keys().cloned().collect(),
                _ => Vec::new(),
            };
            [of("arguments"), of("blocks")].concat()
        })
    }

    /// The one number for what is written so.
    pub(super) fn id(&self, written: &str) -> Option<u32> {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ids.get(written) {
            return Some(*known);
        }
        let next = u32::try_from(ids.len()).ok()?;
        ids.insert(written.into(), next);
        Some(next)
    }

    /// Where the value of an expression is kept that depends on nothing but a block or its module.
    pub(super) fn slot(&self, id: u32, needs: Needs) -> Slot {
        let of_module = needs.only(Needs::SITE);
        let used = if of_module { &self.used_of_module } else { &self.used_of_block };
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = *slots.entry(id).or_insert_with(|| used.fetch_add(1, Ordering::Relaxed));
        if of_module { Slot::OfModule(slot) } else { Slot::OfBlock(slot) }
    }

    /// How many values are kept of a module, and of a block, as far as is compiled.
    pub(in crate::rule) fn used(&self) -> (usize, usize) {
        let used = |of: &AtomicUsize| of.load(Ordering::Relaxed);
        (used(&self.used_of_module), used(&self.used_of_block))
    }
}
