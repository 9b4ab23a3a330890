//! References to blocks: `aws_lambda_function.f`, `data.aws_region.r`, `module.m`.

use super::{Instances, ModuleScope};
use crate::convert;
use crate::eval::{Environment, Resolved, eval};
use crate::syntax::{Reference, Step, Taken};
use crate::value::{Data, Entries, Entry, InstanceKey, Kind, Sensitive, Symbol, Unknown, Value};

impl ModuleScope<'_> {
    /// The block that a reference names, or its instances.
    pub(super) fn reference(&self, root: &str, steps: &[Step], env: Environment) -> Resolved {
        if root == "module"
            && let Some(resolved) = self.module_reference(steps, env)
        {
            return resolved;
        }
        let names: Vec<&str> = steps
            .iter()
            .map_while(|step| match step {
                Step::Attribute(name) => Some(&*name.text),
                _ => None,
            })
            .collect();
        let (kind, labels, used): (_, Vec<&str>, _) = match (root, names.as_slice()) {
            ("data", [r#type, name, ..]) => ("data", vec![r#type, name], 2),
            ("module", [name, ..]) => ("module", vec![name], 1),
            ("data" | "module" | "ephemeral", _) | (_, []) => {
                return Resolved { value: Value::anything(), how: None, steps: 0 };
            }
            (r#type, [name, ..]) => ("resource", vec![r#type, name], 1),
        };
        let index = match steps.get(used) {
            Some(Step::Index(key) | Step::LegacyIndex(key)) => Some(eval(key, env)),
            _ => None,
        };
        let position = if kind == "module" { None } else { self.module.position(kind, &labels) };
        let known =
            position.and_then(|position| self.instance_or_all(position, index.as_ref(), env));
        // By itself, a block that may not be there is not known to be more than `null`.
        let is_bare = steps.len() == used;
        let is_there = position.is_none_or(|position| {
            !is_bare || !matches!(self.instances(position, env), Instances::Perhaps)
        });
        let (value, used_index) = known.filter(|_| is_there).unwrap_or_else(|| {
            let key = index.as_ref().map_or(InstanceKey::None, instance_key);
            let symbol = Symbol { address: self.address(kind, &labels, key), path: Vec::new() };
            (Value::unknown(Unknown::symbol(symbol)), index.is_some())
        });
        Resolved { value, how: None, steps: used + usize::from(used_index) }
    }

    /// Whether the instance that a reference names may not be there, though it has a value where it is.
    pub(super) fn names_what_may_lack(&self, reference: &Reference, env: Environment) -> bool {
        let (kind, labels) = match (reference.root, reference.name(0), reference.block()) {
            ("module", Some(name), _) => ("module", vec![name]),
            (_, _, Some((kind, labels))) if kind != "variable" => (kind, labels),
            _ => return false,
        };
        let is_index = |step: &Taken| matches!(step, Taken::Index);
        let has_index = reference.steps.iter().take(3).any(is_index);
        match self.module.position(kind, &labels).map(|position| self.instances(position, env)) {
            Some(Instances::Perhaps) => true,
            // One that is not declared may be where nothing could be read.
            None | Some(Instances::Unknown) => has_index,
            Some(Instances::Single | Instances::Disabled | Instances::Known(_)) => false,
        }
    }

    /// Whether the instances of the block at that position have keys, and not numbers.
    pub(super) fn is_by_key(&self, position: usize) -> bool {
        let block = self.module.block(position);
        block.is_some_and(|block| block.body.attribute("for_each").is_some())
    }

    /// The instance that the index names, or what all instances are together; and whether the index was used.
    /// `None` where it is not known which instance is meant.
    fn instance_or_all(
        &self,
        position: usize,
        index: Option<&Value>,
        env: Environment,
    ) -> Option<(Value, bool)> {
        let one = |key: InstanceKey, element: Option<&Value>| {
            let block = self.instance(position, &key, element, env)?;
            Some(Value::new(Data::Block(block)))
        };
        let named = index.map(instance_key);
        match (self.instances(position, env), named) {
            (Instances::Single | Instances::Perhaps, _) => {
                Some((one(InstanceKey::None, None)?, false))
            }
            (Instances::Disabled, _) => Some((Value::null(), false)),
            (_, Some(InstanceKey::Unknown)) => None,
            (Instances::Unknown, None) => Some((Value::unknown(Unknown::not_null()), false)),
            (Instances::Unknown, Some(key)) => Some((one(key, None)?, true)),
            (Instances::Known(known), Some(key)) => match known.get(&key) {
                Some((_, element)) => Some((one(key, element.as_ref())?, true)),
                None => Some((Value::refused(), true)),
            },
            (Instances::Known(known), None) => {
                let all = known
                    .iter()
                    .map(|(key, element)| Some((key.clone(), one(key.clone(), element.as_ref())?)));
                let by_key = self.is_by_key(position);
                Some((together(all.collect::<Option<Vec<_>>>()?, by_key), false))
            }
        }
    }
}

/// Instances by `count` are a tuple, those by `for_each` an object, also where there are none.
pub(super) fn together(all: Vec<(InstanceKey, Value)>, by_key: bool) -> Value {
    if !by_key {
        return Value::tuple(all.into_iter().map(|(_, value)| value).collect());
    }
    let entry = |(key, value): (InstanceKey, Value)| match key {
        InstanceKey::Key(key) => Some((key, Entry { key: None, value })),
        _ => None,
    };
    Value::object(all.into_iter().filter_map(entry).collect::<Entries>())
}

/// Which instance an index names. One that must not be shown is not known: it would stand in addresses.
pub(super) fn instance_key(index: &Value) -> InstanceKey {
    if index.sensitive != Sensitive::No {
        return InstanceKey::Unknown;
    }
    if index.kind() == Some(Kind::Number) {
        let number = convert::to_number(index).and_then(|number| number.as_usize());
        return number.map_or(InstanceKey::Unknown, |number| InstanceKey::Index(number as u64));
    }
    index.as_str().map_or(InstanceKey::Unknown, |key| InstanceKey::Key(key.into()))
}
