//! `count` and `for_each` that depend on what is known only when something has been made: no plan that makes it says how
//! many instances there are.

mod keys;
mod value;

use super::Found;
use super::refused::Certain;
use crate::ask::Knowledge;
use crate::eval::Environment;
use crate::finding::Label;
use crate::schema::Schema;
use crate::scope::{Instances, ModuleScope};
use crate::syntax::{Attribute, Block};
use crate::value::{Address, InstanceKey, Symbol};
use crate::world::World;
use std::cell::Cell;
use std::sync::Arc;

/// Expressions that are looked at for one `count` or `for_each`, those that names stand for too. It bounds the depth as well.
const MAX_STEPS: u32 = 500;

/// What is known of the objects that names stand for.
struct Late<'w, 't> {
    world: &'w World<'t>,
    knowledge: &'w dyn Knowledge,
    /// How many more expressions are looked at.
    left: Cell<u32>,
}

/// What there is to say of a module in one place of its tree.
pub(super) fn find(
    scope: &ModuleScope,
    world: &World,
    certain: &Certain,
    knowledge: &dyn Knowledge,
) -> Vec<Found> {
    // A stack puts off what it cannot know yet.
    let is_plain = |root: &ModuleScope| root.is_root() && !root.module.called_with.sets_something();
    let is_root_plain = world.modules().next().is_some_and(is_plain);
    if !is_root_plain || scope.module.incomplete || !scope.is_single() {
        return Vec::new();
    }
    let found = scope.module.blocks().filter_map(repetition).filter_map(|repetition| {
        let symbol = cause(repetition, scope, world, knowledge)?;
        // Whoever leaves a default to be set elsewhere may set what makes it known.
        let holds = |open: &ModuleScope| cause(repetition, open, world, knowledge).is_some();
        certain.holds_in(&scope.path, holds).then(|| said(repetition, &symbol, world))
    });
    found.collect()
}

/// What says how many instances of a block there are.
fn repetition(block: &Block) -> Option<&Attribute> {
    let repeats = matches!(&*block.kind.text, "resource" | "data" | "ephemeral" | "module");
    let is_read = repeats && block.body.is_whole();
    let [count, each] = ["count", "for_each"].map(|name| block.body.attribute(name));
    // Terraform refuses both in one block.
    match (count, each) {
        (Some(one), None) | (None, Some(one)) if is_read => Some(one),
        _ => None,
    }
}

fn cause(
    repetition: &Attribute,
    scope: &ModuleScope,
    world: &World,
    knowledge: &dyn Knowledge,
) -> Option<Symbol> {
    let late = Late { world, knowledge, left: Cell::new(MAX_STEPS) };
    let env = Environment::new(scope);
    let expr = &repetition.value;
    if &*repetition.name.text == "count" {
        late.value(expr, scope, env)
    } else {
        late.keys(expr, scope, env)
    }
}

fn said(repetition: &Attribute, symbol: &Symbol, world: &World) -> Found {
    let name = &repetition.name.text;
    let message = format!("`{name}` depends on a value that is known only after apply");
    let help = if &**name == "count" {
        "decide it by a variable, or by another value that is known before apply"
    } else {
        "use keys that are known before apply, and put the rest into the values"
    };
    let mut found = Found::new(repetition.value.span, message, Some(help.to_owned()));
    let header = world.scope_of(&symbol.address).and_then(|scope| {
        let position = scope.module.position_of(&symbol.address)?;
        scope.module.block(position).map(|made| made.header)
    });
    let message = format!("`{symbol}` is known only after apply");
    found.related.extend(header.map(|span| Label { span, message }));
    found
}

impl Late<'_, '_> {
    /// Whether no plan that makes the object knows what the symbol stands for, and a plan does make it.
    fn is_late(&self, symbol: &Symbol) -> bool {
        let [name] = symbol.path.as_slice() else { return false };
        let address = &symbol.address;
        self.knowledge.is_known_after_apply(symbol)
            && self.is_made(address)
            && self.schema_of(address).is_some_and(|schema| {
                // What may be written may be known.
                schema.body.attribute.contains_key(name)
            })
    }

    fn schema_of(&self, address: &Address) -> Option<Arc<Schema>> {
        self.world.scope_of(address)?.tree().schemas().of(address.resource_type())
    }

    /// Whether the first plan makes the instance: nothing says that it is there already.
    fn is_made(&self, address: &Address) -> bool {
        self.world.modules().all(|module| !module.module.incomplete)
            && address.key != InstanceKey::Unknown
            && self.world.is_declared_once(address)
            && !self.world.is_imported(address)
            && !self.world.is_moved(address)
            && self.world.scope_of(address).is_some_and(|scope| {
                let position = scope.module.position_of(address);
                let instances = position.map(|at| scope.instances(at, Environment::new(scope)));
                let is_there = match instances {
                    Some(Instances::Single) => address.key == InstanceKey::None,
                    Some(Instances::Known(keys)) => keys.get(&address.key).is_some(),
                    _ => false,
                };
                is_there && scope.is_single()
            })
    }

    /// Takes one of the steps that are left.
    fn step(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}
