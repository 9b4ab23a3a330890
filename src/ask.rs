//! What pages ask about any Terraform that no expression should spell: functions, each offered to pages under its name.
//! All answer in three truth values and compute on partly known strings. What is known of one provider is handed in, as
//! [`Knowledge`].

mod arguments;
mod data_source;
mod decoded;
mod elsewhere;
mod lifecycle;
mod line;
mod mention;
mod provider;
mod reference;
mod region;
mod resource;
mod schema;
mod take;
#[cfg(test)]
mod test;
mod version;
mod written;

pub(crate) use decoded::decode;
use elsewhere::Asking;
#[cfg(test)]
pub(crate) use elsewhere::says_any;
use mention::Uses;
pub(crate) use provider::admits_together;
pub(crate) use resource::is_open;
pub(crate) use schema::of_resource as schema_of;
pub(crate) use take::{arg, block, known, text};
pub(crate) use version::admits;

use crate::convert::Stop;
use crate::functions::{self, Answer};
use crate::schema::Schemas;
use crate::scope::ModuleScope;
use crate::value::{BlockValue, Symbol, Truth, Value};
use crate::world::{Facts, Filter, Matching, World};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// Where a page asks: the module of the block that it is about, in the configuration around it.
pub(crate) struct Site<'a, 't> {
    module: &'a ModuleScope<'t>,
    world: &'a World<'t>,
    /// What is known of the provider.
    pub(crate) knowledge: &'static dyn Knowledge,
    uses: Uses,
    /// Whether the rest of the workspace is asked.
    pub(crate) asking: Asking,
    /// Whether the block is one that a document stands for. Then such blocks are found too.
    pub(crate) is_of_document: bool,
    /// Whether somebody has looked at anything but what was asked about.
    pub(crate) looking: Looking,
}

/// Whether what is computed depends on more than its arguments: then it may be another time what they are the same in.
#[derive(Debug, Default)]
pub(crate) struct Looking(Cell<bool>);

impl Looking {
    /// What is computed, and whether somebody has looked around for it.
    pub(crate) fn watched<T>(&self, compute: impl FnOnce() -> T) -> (T, bool) {
        let before = self.0.replace(false);
        let computed = compute();
        let has_looked = self.0.get();
        self.0.set(before || has_looked);
        (computed, has_looked)
    }

    /// Notes that something depends on what is around.
    pub(crate) fn note(&self) {
        self.0.set(true);
    }
}

impl<'a, 't> Site<'a, 't> {
    /// A place in a module.
    pub(crate) fn new(
        module: &'a ModuleScope<'t>,
        world: &'a World<'t>,
        knowledge: &'static dyn Knowledge,
        is_of_document: bool,
    ) -> Self {
        let (uses, asking, looking) = (Uses::default(), Asking::default(), Looking::default());
        Self { module, world, knowledge, uses, asking, is_of_document, looking }
    }

    /// The module.
    pub(crate) fn module(&self) -> &'a ModuleScope<'t> {
        self.looking.note();
        self.module
    }

    /// All modules.
    pub(crate) fn world(&self) -> &'a World<'t> {
        self.looking.note();
        self.world
    }

    /// What the blocks of the module name.
    fn uses(&self) -> &Uses {
        self.looking.note();
        &self.uses
    }

    /// What providers say of resource types, which is the same wherever it is asked.
    fn schemas(&self) -> &'a Arc<Schemas> {
        self.module.tree().schemas()
    }

    /// Whether two values are the same, which is the same wherever it is asked.
    pub(crate) fn same(&self, one: &Value, other: &Value) -> Truth {
        self.world.same(one, other)
    }
}

impl Site<'_, '_> {
    /// The blocks of that type whose arguments are what the filter wants.
    pub(crate) fn matching(&self, r#type: &str, filter: &Filter) -> Rc<Matching> {
        if self.is_of_document {
            self.world().matching_everywhere(r#type, filter)
        } else {
            self.world().matching(r#type, filter)
        }
    }
}

/// A function of pages is computed from its arguments and the place where it is asked.
pub(crate) type Asked = fn(&[Value], &Site) -> Answer;

/// A function for pages. Its arguments are not converted: it gets what was written.
pub(crate) type Function = functions::Function<Asked>;

/// What is known of a provider and its objects beyond its schema. What is said here holds for all releases.
pub(crate) trait Knowledge: Sync + std::fmt::Debug {
    /// Functions about its objects, in families.
    fn functions(&self) -> &'static [&'static [Function]];

    /// What blocks do with what they refer to, and what identifies an object.
    fn facts(&self) -> Facts;

    /// Whether the provider assigns what that argument of a resource type holds: whoever wants to write such a block has
    /// to be given it. What others hold is a name that somebody chose, and can be written down by anybody.
    fn assigns(&self, r#type: &str, argument: &str) -> bool;

    /// Whether what the symbol stands for is never an empty text.
    fn is_never_empty(&self, symbol: &Symbol) -> bool;

    /// Whether the symbol stands for what the provider says of an object only when it has made it, so that no plan that
    /// makes the object knows it.
    fn is_known_after_apply(&self, symbol: &Symbol) -> bool;

    /// The object that a block is, or belongs to, which can be found by its name together with all that belongs to it.
    fn found_by_name(&self, block: &Arc<BlockValue>, world: &World) -> Option<Findable>;

    /// What makes a block of a type in other languages; `None` where that is not known.
    fn words(&self, r#type: &str) -> Option<&'static Words>;

    /// Whether a block that is told a name does nothing with it but what is seen, though it may run something.
    fn is_deaf(&self, r#type: &str) -> bool;
}

/// An object that others find by its name.
pub(crate) struct Findable {
    pub(crate) block: Arc<BlockValue>,
    /// The data source that finds it, with `data.` before its type, and the argument that takes the name.
    pub(crate) data: &'static str,
    pub(crate) argument: &'static str,
    /// The type of what is made of it, once it is found.
    pub(crate) parts: &'static str,
}

/// What makes a block of a type in other languages, without case and signs. Scripts that have none of these words make
/// none.
pub(crate) struct Words {
    pub(crate) r#type: &'static str,
    pub(crate) calls: &'static [&'static str],
    /// What every text with one of the words has in it, as it is written; to look for this is quick.
    pub(crate) parts: &'static [&'static str],
}

const FAMILIES: &[&[Function]] = &[
    arguments::FUNCTIONS,
    data_source::FUNCTIONS,
    decoded::FUNCTIONS,
    lifecycle::FUNCTIONS,
    line::FUNCTIONS,
    mention::FUNCTIONS,
    provider::FUNCTIONS,
    reference::FUNCTIONS,
    region::FUNCTIONS,
    resource::FUNCTIONS,
    schema::FUNCTIONS,
    written::FUNCTIONS,
];

/// The functions that pages can call beside those of the language: of any Terraform, and of the provider.
pub(crate) fn functions(
    knowledge: &dyn Knowledge,
) -> impl Iterator<Item = &'static Function> + use<> {
    FAMILIES.iter().chain(knowledge.functions()).copied().flatten()
}

/// The function of that name.
pub(crate) fn find(name: &str, knowledge: &dyn Knowledge) -> Option<&'static Function> {
    functions(knowledge).find(|function| function.name == name)
}

/// The result of a call.
pub(crate) fn call(function: &Function, args: &[Value], site: &Site) -> Value {
    (function.compute)(args, site).unwrap_or_else(|stop| match stop {
        Stop::Refused => Value::refused(),
        Stop::Unknown => function.unknown(),
    })
}
