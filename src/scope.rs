//! What the names in a module stand for: variables, local values, and the instances of its blocks.

mod call;
mod definition;
mod disk;
mod files;
mod ignored;
mod instances;
mod map_blocks;
mod names;
mod reference;
mod shape;
mod template;

pub(crate) use files::{NotGiven, Uncalled};
pub(crate) use instances::Instances;

use crate::eval::{Environment, Resolved, Scope, constant, separately};
use crate::module::{LocalId, Module};
use crate::syntax::{Reference, Step};
use crate::tree::Tree;
use crate::types::{Variable, is_sensitive};
use crate::value::{Address, BlockValue, How, InstanceKey, ModulePath, Symbol, Unknown, Value};
use call::Call;
use disk::Disk;
use hashbrown::HashMap;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// A module in the place of a tree where it is called, and the values that have been computed of it.
pub(crate) struct ModuleScope<'t> {
    /// The module.
    pub module: &'t Module,
    /// The calls that lead to it from the root.
    pub path: ModulePath,
    tree: &'t Tree<'t>,
    disk: Option<Rc<Disk<'t>>>,
    given: Given<'t>,
    /// Whether it is the root, and what is not seen may set its variables.
    is_open: bool,
    this: Weak<Self>,
    named: Memo<Named, Value>,
    repetitions: Memo<usize, Instances>,
    instances: Memo<(usize, InstanceKey), Arc<BlockValue>>,
    all: RefCell<HashMap<usize, Rc<[Arc<BlockValue>]>>>,
    children: RefCell<HashMap<(usize, InstanceKey), Rc<Self>>>,
    /// Whether it calls others that are not.
    is_cut: Cell<bool>,
}

/// A value that has a name in its module. Blocks are named by their positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Named {
    /// What the call of the module sets a variable to.
    Argument(usize),
    Variable(usize),
    Local(LocalId),
    Output(usize),
}

/// What sets the variables of a module.
enum Given<'t> {
    /// Variables files and the command line: it is the root.
    Inputs,
    /// The same, and whoever runs it sets what stands for nothing by default.
    LeftOpen,
    /// A call that is not looked at, so that nothing is known of them.
    Unknown,
    /// This call.
    Call(Call<'t>),
}

/// Values that are computed once. `None` marks one that is being computed: to need it then is a cycle.
type Memo<K, V> = RefCell<HashMap<K, Option<V>>>;

impl<'t> ModuleScope<'t> {
    /// A module on its own: nothing is known of what it calls, and of resource types what gatelint comes with.
    #[cfg(test)]
    pub(crate) fn new(module: &'t Module) -> Rc<Self> {
        static NOTHING: std::sync::LazyLock<Tree<'static>> =
            std::sync::LazyLock::new(|| Tree::alone(crate::schema::Schemas::builtin()));
        Self::made(module, &NOTHING, None, Given::Inputs, ModulePath::default())
    }

    /// The root of a tree. One that is called from elsewhere has variables of which nothing is known.
    pub(crate) fn root(module: &'t Module, tree: &'t Tree<'t>, is_called: bool) -> Rc<Self> {
        let given = if is_called { Given::Unknown } else { Given::Inputs };
        let root = (!is_called).then(|| module.dir.clone());
        let disk = tree.files().map(|files| Rc::new(Disk::new(files, root)));
        Self::made(module, tree, disk, given, ModulePath::default())
    }

    /// The same as another root, but for the variables whose defaults stand for nothing: they are taken to be set elsewhere.
    pub(crate) fn left_open(other: &Self) -> Rc<Self> {
        let given = match other.given {
            Given::Inputs | Given::LeftOpen => Given::LeftOpen,
            Given::Unknown | Given::Call(_) => Given::Unknown,
        };
        let root = matches!(given, Given::LeftOpen).then(|| other.module.dir.clone());
        let disk = other.tree.files().map(|files| Rc::new(Disk::new(files, root)));
        Self::made(other.module, other.tree, disk, given, ModulePath::default())
    }

    fn made(
        module: &'t Module,
        tree: &'t Tree<'t>,
        disk: Option<Rc<Disk<'t>>>,
        given: Given<'t>,
        path: ModulePath,
    ) -> Rc<Self> {
        if let Some(disk) = &disk {
            disk.note(path.clone(), &module.dir);
        }
        let is_open = match given {
            Given::Inputs => module.is_open(),
            Given::LeftOpen => true,
            Given::Unknown | Given::Call(_) => false,
        };
        Rc::new_cyclic(|this| Self {
            is_open,
            module,
            path,
            tree,
            disk,
            given,
            this: Weak::clone(this),
            named: Memo::default(),
            repetitions: Memo::default(),
            instances: Memo::default(),
            all: RefCell::default(),
            children: RefCell::default(),
            is_cut: Cell::new(false),
        })
    }

    /// Whether it is the root, and nobody else calls it as far as is known.
    pub(crate) fn is_root(&self) -> bool {
        matches!(self.given, Given::Inputs | Given::LeftOpen)
    }

    /// The tree that it is in.
    pub(crate) fn tree(&self) -> &'t Tree<'t> {
        self.tree
    }

    /// Computes a named value, once. A value that needs itself is refused.
    fn named(&self, name: Named, compute: impl FnOnce() -> Value) -> Value {
        if let Some(known) = self.named.borrow().get(&name) {
            return known.clone().unwrap_or_else(Value::refused);
        }
        self.named.borrow_mut().insert(name, None);
        let value = compute();
        self.named.borrow_mut().insert(name, Some(value.clone()));
        value
    }

    /// The value of a variable: what is given from outside, or its default.
    fn variable(&self, name: &Arc<str>, env: Environment) -> (Value, How) {
        let default = || How::Default(Arc::clone(name));
        let unset = || Value::unknown(Unknown::symbol(self.variable_symbol(name)));
        let position = self.module.position("variable", &[name]);
        let found = position.and_then(|position| Some((position, self.module.block(position)?)));
        let Some((position, block)) = found else { return (unset(), default()) };
        let (given, how) = match &self.given {
            Given::Unknown => (Some(unset()), default()),
            Given::Call(call) if call.sets(name) => {
                let argument = || call.argument(name, env).unwrap_or_else(unset);
                let given = self.named(Named::Argument(position), argument);
                (Some(given), How::Argument(Arc::clone(name)))
            }
            Given::Call(_) => (None, default()),
            Given::Inputs | Given::LeftOpen => match self.module.inputs.get(name) {
                Some(set) => (Some(constant(&set.value)), How::VariablesFile(Arc::clone(name))),
                None if self.module.inputs_incomplete => (Some(unset()), default()),
                None => match self.module.called_with.values.get(name) {
                    Some(set) => (Some(constant(&set.value)), How::Input(Arc::clone(name))),
                    None => (self.module.called_with.may_have_more.then(unset), default()),
                },
            },
        };
        let is_default = given.is_none();
        let value = self.named(Named::Variable(position), || {
            let Some(variable) = Variable::read(block) else { return unset() };
            let value = variable.value(given);
            let value = match value {
                // What stands for nothing is what callers set.
                Some(value) if is_default && self.is_open => {
                    Some(variable.left_open(value, &unset()))
                }
                value => value.or_else(|| variable.value(Some(unset()))),
            };
            value.map_or_else(unset, |value| value.named(&self.variable_symbol(name)))
        });
        (value, if is_sensitive(block) { How::Sensitive(Arc::clone(name)) } else { how })
    }

    fn variable_symbol(&self, name: &str) -> Symbol {
        Symbol { address: self.address("variable", &[name], InstanceKey::None), path: Vec::new() }
    }

    /// The address of a block of this module.
    fn address(&self, kind: &str, labels: &[&str], key: InstanceKey) -> Address {
        let labels = labels.iter().copied().map(Arc::from).collect();
        Address { module: self.path.clone(), kind: kind.into(), labels, key }
    }

    fn local(&self, name: &str, env: Environment) -> Value {
        match self.module.local_of(name) {
            Some((id, local)) => {
                self.named(Named::Local(id), || separately(&local.value, env.inside(self, None)))
            }
            None => Value::anything(),
        }
    }
}

impl Scope for ModuleScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], env: Environment) -> Resolved {
        let Some(Step::Attribute(name)) = steps.first() else {
            return Resolved { value: Value::anything(), how: None, steps: 0 };
        };
        let name = &name.text;
        match root {
            "var" => {
                let (value, how) = self.variable(name, env);
                Resolved { value, how: Some(how), steps: 1 }
            }
            "local" => Resolved {
                value: self.local(name, env),
                how: Some(How::Local(Arc::clone(name))),
                steps: 1,
            },
            "path" | "terraform" => {
                Resolved { value: self.surroundings(root, name), how: None, steps: 1 }
            }
            "each" | "count" | "self" => Resolved { value: Value::anything(), how: None, steps: 0 },
            _ => self.reference(root, steps, env),
        }
    }

    fn may_lack(&self, reference: &Reference, env: Environment) -> bool {
        self.names_what_may_lack(reference, env)
    }

    /// What the block says, or a symbol where only the provider knows.
    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        self.rendered(block, name).unwrap_or_else(|| block.attribute(name))
    }

    /// Functions that read files. Where they know nothing, [`crate::functions`] says what is certain all the same.
    fn call(&self, name: &str, args: &[Value]) -> Option<Value> {
        self.read(name.strip_prefix("core::").unwrap_or(name), args)
    }
}
