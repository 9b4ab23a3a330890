//! Expressions that Terraform certainly refuses to evaluate. The evaluator says which they are; where in them the reason lies,
//! and what it is, is looked for only then.

pub(super) mod blame;
mod function;
mod repetition;
mod step;

use super::{Found, arguments, conditions, content, exposed};
use crate::eval::{Environment, eval};
use crate::scope::ModuleScope;
use crate::source::Span;
use crate::syntax::{Block, Expr};
use crate::value::{BlockValue, Data, ModulePath, Value};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

// The rules whose findings are made here.
pub(super) const ATTRIBUTE: &str = "unsupported-attribute";
pub(super) const CONDITION: &str = super::language::CONDITION;
pub(super) const CONDITIONAL: &str = "invalid-conditional";
pub(super) const COUNT: &str = "invalid-count";
pub(super) const EACH: &str = "invalid-for-each";
pub(super) const FAILED: &str = "failed-condition";
pub(super) const FOR: &str = "invalid-for-expression";
pub(super) const FUNCTION: &str = "invalid-function-argument";
pub(super) const INDEX: &str = "invalid-index";
pub(super) const KEY: &str = "invalid-object-key";
pub(super) const MODULE: &str = "invalid-module-argument";
pub(super) const OPERAND: &str = "invalid-operand";
pub(super) const SENSITIVE: &str = "sensitive-output";
pub(super) const TEMPLATE: &str = "invalid-template-value";

/// What is found, each with its rule.
pub(super) type All = Vec<(&'static str, Found)>;

/// What is refused in a tree whatever is set for the variables of its root that stand for nothing by default: whoever
/// leaves such a default to be set elsewhere does not mean it.
pub(super) struct Certain<'t> {
    root: Rc<ModuleScope<'t>>,
    open: OnceCell<Vec<Rc<ModuleScope<'t>>>>,
    spans: OnceCell<BTreeSet<Span>>,
}

impl<'t> Certain<'t> {
    pub(super) fn of(root: &Rc<ModuleScope<'t>>) -> Self {
        Self { root: Rc::clone(root), open: OnceCell::new(), spans: OnceCell::new() }
    }

    /// The modules of the tree with those variables left open.
    fn open(&self) -> &[Rc<ModuleScope<'t>>] {
        self.open.get_or_init(|| {
            let open = ModuleScope::left_open(&self.root);
            let called = open.called();
            std::iter::once(open).chain(called).collect()
        })
    }

    /// Whether that holds of the module in that place of the tree then, too.
    pub(super) fn holds_in(&self, path: &ModulePath, holds: impl Fn(&ModuleScope) -> bool) -> bool {
        self.open().iter().any(|scope| scope.path == *path && holds(scope))
    }

    /// Leaves out what is not certain.
    pub(super) fn retain(&self, found: &mut All) {
        if found.is_empty() {
            return;
        }
        let spans = self.spans.get_or_init(|| {
            let found = self.open().iter().flat_map(|scope| suspects(scope));
            found.map(|(_, found)| found.span).collect()
        });
        found.retain(|(_, found)| spans.contains(&found.span));
    }
}

/// What is refused in a module, in one place of its tree.
pub(super) fn find(scope: &ModuleScope, certain: &Certain) -> All {
    let mut found = suspects(scope);
    certain.retain(&mut found);
    found
}

fn suspects(scope: &ModuleScope) -> All {
    let mut found = Vec::new();
    if scope.module.incomplete {
        return found;
    }
    for (position, block) in scope.module.blocks().enumerate() {
        if block.body.is_whole() {
            of_block(scope, position, block, &mut found);
        }
    }
    found
}

fn of_block(scope: &ModuleScope, position: usize, block: &Block, found: &mut All) {
    let env = Environment::new(scope);
    conditions::find(scope, position, block, found);
    match &*block.kind.text {
        "locals" => {
            for local in &block.body.attributes {
                of_expr(&local.value, env, found);
            }
        }
        "output" => {
            let refused =
                |name: &str| scope.output(name, env).is_some_and(|value| value.is_refused());
            if let (Some(name), Some(value)) = (block.label(0), block.body.attribute("value"))
                && refused(name)
            {
                blame::find(&value.value, env, found);
            }
            exposed::find(scope, block, found);
        }
        "import" => {
            if let (Some(id), None) = (block.body.attribute("id"), block.body.attribute("for_each"))
            {
                of_expr(&id.value, env, found);
            }
        }
        kind @ ("resource" | "data" | "ephemeral" | "module") => {
            for name in ["count", "for_each"] {
                if let Some(attribute) = block.body.attribute(name) {
                    let before = found.len();
                    of_expr(&attribute.value, env, found);
                    if found.len() == before {
                        repetition::find(name, &attribute.value, scope, found);
                    }
                }
            }
            if kind == "resource" && !is_suspect(scope, position, block) {
                return;
            }
            let called = scope.tree().called(scope.module, position).filter(|_| kind == "module");
            scope.in_each_instance(position, |env, is_certain| {
                let before = found.len();
                of_instance(block, env, found);
                // What is not there may be missing since nothing of all this is made, the block itself neither.
                if !is_certain {
                    let rest = found.split_off(before);
                    found.extend(rest.into_iter().filter(|(rule, _)| *rule != INDEX));
                }
                if let Some(called) = called {
                    arguments::values(block, called, env, found);
                }
            });
        }
        _ => {}
    }
}

/// Whether something in a resource is refused, or may be: what a `dynamic` block makes is not kept.
fn is_suspect(scope: &ModuleScope, position: usize, block: &Block) -> bool {
    fn has_dynamic(block: &Block) -> bool {
        block
            .body
            .blocks
            .iter()
            .any(|nested| &*nested.kind.text == "dynamic" || has_dynamic(nested))
    }
    has_dynamic(block)
        || scope
            .all(position)
            .iter()
            .any(|instance| holds_refused(instance.made.as_ref().unwrap_or(instance)))
}

fn holds_refused(block: &BlockValue) -> bool {
    let nested = |value: &Value| match &value.data {
        Data::Sequence(_, blocks) => blocks.iter().any(|block| match &block.data {
            Data::Block(block) => holds_refused(block),
            _ => block.is_refused(),
        }),
        _ => value.is_refused(),
    };
    block.arguments.values().any(|argument| argument.value.is_refused())
        || block.blocks.values().any(|blocks| nested(&blocks.value))
}

/// The arguments of one instance, those of nested blocks too.
fn of_instance(block: &Block, env: Environment, found: &mut All) {
    let is_value = |name: &str| {
        !matches!(
            name,
            "count" | "for_each" | "depends_on" | "provider" | "providers" | "source" | "version"
        )
    };
    for attribute in block.body.attributes.iter().filter(|it| is_value(&it.name.text)) {
        of_expr(&attribute.value, env, found);
    }
    // Conditions are looked at where they are judged, and provisioners when they run.
    let is_own =
        |block: &&Block| matches!(&*block.kind.text, "lifecycle" | "provisioner" | "connection");
    let own: Vec<Span> = block.body.blocks.iter().filter(is_own).map(|block| block.span).collect();
    let nested = content::Nested { blocks: &block.body.blocks };
    nested.each(&mut Vec::new(), env, &mut |expr, _, env| {
        if !own.iter().any(|span| span.contains(expr.span)) {
            of_expr(expr, env, found);
        }
    });
}

fn of_expr(expr: &Expr, env: Environment, found: &mut All) {
    if eval(expr, env).is_refused() {
        blame::find(expr, env, found);
    }
}
