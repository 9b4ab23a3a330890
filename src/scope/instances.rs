//! The instances of a block that `count` and `for_each` make, evaluated.

use super::shape::Shape;
use super::{ModuleScope, ignored, map_blocks};
use crate::convert;
use crate::eval::{Binding, Environment, separately, within};
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind};
use crate::value::budget;
use crate::value::{
    Address, Argument, BlockValue, Data, Entries, Entry, How, Ignored, InstanceKey, Kind, Number,
    Sequence, Truth, Unknown, Value,
};
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Which instances a block has.
#[derive(Clone)]
pub(crate) enum Instances {
    /// It has neither `count` nor `for_each`.
    Single,
    /// One without a key, or none: `OpenTofu`'s `enabled` is not known.
    Perhaps,
    /// None: `OpenTofu`'s `enabled` is false.
    Disabled,
    /// These.
    Known(Rc<Keys>),
    /// That depends on what is not known.
    Unknown,
}

/// The keys of instances, each with the element of `for_each` that it was made for.
#[derive(Debug)]
pub(crate) struct Keys {
    keys: Vec<(InstanceKey, Option<Value>)>,
    /// Where each is, if that is not by its number.
    by_name: HashMap<Arc<str>, usize>,
}

impl Keys {
    fn of(keys: Vec<(InstanceKey, Option<Value>)>) -> Instances {
        let name = |(position, (key, _)): (usize, &(InstanceKey, _))| match key {
            InstanceKey::Key(key) => Some((Arc::clone(key), position)),
            _ => None,
        };
        let by_name = keys.iter().enumerate().filter_map(name).collect();
        Instances::Known(Rc::new(Self { keys, by_name }))
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(InstanceKey, Option<Value>)> {
        self.keys.iter()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The instance of that key.
    pub(crate) fn get(&self, key: &InstanceKey) -> Option<&(InstanceKey, Option<Value>)> {
        let position = match key {
            InstanceKey::Index(index) => usize::try_from(*index).ok()?,
            InstanceKey::Key(key) => *self.by_name.get(key)?,
            InstanceKey::None | InstanceKey::Unknown => return None,
        };
        self.keys.get(position).filter(|(found, _)| found == key)
    }
}

impl Instances {
    /// The key and the element of each; one of unknown key stands for all where it is not known which there are.
    pub(crate) fn each(&self) -> Vec<(InstanceKey, Option<Value>)> {
        match self {
            Self::Single | Self::Perhaps => vec![(InstanceKey::None, None)],
            Self::Disabled => Vec::new(),
            Self::Known(known) => known.keys.clone(),
            Self::Unknown => vec![(InstanceKey::Unknown, None)],
        }
    }

    /// Whether it is certain which there are.
    pub(crate) fn are_certain(&self) -> bool {
        matches!(self, Self::Single | Self::Disabled | Self::Known(_))
    }
}

impl ModuleScope<'_> {
    /// The instances of the block at that position, evaluated once. Unknown for a block whose instances depend on
    /// themselves.
    pub(crate) fn instances(&self, position: usize, env: Environment) -> Instances {
        if let Some(known) = self.repetitions.borrow().get(&position) {
            return known.clone().unwrap_or(Instances::Unknown);
        }
        self.repetitions.borrow_mut().insert(position, None);
        let instances = self.repetition(position, env);
        self.repetitions.borrow_mut().insert(position, Some(instances.clone()));
        instances
    }

    fn repetition(&self, position: usize, env: Environment) -> Instances {
        let Some(block) = self.module.block(position) else { return Instances::Unknown };
        let env = env.inside(self, None);
        if let Some(count) = block.body.attribute("count") {
            let number = convert::to_number(&separately(&count.value, env))
                .and_then(|number| number.as_usize());
            return match number {
                Some(number) if budget::instances(number, count.span) => Keys::of(
                    (0..number as u64).map(|index| (InstanceKey::Index(index), None)).collect(),
                ),
                _ => Instances::Unknown,
            };
        }
        let Some(for_each) = block.body.attribute("for_each") else {
            return match enabled(block).map(|enabled| separately(&enabled.value, env).as_truth()) {
                None | Some(Truth::True) => Instances::Single,
                Some(Truth::False) => Instances::Disabled,
                Some(Truth::Unknown) => Instances::Perhaps,
            };
        };
        let collection = separately(&for_each.value, env);
        let known = match &collection.data {
            // Terraform refuses it: the keys would be shown.
            _ if collection.is_sensitive() => None,
            Data::Mapping(_, entries) => entries
                .iter()
                .map(|(key, entry)| {
                    Some((InstanceKey::Key(Arc::clone(key)), Some(entry.value.clone())))
                })
                .collect::<Option<Vec<_>>>(),
            Data::Sequence(Sequence::Set, elements) => elements
                .iter()
                .map(|element| {
                    Some((InstanceKey::Key(element.as_str()?.into()), Some(element.clone())))
                })
                .collect(),
            _ => None,
        };
        known
            .filter(|known| budget::instances(known.len(), for_each.span))
            .map_or(Instances::Unknown, Keys::of)
    }

    /// Looks at a block in the environment that each of its instances is evaluated in, with whether there certainly is such
    /// an instance. One of unknown instances is looked at once.
    pub(crate) fn in_each_instance(
        &self,
        position: usize,
        mut look: impl FnMut(Environment, bool),
    ) {
        let Some(block) = self.module.block(position) else { return };
        let env = Environment::new(self);
        if !matches!(&*block.kind.text, "resource" | "data" | "ephemeral" | "module") {
            return look(env, self.is_single());
        }
        let instances = self.instances(position, env);
        let is_certain = self.is_single() && instances.are_certain();
        for (key, element) in instances.each() {
            with_instance(block, &key, element.as_ref(), env, |env| look(env, is_certain));
        }
    }

    /// All instances, evaluated once. One of unknown keys stands for all where it is not known which there are.
    pub(crate) fn all(&self, position: usize) -> Rc<[Arc<BlockValue>]> {
        if let Some(known) = self.all.borrow().get(&position) {
            return Rc::clone(known);
        }
        let env = Environment::new(self);
        let one = |key: &InstanceKey, element| self.instance(position, key, element, env);
        let all: Rc<[_]> = match self.instances(position, env) {
            Instances::Single | Instances::Perhaps => {
                one(&InstanceKey::None, None).into_iter().collect()
            }
            Instances::Disabled => Rc::default(),
            Instances::Known(known) => {
                known.iter().filter_map(|(key, element)| one(key, element.as_ref())).collect()
            }
            Instances::Unknown => one(&InstanceKey::Unknown, None).into_iter().collect(),
        };
        self.all.borrow_mut().insert(position, Rc::clone(&all));
        all
    }

    /// One instance, evaluated once. `None` while it is being evaluated: a block cannot refer to itself.
    pub(crate) fn instance(
        &self,
        position: usize,
        key: &InstanceKey,
        element: Option<&Value>,
        env: Environment,
    ) -> Option<Arc<BlockValue>> {
        let id = (position, key.clone());
        if let Some(known) = self.instances.borrow().get(&id) {
            return known.clone();
        }
        self.instances.borrow_mut().insert(id.clone(), None);
        let block = self.module.block(position)?;
        let address = Address {
            module: self.path.clone(),
            kind: Arc::clone(&block.kind.text),
            labels: block.labels.iter().map(|label| Arc::clone(&label.text)).collect(),
            key: key.clone(),
        };
        let schema = match &*address.kind {
            "resource" => self.tree.schemas().of(address.resource_type()),
            _ => None,
        };
        let evaluate = |env: Environment| {
            let shape = schema.as_deref().map_or(Shape::Nothing, Shape::of);
            let mut value =
                budget::alone(block.header, || evaluate_block(block, &address, shape, env));
            if let Some(schema) = &schema {
                map_blocks::read(&mut value, schema, shape);
            }
            value.ignoring(ignored::of(block))
        };
        let value = with_instance(block, key, element, env.inside(self, None), evaluate);
        let value = Arc::new(value);
        self.instances.borrow_mut().insert(id, Some(Arc::clone(&value)));
        Some(value)
    }
}

/// What `OpenTofu` asks before it makes the block.
fn enabled(block: &Block) -> Option<&Attribute> {
    block.body.blocks_of("lifecycle").find_map(|lifecycle| lifecycle.body.attribute("enabled"))
}

/// Evaluates with `each` and `count` bound as they are in one instance of the block.
pub(super) fn with_instance<T>(
    block: &Block,
    key: &InstanceKey,
    element: Option<&Value>,
    env: Environment,
    evaluate: impl FnOnce(Environment) -> T,
) -> T {
    let argument = |name| block.body.attribute(name).is_some();
    // Terraform refuses both in one block.
    if argument("for_each") {
        let key = match key {
            InstanceKey::Key(key) => Value::string(Arc::clone(key)),
            _ => Value::unknown(Unknown::of(Kind::String)),
        };
        let value = element.cloned().unwrap_or_else(Value::anything);
        let value = object([("key", key), ("value", value)]);
        let count = object([("index", Value::unknown(Unknown::of(Kind::Number)))]);
        let count = Binding { name: "count", value: &count, how: How::Element, outer: None };
        let each = Binding { name: "each", value: &value, how: How::Each, outer: Some(&count) };
        return evaluate(env.with(Some(&each)));
    }
    if argument("count") {
        let index = match key {
            InstanceKey::Index(index) => i64::try_from(*index).ok(),
            _ => None,
        };
        let index = index.map_or_else(
            || Value::unknown(Unknown::of(Kind::Number)),
            |index| Value::number(Number::from(index)),
        );
        let value = object([("index", index)]);
        let count = Binding { name: "count", value: &value, how: How::Element, outer: None };
        return evaluate(env.with(Some(&count)));
    }
    evaluate(env.with(None))
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entry = |(name, value): (&str, Value)| (Arc::from(name), Entry { key: None, value });
    Value::object(entries.into_iter().map(entry).collect::<Entries>())
}

fn evaluate_block(block: &Block, address: &Address, shape: Shape, env: Environment) -> BlockValue {
    block_of(block, address, shape, env, separately)
}

/// The same, where `evaluate` says with what allowance.
fn block_of(
    block: &Block,
    address: &Address,
    shape: Shape,
    env: Environment,
    evaluate: fn(&Expr, Environment) -> Value,
) -> BlockValue {
    let read = block.body.attributes.iter().filter(|it| !matches!(it.value.kind, ExprKind::Unread));
    let arguments = read.map(|attribute| {
        let value = shape.converted(&attribute.name.text, evaluate(&attribute.value, env));
        let argument = Argument {
            name: attribute.name.span,
            span: attribute.span,
            value,
            written_as_block: attribute.written_as_block,
        };
        (Arc::clone(&attribute.name.text), argument)
    });
    BlockValue {
        address: address.clone(),
        is_nested: false,
        header: block.header,
        span: block.span,
        arguments: arguments.collect(),
        blocks: evaluate_nested(&block.body, address, shape, env),
        ignored: Ignored::Nothing,
        made: None,
        is_whole: block.body.is_whole(),
        imported: None,
    }
}

/// The nested blocks by type. A `dynamic` block that cannot be expanded makes the list of its type unknown.
fn evaluate_nested(
    body: &Body,
    address: &Address,
    shape: Shape,
    env: Environment,
) -> BTreeMap<Arc<str>, Argument> {
    let mut lists: BTreeMap<Arc<str>, (&Block, Option<Vec<Value>>)> = BTreeMap::new();
    for block in &body.blocks {
        let (name, values) = match (&*block.kind.text, block.labels.first()) {
            ("dynamic", Some(label)) => {
                (&label.text, expand(block, address, shape.block(&label.text), env))
            }
            // Never evaluated by the provider, and full of names that mean something only there.
            ("provisioner" | "connection", _) => continue,
            (name, _) => {
                let value = nested(block, block, address, shape.block(name), env);
                (&block.kind.text, Some(vec![value]))
            }
        };
        let (_, list) = lists.entry(Arc::clone(name)).or_insert_with(|| (block, Some(Vec::new())));
        *list = list.take().zip(values).map(|(mut list, values)| {
            list.extend(values);
            list
        });
    }
    let argument = |(name, (first, list)): (Arc<str>, (&Block, Option<Vec<Value>>))| {
        let value = match list {
            Some(values) => Value::new(Data::Sequence(Sequence::List, Arc::new(values))),
            None => Value::unknown(Unknown::of(Kind::Sequence)),
        };
        let argument =
            Argument { name: first.kind.span, span: first.span, value, written_as_block: false };
        (name, argument)
    };
    lists.into_iter().map(argument).collect()
}

fn nested(
    block: &Block,
    content: &Block,
    address: &Address,
    shape: Shape,
    env: Environment,
) -> Value {
    let value = block_of(content, address, shape, env, within);
    let value = BlockValue { header: block.header, is_nested: true, ..value };
    Value::new(Data::Block(Arc::new(value))).at(Some(crate::value::Origin::written(block.header)))
}

/// Steps that a nested block takes besides its arguments.
const STEPS_OF_NESTED: u64 = 50;

/// The blocks that a `dynamic` block makes.
fn expand(block: &Block, address: &Address, shape: Shape, env: Environment) -> Option<Vec<Value>> {
    let content = block.body.blocks_of("content").next()?;
    let collection = separately(&block.body.attribute("for_each")?.value, env);
    let iterator = match block.body.attribute("iterator").map(|iterator| &iterator.value.kind) {
        Some(ExprKind::Variable(name)) => name,
        _ => &block.labels.first()?.text,
    };
    let pairs = crate::eval::pairs(&collection)?;
    let made = pairs.into_iter().map(|(key, value)| {
        let element = object([("key", key), ("value", value)]);
        let binding =
            Binding { name: iterator, value: &element, how: How::Each, outer: env.bindings };
        budget::steps(STEPS_OF_NESTED)
            .then(|| nested(block, content, address, shape, env.with(Some(&binding))))
    });
    made.collect()
}
