//! A root module and all that it calls, in the places where they are called: what rules ask about other blocks.

mod derived;
mod kept;
mod key;
mod matching;
mod order;

pub(crate) use derived::{Derived, Imports};
pub(crate) use matching::{Filter, Matching, Wanted};

use crate::eval::Environment;
use crate::graph::{Graph, Handing};
use crate::scope::{Instances, ModuleScope};
use crate::value::{
    Address, BlockValue, Data, How, InstanceKey, ModulePath, Origin, Piece, Symbol, Truth, Value,
};
use hashbrown::{HashMap, HashSet};
use key::Part;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// What the world is told of the objects that resources stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    /// What blocks do with what they refer to.
    pub handing: Handing,
    /// What the value of a symbol identifies, if no two objects of that sort have the same.
    pub identifies: fn(&Symbol) -> Option<&'static str>,
    /// What is imported from documents.
    pub imports: Imports,
}

/// All modules of a tree, evaluated.
pub(crate) struct World<'t> {
    facts: Facts,
    modules: Vec<Rc<ModuleScope<'t>>>,
    by_path: HashMap<ModulePath, usize>,
    graph: Graph<'t>,
    may_have_more: OnceCell<bool>,
    blocks: RefCell<HashMap<Arc<str>, Rc<[Found]>>>,
    /// What the documents of all modules stand for.
    documents: OnceCell<derived::Documents>,
    searches: matching::Searches,
    /// What `import` blocks of the root name, and what that is in.
    imported: OnceCell<HashSet<Vec<&'t str>>>,
    /// The positions of the modules, by the names of the calls that lead there.
    by_names: OnceCell<HashMap<Vec<String>, Vec<usize>>>,
    kept: kept::Kept,
}

/// An instance of a resource.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The instance; one of unknown keys stands for all where it is not known which there are.
    pub block: Arc<BlockValue>,
    /// Whether there is certainly one, and not none or several.
    pub is_single: bool,
}

impl<'t> World<'t> {
    /// The configuration below that root.
    pub(crate) fn of(root: Rc<ModuleScope<'t>>, facts: Facts) -> Self {
        let graph = Graph::of(root.module, root.tree(), facts.handing);
        let called = root.called();
        let modules: Vec<_> = std::iter::once(root).chain(called).collect();
        let path = |(position, module): (usize, &Rc<ModuleScope>)| (module.path.clone(), position);
        let by_path = modules.iter().enumerate().map(path).collect();
        Self {
            facts,
            modules,
            by_path,
            graph,
            may_have_more: OnceCell::new(),
            blocks: RefCell::default(),
            documents: OnceCell::new(),
            searches: matching::Searches::default(),
            imported: OnceCell::new(),
            by_names: OnceCell::new(),
            kept: kept::Kept::default(),
        }
    }

    /// Which blocks depend on which.
    pub(crate) fn graph(&self) -> &Graph<'t> {
        &self.graph
    }

    /// The modules, the root first; one that is called several times is there for each call.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &ModuleScope<'t>> {
        self.modules.iter().map(|module| &**module)
    }

    /// The module that an address is in, in that place of the tree.
    pub(crate) fn scope_of(&self, address: &Address) -> Option<&ModuleScope<'t>> {
        self.modules.get(*self.by_path.get(&address.module)?).map(|scope| &**scope)
    }

    /// The modules that calls of these names lead to: one for each instance of the calls.
    pub(crate) fn called(&self, names: &[&str]) -> impl Iterator<Item = &ModuleScope<'t>> {
        let by_names = self.by_names.get_or_init(|| {
            let mut by_names: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
            for (position, module) in self.modules.iter().enumerate() {
                let names = module.path.names().map(str::to_owned).collect();
                by_names.entry(names).or_default().push(position);
            }
            by_names
        });
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let positions = by_names.get(&names).map_or(&[][..], Vec::as_slice);
        positions.iter().filter_map(|position| self.modules.get(*position)).map(|module| &**module)
    }

    /// All instances of the resources of that type.
    pub(crate) fn resources(&self, r#type: &str) -> Rc<[Found]> {
        if let Some(known) = self.blocks.borrow().get(r#type) {
            return Rc::clone(known);
        }
        let of_module = |module: &Rc<ModuleScope<'t>>| {
            let of_type = module.module.resources(r#type);
            let is_certain = !of_type.is_empty() && module.is_single();
            let found = |position: &usize| {
                let env = Environment::new(&**module);
                let is_single = is_certain && module.instances(*position, env).are_certain();
                let blocks = module.all(*position);
                let found = |block: &Arc<_>| Found { block: Arc::clone(block), is_single };
                blocks.iter().map(found).collect::<Vec<_>>()
            };
            of_type.iter().flat_map(found).collect::<Vec<_>>()
        };
        let all: Rc<[Found]> = self.modules.iter().flat_map(of_module).collect();
        self.blocks.borrow_mut().insert(r#type.into(), Rc::clone(&all));
        all
    }

    /// Whether there may be blocks that are not seen: a file that could not be read, a call that leads to what is not here.
    pub(crate) fn may_have_more(&self) -> bool {
        let may = || self.modules().any(|module| module.module.incomplete || module.calls_unread());
        *self.may_have_more.get_or_init(may)
    }

    /// Whether nobody else gets hold of that attribute of the block (`None`: of any): the block is declared here, and no
    /// output of the root, no module that is not read and no script has it. What is imported others had before.
    pub(crate) fn keeps(&self, address: &Address, attribute: Option<&str>) -> bool {
        &*address.kind == "resource"
            && !self.graph.is_given_away(address, attribute)
            && !self.is_imported(address)
    }

    /// Whether two values are equal. No two objects have the same id.
    pub(crate) fn same(&self, one: &Value, other: &Value) -> Truth {
        let part = |value| Part::of(value, &self.facts);
        part(one).same(&part(other))
    }

    /// The block at an address, if it is declared and known which one it is.
    pub(crate) fn block(&self, address: &Address) -> Option<Arc<BlockValue>> {
        let module = self.modules.get(*self.by_path.get(&address.module)?)?;
        let position = module.module.position_of(address)?;
        let env = Environment::new(&**module);
        let element = match module.instances(position, env) {
            Instances::Known(known) => known.get(&address.key)?.1.clone(),
            Instances::Disabled => return None,
            Instances::Single | Instances::Perhaps if address.key != InstanceKey::None => {
                return None;
            }
            Instances::Single | Instances::Perhaps | Instances::Unknown => None,
        };
        module.instance(position, &address.key, element.as_ref(), env)
    }
}

/// Whether two instances are one.
pub(crate) fn same_block(one: &BlockValue, other: &BlockValue) -> Truth {
    if [one, other].iter().all(|block| key::is_one(&block.address)) {
        Truth::from(one.address == other.address)
    } else {
        Truth::Unknown
    }
}

/// The instances of a block. One of unknown keys stands for all where it is not known which there are.
pub(crate) fn instances(module: &ModuleScope, position: usize) -> Vec<Arc<BlockValue>> {
    module.all(position).to_vec()
}

/// The blocks that a value was taken from, the nearest first: those that it has come by, and those that it is a symbol of.
pub(crate) fn referred(value: &Value) -> Vec<Address> {
    let by_way = value.origin.iter().flat_map(Origin::way).filter_map(|(how, _)| match how {
        Some(How::Attribute(address, _)) => Some(address.clone()),
        _ => None,
    });
    let mut addresses: Vec<Address> = by_way.collect();
    addresses.extend(value.symbol().map(|symbol| symbol.address.clone()));
    if let Data::String(text) = &value.data {
        let symbols = text.pieces().iter().filter_map(|piece| match piece {
            Piece::Unknown(Some(symbol)) => Some(symbol.address.clone()),
            _ => None,
        });
        addresses.extend(symbols);
    }
    addresses.retain(|address| matches!(&*address.kind, "resource" | "data"));
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests;
