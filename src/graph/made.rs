//! What an expression is made of: through local values, variables, outputs and calls, down to attributes of resources.

use super::{Call, Graph, Node, NodeId, Place, resolve};
use crate::functions;
use crate::syntax::{Expr, ExprKind, Part, Reference, Taken};
use crate::value::{Address, ModulePath};
use hashbrown::HashSet;

/// One of the things that the value of an expression is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Made<'t> {
    /// A resource, or something of it.
    Resource {
        /// The calls that lead to its module, whatever the instances.
        module: Vec<&'t str>,
        /// Its type and name.
        labels: [&'t str; 2],
        /// What is taken of it, or of each of its instances; `None` where all of it is.
        attribute: Option<&'t str>,
    },
    /// Anything else that may change: a data source, a variable of the root, a file, the time.
    Other,
}

impl<'t> Graph<'t> {
    /// What an expression in that block is made of. Literals, names of the place where Terraform runs and functions that
    /// depend on nothing but their arguments add nothing. A literal that has a name, and is used under it by other blocks
    /// too, changes with them.
    pub(crate) fn made_of(&self, block: &Address, expr: &'t Expr) -> Vec<Made<'t>> {
        let mut walk = Walk { places: &self.places, open: Vec::new(), seen: HashSet::new() };
        let mut made = Vec::new();
        let from = self.node(block, |called| called.all);
        match self.position(&block.module) {
            Some(place) => walk.open.push(Open { place, name: None, expr }),
            None => made.push(Made::Other),
        }
        while let Some(Open { place, name, expr }) = walk.open.pop() {
            let is_shared = |name| has_literal(expr) && self.is_used_beside(name, from);
            if !is_computed(expr) || name.is_some_and(is_shared) {
                made.push(Made::Other);
            }
            for reference in expr.references() {
                if walk.follow(place, &reference).is_none() {
                    made.push(self.resource(place, &reference).unwrap_or(Made::Other));
                }
            }
        }
        made
    }

    /// The position of the place of a module.
    fn position(&self, path: &ModulePath) -> Option<usize> {
        path.names()
            .try_fold(0, |position, name| self.places.get(position)?.called.get(name)?.place)
    }

    /// Whether a block other than `from` has a value from that name, directly or through other names.
    fn is_used_beside(&self, name: NodeId, from: Option<NodeId>) -> bool {
        let users = self.users.get_or_init(|| users(&self.nodes));
        let mut seen: HashSet<NodeId> = HashSet::from([name]);
        let mut rest = vec![name];
        while let Some(name) = rest.pop() {
            for user in users.get(name as usize).into_iter().flatten().copied() {
                if self.nodes.get(user as usize).is_some_and(|node| node.is_name) {
                    rest.extend(seen.insert(user).then_some(user));
                } else if Some(user) != from {
                    return true;
                }
            }
        }
        false
    }

    fn resource(&self, position: usize, reference: &Reference<'t>) -> Option<Made<'t>> {
        let place = self.places.get(position)?;
        let Some(("resource", labels)) = reference.block() else { return None };
        let labels: [&str; 2] = labels.try_into().ok()?;
        place.module.position("resource", &labels)?;
        let names = if reference.root == "resource" { 2 } else { 1 };
        let attribute = reference.steps.iter().skip(names).find_map(|step| match step {
            Taken::Name(name) => Some(*name),
            Taken::Index | Taken::Splat => None,
        });
        Some(Made::Resource { module: self.calls(place.call), labels, attribute })
    }

    /// The names of the calls that lead to what is called there.
    pub(super) fn calls(&self, mut call: Option<Call>) -> Vec<&'t str> {
        let mut names = Vec::new();
        while let Some(of) = call {
            let Some(caller) = self.places.get(of.caller) else { break };
            let block = caller.module.block(of.position);
            names.extend(block.and_then(|block| block.label(0)));
            call = caller.call;
        }
        names.reverse();
        names
    }
}

/// Which nodes have a value from each.
fn users(nodes: &[Node]) -> Vec<Vec<NodeId>> {
    let mut users = vec![Vec::new(); nodes.len()];
    for (user, node) in (0..).zip(nodes) {
        for edge in node.edges.iter().filter(|edge| edge.value) {
            users.get_mut(edge.to as usize).into_iter().for_each(|users| users.push(user));
        }
    }
    users
}

/// An expression that is still to be looked at.
struct Open<'t> {
    place: usize,
    /// The name that it is the value of.
    name: Option<NodeId>,
    expr: &'t Expr,
}

/// A walk from name to name.
struct Walk<'a, 't> {
    places: &'a [Place<'t>],
    open: Vec<Open<'t>>,
    /// The local values, variables and outputs that were met.
    seen: HashSet<NodeId>,
}

impl<'t> Walk<'_, 't> {
    /// Goes on to what a name stands for; `None` where it is not followed.
    fn follow(&mut self, position: usize, reference: &Reference<'t>) -> Option<()> {
        let place = self.places.get(position)?;
        match reference.root {
            "path" | "terraform" | "count" => {}
            "local" => {
                let name = reference.name(0)?;
                let (id, local) = place.module.local_of(name)?;
                let node = *place.locals.get(&id)?;
                self.add(node, position, &local.value);
            }
            "var" => {
                let name = reference.name(0)?;
                let node = place.block("variable", &[name])?;
                let (from, value) = self.argument(place, name).or_else(|| {
                    place.call?;
                    Some((position, attribute(place, "variable", name, "default")?))
                })?;
                self.add(node, from, value);
            }
            "module" => {
                let called = place.called.get(reference.name(0)?)?.place?;
                let inside = self.places.get(called)?;
                let outputs: Vec<&str> = match resolve::output(reference) {
                    Some(output) => vec![output],
                    None => {
                        inside.module.of_kind("output").filter_map(|block| block.label(0)).collect()
                    }
                };
                let output = |name| {
                    let node = inside.block("output", &[name])?;
                    Some((node, attribute(inside, "output", name, "value")?))
                };
                for (node, value) in outputs.into_iter().map(output).collect::<Option<Vec<_>>>()? {
                    self.add(node, called, value);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// What the call that leads to a place sets a variable to.
    fn argument(&self, place: &Place<'t>, name: &str) -> Option<(usize, &'t Expr)> {
        let call = place.call?;
        let block = self.places.get(call.caller)?.module.block(call.position)?;
        Some((call.caller, &block.body.attribute(name)?.value))
    }

    fn add(&mut self, name: NodeId, place: usize, expr: &'t Expr) {
        if self.seen.insert(name) {
            self.open.push(Open { place, name: Some(name), expr });
        }
    }
}

/// The value of an argument of a block in that place.
fn attribute<'t>(place: &Place<'t>, kind: &str, name: &str, argument: &str) -> Option<&'t Expr> {
    let module = place.module;
    let block = module.block(module.position(kind, &[name])?)?;
    Some(&block.body.attribute(argument)?.value)
}

/// Whether all functions in it depend on nothing but their arguments.
fn is_computed(expr: &Expr) -> bool {
    let called = match &expr.kind {
        ExprKind::Call { name, .. } => functions::is_pure(&name.text),
        _ => true,
    };
    called && expr.children().into_iter().all(is_computed)
}

/// Whether something of it is written as it is.
fn has_literal(expr: &Expr) -> bool {
    let is_literal = match &expr.kind {
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) => true,
        ExprKind::Template(parts) => parts.iter().any(|part| matches!(part, Part::Literal(_))),
        _ => false,
    };
    is_literal || expr.children().into_iter().any(has_literal)
}

#[cfg(test)]
mod tests;
