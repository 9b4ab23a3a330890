//! Which parts of which rules are about which blocks.

use super::program::{Each, Row, Table};
use super::{Rule, program};
use crate::eval::pairs;
use crate::schema::Schemas;
use crate::value::{Truth, Value};
use hashbrown::HashMap;
use program::{Code, Made};
use std::sync::{Arc, OnceLock};

/// Rules, by what they are about.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(super) of_types: HashMap<Arc<str>, Parts>,
    pub(super) of_kinds: HashMap<Arc<str>, Parts>,
}

/// The parts of rules that are about one type of resource, or one kind of other blocks, in the order of the rules.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) table: Table,
    pub(super) parts: Vec<Part>,
}

/// A part of a rule for one type.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) rule: Arc<Rule>,
    /// The position of the rule among all, that of the part in it, and that of the type in the part.
    pub(super) order: [usize; 3],
    elements: OnceLock<Elements>,
}

/// What the assertions of a part are made for.
#[derive(Debug)]
pub(super) enum Elements {
    /// Once for a block.
    Once(Row),
    /// The elements of what this gives.
    Walked(Made, Row),
    /// The same elements for all blocks of the type.
    Known(Vec<(Value, Value, Row)>),
    /// An object whose keys are written, in their order.
    Written(Vec<(Value, Code, Row)>),
}

impl Rules {
    /// An index of these rules.
    pub(crate) fn of<'r>(
        rules: impl IntoIterator<Item = &'r Arc<Rule>>,
        schemas: &Arc<Schemas>,
    ) -> Self {
        let mut index = Self::default();
        for (number, rule) in rules.into_iter().enumerate() {
            for (position, resource) in rule.resources.iter().enumerate() {
                let (types, kinds) = (&resource.subject.types, &resource.subject.kinds);
                let part = |rank| Part {
                    rule: Arc::clone(rule),
                    order: [number, position, rank],
                    elements: OnceLock::new(),
                };
                for (rank, r#type) in types.iter().enumerate() {
                    let of_type = index.of_types.entry(Arc::clone(r#type));
                    let parts =
                        of_type.or_insert_with(|| Parts::of(Some(Arc::clone(r#type)), schemas));
                    parts.parts.push(part(rank));
                }
                for kind in kinds {
                    let of_kind = index.of_kinds.entry(Arc::clone(kind));
                    // Blocks that are no resources come after them, in the order of the module.
                    of_kind
                        .or_insert_with(|| Parts::of(None, schemas))
                        .parts
                        .push(part(types.len()));
                }
            }
        }
        index
    }
}

impl Parts {
    fn of(r#type: Option<Arc<str>>, schemas: &Arc<Schemas>) -> Self {
        Self { table: Table::of(r#type, schemas), parts: Vec::new() }
    }
}

impl Part {
    fn row(&self, each: Each) -> Row {
        let [_, part, _] = self.order;
        Row::new(&self.rule, part, each)
    }

    /// What the assertions are made for.
    pub(super) fn elements(&self, table: &Table) -> &Elements {
        self.elements.get_or_init(|| self.compiled(table))
    }

    fn compiled(&self, table: &Table) -> Elements {
        let row = self.row(Each::Any);
        let Some(for_each) = row.resource().and_then(|resource| resource.for_each.as_ref()) else {
            return Elements::Once(row);
        };
        let made = program::compile(&for_each.collection, &row, table);
        if let Some(known) = made.constant().and_then(pairs)
            && let Some(known) = self.known(known, table)
        {
            return Elements::Known(known);
        }
        match made.entries() {
            Ok(entries) => Elements::Written(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.clone(), value, self.row(Each::Keyed(key))))
                    .collect(),
            ),
            Err(made) => Elements::Walked(made, row),
        }
    }

    /// The elements that assertions are made for, if that is the same for all blocks.
    fn known(&self, pairs: Vec<(Value, Value)>, table: &Table) -> Option<Vec<(Value, Value, Row)>> {
        let mut known = Vec::new();
        for (key, value) in pairs {
            let row = self.row(Each::Known(key.clone(), value.clone()));
            match row.when(table).map(Made::constant) {
                Some(Some(constant)) if constant.as_truth() == Truth::False => continue,
                None | Some(Some(_)) => {}
                Some(None) => return None,
            }
            known.push((key, value, row));
        }
        Some(known)
    }
}
