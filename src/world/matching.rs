//! Blocks of a type whose arguments have certain values, found without comparing each with each.

use super::key::{Class, Part};
use super::{Facts, Found, World};
use crate::value::{BlockValue, Value};
use hashbrown::HashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// What the arguments of the wanted blocks are.
pub(crate) type Filter = Vec<(Arc<str>, Wanted)>;

/// What an argument is to be.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    /// Equal to this.
    Value(Value),
    /// A reference to this block.
    Block(Arc<BlockValue>),
}

/// The blocks that match a filter.
#[derive(Debug, Default)]
pub(crate) struct Matching {
    /// Those that certainly do.
    pub known: Vec<Arc<BlockValue>>,
    /// Whether there may be others in what is seen.
    pub may_be_more: bool,
}

/// What an index is for: the type, and the arguments, each with the type of the block that it is to refer to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    r#type: Arc<str>,
    arguments: Vec<(Arc<str>, Option<Arc<str>>)>,
    of: Of,
}

/// Where blocks are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Configuration,
    Documents,
}

/// The blocks of a type, by those of their arguments that can be compared.
#[derive(Debug)]
pub(super) struct Index {
    /// By the classes of the arguments, in the order of the first blocks, and then by what of them can be compared with
    /// which classes.
    groups: Vec<(Vec<Class>, Group)>,
}

#[derive(Debug, Default)]
struct Group {
    members: Vec<(Vec<Part>, Found)>,
    /// The members by the parts at some positions.
    by_parts: RefCell<HashMap<Vec<usize>, ByParts>>,
}

type ByParts = HashMap<Vec<Part>, Vec<usize>>;

impl World<'_> {
    /// The blocks of that type whose arguments are what the filter wants.
    pub(crate) fn matching(&self, r#type: &str, filter: &Filter) -> Matching {
        self.matching_of(Of::Configuration, r#type, filter)
    }

    /// The same, of those that documents stand for.
    pub(crate) fn matching_in_documents(&self, r#type: &str, filter: &Filter) -> Matching {
        self.matching_of(Of::Documents, r#type, filter)
    }

    fn matching_of(&self, of: Of, r#type: &str, filter: &Filter) -> Matching {
        let index = self.index(of, r#type, filter);
        let wanted: Vec<Part> = filter.iter().map(|(_, wanted)| wanted.part(&self.facts)).collect();
        index.find(&wanted)
    }

    /// The blocks that are seen of that type whose arguments may be what the filter wants: those that certainly are too.
    pub(crate) fn perhaps_matching(&self, r#type: &str, filter: &Filter) -> Vec<Arc<BlockValue>> {
        let wanted: Vec<Part> = filter.iter().map(|(_, wanted)| wanted.part(&self.facts)).collect();
        self.index(Of::Configuration, r#type, filter).possible(&wanted)
    }

    fn index(&self, of: Of, r#type: &str, filter: &Filter) -> Rc<Index> {
        let argument = |(name, wanted): &(Arc<str>, Wanted)| match wanted {
            Wanted::Value(_) => (Arc::clone(name), None),
            Wanted::Block(block) => (Arc::clone(name), Some(block.resource_type().into())),
        };
        let arguments = filter.iter().map(argument).collect();
        let shape = Shape { r#type: r#type.into(), arguments, of };
        if let Some(known) = self.indexes.borrow().get(&shape) {
            return Rc::clone(known);
        }
        let mut groups: Vec<(Vec<Class>, Group)> = Vec::new();
        let mut positions: HashMap<Vec<Class>, usize> = HashMap::new();
        let schema = self.modules().next().and_then(|root| root.tree().schemas().of(r#type));
        // What is not written and the provider does not fill in refers to no block.
        let is_as_written = |name: &str| {
            let argument = schema.as_ref().and_then(|schema| schema.body.argument.get(name));
            argument.is_some_and(|argument| !argument.computed)
        };
        let all = match of {
            Of::Configuration => self.resources(r#type),
            Of::Documents => self.derived(r#type).cloned().collect(),
        };
        for found in all.iter() {
            let part = |(name, r#type): &(Arc<str>, Option<Arc<str>>)| match r#type {
                Some(r#type) if is_as_written(name) => {
                    Part::of_block(&found.block.written(name), r#type)
                }
                Some(r#type) => Part::of_block(&found.block.attribute(name), r#type),
                None => Part::of(&found.block.attribute(name), &self.facts),
            };
            let parts: Vec<Part> = shape.arguments.iter().map(part).collect();
            let classes: Vec<Class> = parts.iter().map(Part::class).collect();
            let position = *positions.entry(classes.clone()).or_insert_with(|| {
                groups.push((classes, Group::default()));
                groups.len() - 1
            });
            if let Some((_, group)) = groups.get_mut(position) {
                group.members.push((parts, found.clone()));
            }
        }
        let index = Rc::new(Index { groups });
        self.indexes.borrow_mut().insert(shape, Rc::clone(&index));
        index
    }
}

impl Wanted {
    fn part(&self, facts: &Facts) -> Part {
        match self {
            Self::Value(value) => Part::of(value, facts),
            Self::Block(block) => Part::of_address(block.address.clone()),
        }
    }
}

impl Index {
    fn find(&self, wanted: &[Part]) -> Matching {
        let mut matching = Matching::default();
        let everywhere: Vec<usize> = (0..wanted.len()).collect();
        for (classes, group) in &self.groups {
            let possible = group.having(wanted, compared(wanted, classes), <[usize]>::len);
            let known = group.having(wanted, everywhere.clone(), |positions| {
                let members = positions.iter().filter_map(|&position| group.members.get(position));
                let certain =
                    members.filter(|(parts, found)| found.is_single && !parts.contains(&Part::Any));
                certain.map(|(_, found)| Arc::clone(&found.block)).collect::<Vec<_>>()
            });
            matching.may_be_more |= possible > known.len();
            matching.known.extend(known);
        }
        matching
    }

    fn possible(&self, wanted: &[Part]) -> Vec<Arc<BlockValue>> {
        let of_group = |(classes, group): &(Vec<Class>, Group)| {
            group.having(wanted, compared(wanted, classes), |positions| {
                let members = positions.iter().filter_map(|&position| group.members.get(position));
                members.map(|(_, found)| Arc::clone(&found.block)).collect::<Vec<_>>()
            })
        };
        self.groups.iter().flat_map(of_group).collect()
    }
}

/// The positions where both are of one class, so that they have to be equal; elsewhere they may be. Where a block is
/// wanted, nothing but `null` is known, and that is none.
fn compared(wanted: &[Part], classes: &[Class]) -> Vec<usize> {
    let is_compared = |at: &usize| match (wanted.get(*at).map(Part::class), classes.get(*at)) {
        (Some(Class::Of), Some(Class::Known)) => true,
        (class, of_members) => class.as_ref() == of_members && class != Some(Class::Open),
    };
    (0..wanted.len()).filter(is_compared).collect()
}

impl Group {
    /// What is made of the positions of the members that have the wanted parts there.
    fn having<T>(&self, wanted: &[Part], at: Vec<usize>, make: impl FnOnce(&[usize]) -> T) -> T {
        let project = |parts: &[Part], at: &[usize]| -> Vec<Part> {
            at.iter().filter_map(|&at| parts.get(at).cloned()).collect()
        };
        let key = project(wanted, &at);
        let mut tables = self.by_parts.borrow_mut();
        let table = tables.entry(at).or_insert_with_key(|at| {
            let mut table = ByParts::new();
            for (position, (parts, _)) in self.members.iter().enumerate() {
                table.entry(project(parts, at)).or_default().push(position);
            }
            table
        });
        make(table.get(&key).map_or(&[], Vec::as_slice))
    }
}
