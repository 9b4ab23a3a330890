//! Blocks of a type whose arguments have certain values, found without comparing each with each.

use super::key::{Class, Part};
use super::{Facts, Found, World};
use crate::value::{BlockValue, Data, Sequence, Value};
use hashbrown::HashMap;
use std::cell::{OnceCell, RefCell};
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
    /// Those that certainly do, or those that may, as they were looked for.
    pub blocks: Vec<Arc<BlockValue>>,
    /// Whether there may be others in what is seen.
    pub may_be_more: bool,
    list: OnceCell<Value>,
}

impl Matching {
    /// The blocks as a list, made once: many ask for the same blocks.
    pub(crate) fn list(&self) -> Value {
        let block = |block: &Arc<_>| Value::new(Data::Block(Arc::clone(block)));
        let list = || {
            let blocks = self.blocks.iter().map(block).collect();
            Value::new(Data::Sequence(Sequence::List, Arc::new(blocks)))
        };
        self.list.get_or_init(list).clone()
    }

    /// Those of both.
    fn with(&self, others: &Self) -> Self {
        Self {
            blocks: self.blocks.iter().chain(&others.blocks).cloned().collect(),
            may_be_more: self.may_be_more || others.may_be_more,
            list: OnceCell::new(),
        }
    }
}

/// A search: what for, and what parts the arguments of the wanted blocks have.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Search {
    shape: Shape,
    wanted: Vec<Part>,
    how: How,
}

/// Which blocks are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum How {
    /// Those that certainly match.
    Certainly,
    /// Those and the ones of documents.
    AlsoInDocuments,
    /// Those that may match.
    Perhaps,
}

/// What an index is for: the type, and the arguments, each with the type of the block that it is to refer to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Shape {
    r#type: Arc<str>,
    arguments: Vec<(Arc<str>, Option<Arc<str>>)>,
}

/// Where blocks are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Configuration,
    Documents,
}

/// The indexes, and what was found by them: what is asked of one block is asked of all that are like it.
#[derive(Debug, Default)]
pub(super) struct Searches {
    indexes: RefCell<HashMap<(Of, Shape), Rc<Index>>>,
    found: RefCell<HashMap<Search, Rc<Matching>>>,
    /// How often blocks were gone through.
    #[cfg(test)]
    pub(super) looks: std::cell::Cell<usize>,
}

/// The blocks of a type, by those of their arguments that can be compared.
#[derive(Debug)]
struct Index {
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
    pub(crate) fn matching(&self, r#type: &str, filter: &Filter) -> Rc<Matching> {
        self.search(r#type, filter, How::Certainly)
    }

    /// The same, and those that documents stand for.
    pub(crate) fn matching_everywhere(&self, r#type: &str, filter: &Filter) -> Rc<Matching> {
        self.search(r#type, filter, How::AlsoInDocuments)
    }

    /// The blocks that are seen of that type whose arguments may be what the filter wants: those that certainly are too.
    pub(crate) fn perhaps_matching(&self, r#type: &str, filter: &Filter) -> Rc<Matching> {
        self.search(r#type, filter, How::Perhaps)
    }

    fn search(&self, r#type: &str, filter: &Filter, how: How) -> Rc<Matching> {
        let wanted = filter.iter().map(|(_, wanted)| wanted.part(&self.facts)).collect();
        let search = Search { shape: Shape::of(r#type, filter), wanted, how };
        if let Some(known) = self.searches.found.borrow().get(&search) {
            return Rc::clone(known);
        }
        #[cfg(test)]
        self.searches.looks.set(self.searches.looks.get() + 1);
        let Search { shape, wanted, .. } = &search;
        let matching = match how {
            How::Certainly => self.index(Of::Configuration, shape).find(wanted),
            How::AlsoInDocuments => {
                let others = self.index(Of::Documents, shape).find(wanted);
                self.search(r#type, filter, How::Certainly).with(&others)
            }
            How::Perhaps => self.index(Of::Configuration, shape).possible(wanted),
        };
        let matching = Rc::new(matching);
        self.searches.found.borrow_mut().insert(search, Rc::clone(&matching));
        matching
    }

    fn index(&self, of: Of, shape: &Shape) -> Rc<Index> {
        let key = (of, shape.clone());
        if let Some(known) = self.searches.indexes.borrow().get(&key) {
            return Rc::clone(known);
        }
        let r#type = &*shape.r#type;
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
        self.searches.indexes.borrow_mut().insert(key, Rc::clone(&index));
        index
    }
}

impl Shape {
    fn of(r#type: &str, filter: &Filter) -> Self {
        let argument = |(name, wanted): &(Arc<str>, Wanted)| match wanted {
            Wanted::Value(_) => (Arc::clone(name), None),
            Wanted::Block(block) => (Arc::clone(name), Some(block.resource_type().into())),
        };
        Self { r#type: r#type.into(), arguments: filter.iter().map(argument).collect() }
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
            matching.blocks.extend(known);
        }
        matching
    }

    fn possible(&self, wanted: &[Part]) -> Matching {
        let of_group = |(classes, group): &(Vec<Class>, Group)| {
            group.having(wanted, compared(wanted, classes), |positions| {
                let members = positions.iter().filter_map(|&position| group.members.get(position));
                members.map(|(_, found)| Arc::clone(&found.block)).collect::<Vec<_>>()
            })
        };
        Matching { blocks: self.groups.iter().flat_map(of_group).collect(), ..Matching::default() }
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
