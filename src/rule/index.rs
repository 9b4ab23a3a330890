//! Which parts of which rules are about which blocks.

use super::program::{Each, Frame, Row, Table};
use super::{Rule, Subject, program};
use crate::ask::Knowledge;
use crate::eval::{pairs, visit};
use crate::schema::Schemas;
use crate::value::{Data, Truth, Value};
use hashbrown::HashMap;
use program::{Code, Doubt, Made, about_value};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A rule of which it is known what it is about, whether or not the rest of it has been read.
pub(crate) trait Declared {
    /// The resource types that it is about.
    fn types(&self) -> BTreeSet<&str>;

    /// The other kinds of blocks that it is about.
    fn kinds(&self) -> BTreeSet<&str>;

    /// All of it.
    fn rule(&self) -> &Arc<Rule>;
}

/// Rules, by what they are about.
#[derive(Debug)]
pub(crate) struct Rules<D> {
    all: Vec<D>,
    of_types: HashMap<Box<str>, Group>,
    of_kinds: HashMap<Box<str>, Group>,
    schemas: Arc<Schemas>,
    knowledge: &'static dyn Knowledge,
}

/// The rules that are about one type or kind, by their positions, and their parts once a block has asked for them.
#[derive(Debug, Default)]
struct Group {
    rules: Vec<usize>,
    parts: OnceLock<Parts>,
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

impl<D: Declared> Rules<D> {
    /// An index of these rules.
    pub(crate) fn of(
        rules: Vec<D>,
        schemas: &Arc<Schemas>,
        knowledge: &'static dyn Knowledge,
    ) -> Self {
        let (mut of_types, mut of_kinds) = (HashMap::new(), HashMap::new());
        for (number, rule) in rules.iter().enumerate() {
            note(&mut of_types, rule.types(), number);
            note(&mut of_kinds, rule.kinds(), number);
        }
        Self { all: rules, of_types, of_kinds, schemas: Arc::clone(schemas), knowledge }
    }

    /// The rules, in the order that they came in.
    pub(crate) fn all(&self) -> &[D] {
        &self.all
    }

    /// What they can ask of the provider.
    pub(super) fn knowledge(&self) -> &'static dyn Knowledge {
        self.knowledge
    }

    /// What rules say of resources of that type.
    pub(super) fn about_type(&self, r#type: &str) -> Option<&Parts> {
        let group = self.of_types.get(r#type)?;
        Some(group.parts.get_or_init(|| {
            // Of one part the types are in the order of the page.
            let rank = |subject: &Subject| subject.types.iter().position(|of| **of == *r#type);
            self.parts(group, Some(r#type.into()), rank)
        }))
    }

    /// What rules say of blocks of that kind that are no resources.
    pub(super) fn about_kind(&self, kind: &str) -> Option<&Parts> {
        let group = self.of_kinds.get(kind)?;
        Some(group.parts.get_or_init(|| {
            // They come after resources, in the order of the module.
            let is_about = |subject: &Subject| subject.kinds.iter().any(|of| **of == *kind);
            self.parts(group, None, |of| is_about(of).then_some(of.types.len()))
        }))
    }

    /// The parts of the rules of a group of which there is a rank.
    fn parts(
        &self,
        group: &Group,
        r#type: Option<Arc<str>>,
        rank: impl Fn(&Subject) -> Option<usize>,
    ) -> Parts {
        let mut parts = Vec::new();
        for number in &group.rules {
            let Some(rule) = self.all.get(*number).map(D::rule) else { continue };
            let ranked = rule.resources.iter().enumerate();
            let ranked = ranked.filter_map(|(part, of)| Some((part, rank(&of.subject)?)));
            parts.extend(ranked.map(|(part, rank)| Part {
                rule: Arc::clone(rule),
                order: [*number, part, rank],
                elements: OnceLock::new(),
            }));
        }
        Parts { table: Table::of(r#type, &self.schemas, self.knowledge), parts }
    }
}

fn note(index: &mut HashMap<Box<str>, Group>, names: BTreeSet<&str>, number: usize) {
    for name in names {
        if let Some(group) = index.get_mut(name) {
            group.rules.push(number);
        } else {
            index.insert(name.into(), Group { rules: vec![number], ..Group::default() });
        }
    }
}

impl Part {
    /// Comes by each element that the assertions are made for, at a block. Whether it is known which there are.
    pub(super) fn each(&self, frame: Frame, mut come_by: impl FnMut(&Row, Frame)) -> bool {
        match self.elements(frame.table) {
            Elements::Once(row) => come_by(row, frame),
            Elements::Walked(made, row) => {
                let frame = Frame { row: Some(row), ..frame };
                let collection = made.code().value(&frame);
                let walked = visit(&collection, |key, value| {
                    come_by(row, Frame { each: Some((key, value)), ..frame });
                });
                return walked.is_some() || matches!(collection.data, Data::Null);
            }
            Elements::Known(elements) => {
                for (key, value, row) in elements {
                    come_by(row, Frame { each: Some((key, value)), ..frame });
                }
            }
            Elements::Written(elements) => {
                let value =
                    |row, code: &Code| code.value(&Frame { row: Some(row), ..frame }).into_owned();
                let values: Vec<Value> =
                    elements.iter().map(|(_, code, row)| value(row, code)).collect();
                // An object with something in it that is refused is refused.
                if values.iter().any(Value::is_refused) {
                    return false;
                }
                for ((key, _, row), value) in elements.iter().zip(&values) {
                    come_by(row, Frame { each: Some((key, value)), ..frame });
                }
            }
        }
        true
    }

    /// What is not known where it is not known which elements there are.
    pub(super) fn doubts(&self, frame: Frame) -> BTreeSet<Doubt> {
        match self.elements(frame.table) {
            Elements::Once(_) | Elements::Known(_) => BTreeSet::new(),
            Elements::Walked(made, row) => {
                about_value(made.code(), &Frame { row: Some(row), ..frame })
            }
            Elements::Written(elements) => {
                let about = |(_, code, row): &(_, Code, Row)| {
                    about_value(code, &Frame { row: Some(row), ..frame })
                };
                elements.iter().flat_map(about).collect()
            }
        }
    }

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
