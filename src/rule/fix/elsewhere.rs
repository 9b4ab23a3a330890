//! A repair of a value that came from elsewhere: where it is written, with what else has it from there.

use super::expression::{expression, is_constant};
use super::{Deed, FixRecipe, entries};
use crate::convert;
use crate::eval::{Environment, eval};
use crate::files::{is_configuration, is_fetched, is_variables};
use crate::finding::{Edit, Fix, Label, Safety};
use crate::module::Module;
use crate::source::{Sources, Span};
use crate::syntax::{Block, BlockPart, ExprKind, Reference, is_json};
use crate::value::{BlockValue, How, Origin, Value, literal};
use crate::world::World;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// The repair of a recipe that puts one value in the place of another, where that was written for something else to take it;
/// `None` where it was not, or where it is only a part of what is written there.
pub(super) fn fix(
    recipe: &FixRecipe,
    block: &BlockValue,
    at: Option<&Value>,
    env: Environment,
    (world, sources): (&World, &Sources),
) -> Option<Fix> {
    let (old, new) = match recipe.deeds.as_slice() {
        [Deed::Replace(value)] => (at?.clone(), eval(value, env)),
        [Deed::Set(arguments)] => {
            let [(name, new)] = <[_; 1]>::try_from(entries(&eval(arguments, env))?).ok()?;
            (block.arguments.get(&*name)?.value.clone(), new)
        }
        _ => return None,
    };
    let origin = old.origin.as_ref()?;
    let span = written(&old, origin, sources)?;
    // A reference means something else there.
    let text = literal(&new, &block.address.module).filter(|text| is_constant(text))?;
    let also = users(origin, block, world);
    Some(Fix { is_elsewhere: true, also, ..Fix::new(Safety::Unsafe, vec![Edit { span, text }]) })
}

/// The place of the literal that a value is, where it was taken from there as it is.
fn written(value: &Value, origin: &Arc<Origin>, sources: &Sources) -> Option<Span> {
    // What another block says of itself is its own, and not a name for a value.
    let is_name =
        |how: Option<&How>| !matches!(how, Some(How::Sensitive(_) | How::Attribute(_, _)));
    let mut way = origin.way();
    if value.is_sensitive() || origin.made_of().is_some() || !way.all(|(how, _)| is_name(how)) {
        return None;
    }
    let (_, span) = origin.way().skip(1).last()?;
    let source = sources.get(span.source);
    let text = source.text.get(span.range()).filter(|_| is_own(&source.path))?;
    let said = match expression(text)?.kind {
        ExprKind::String(text) => text.to_string(),
        ExprKind::Number(number) => number.to_string(),
        ExprKind::Bool(value) => value.to_string(),
        _ => return None,
    };
    let is = convert::to_text(value)?;
    (is.as_known() == Some(&*said)).then_some(span)
}

/// Whether it is a file of the user: no variable of the environment, and nothing that Terraform has fetched.
fn is_own(path: &Path) -> bool {
    let is_terragrunt = path.extension().is_some_and(|extension| extension == "hcl");
    let is_file = is_configuration(path) || is_variables(path) || is_terragrunt;
    is_file && !is_fetched(path) && !is_json(path)
}

/// What else has a value by one of the names that this one came by, in the order of the way.
fn users(origin: &Arc<Origin>, block: &BlockValue, world: &World) -> Vec<Label> {
    let mut labels = Vec::new();
    let way: Vec<_> = origin.way().collect();
    for pair in way.windows(2) {
        let [(_, taken), (Some(how), _)] = pair else { continue };
        let declared = |module: &&Module| module.files.contains(&taken.source);
        let Some(module) = world.modules().map(|it| it.module).find(declared) else { continue };
        let uses = world.once(&module.dir.to_string_lossy(), || Uses::of(module));
        for name in name(how).into_iter().chain(collection(module, origin, how)) {
            let of_name = uses.0.get(&name).map(Vec::as_slice).unwrap_or_default();
            let own = of_name.iter().find(|it| it.span == *taken);
            let others = of_name.iter().filter(|it| it.span != *taken && !it.repeats(block));
            let others = others.filter(|it| own.is_none_or(|own| own.may_meet(it)));
            labels.extend(others.map(Use::label));
        }
    }
    labels
}

/// The name by which a value was taken.
fn name(how: &How) -> Option<String> {
    match how {
        How::Default(name)
        | How::VariablesFile(name)
        | How::Input(name)
        | How::Sensitive(name)
        | How::Argument(name) => Some(format!("var.{name}")),
        How::Local(name) => Some(format!("local.{name}")),
        How::Output(path) => {
            let (path, output) = path.rsplit_once('.')?;
            let (_, call) = path.rsplit_once("module.")?;
            let call = call.split('[').next().unwrap_or_default();
            Some(format!("module.{call}.{output}"))
        }
        How::Attribute(_, _) | How::Each | How::Element => None,
    }
}

/// The local value of the module that the literal is an element of, for one that an element was taken of.
fn collection(module: &Module, origin: &Arc<Origin>, how: &How) -> Option<String> {
    if !matches!(how, How::Each | How::Element) {
        return None;
    }
    let (_, literal) = origin.way().last()?;
    let (name, _) = module.locals().find(|(_, local)| local.value.span.contains(literal))?;
    Some(format!("local.{name}"))
}

/// Where the blocks of a module name values, by their names.
struct Uses(HashMap<String, Vec<Use>>);

/// One place where a value is named.
struct Use {
    span: Span,
    /// The header of the block that names it.
    block: Span,
    /// The argument, with the address of its block.
    argument: String,
    part: BlockPart,
    /// What is taken of the value.
    taken: Vec<Option<String>>,
}

impl Uses {
    fn of(module: &Module) -> Self {
        let mut uses: HashMap<String, Vec<Use>> = HashMap::new();
        // What a variable asks of itself is no use of it.
        for block in module.blocks().filter(|block| &*block.kind.text != "variable") {
            for reference in block.references() {
                let names = if reference.root == "module" { 2 } else { 1 };
                let steps = (0..names).map(|at| reference.name(at)).collect::<Option<Vec<_>>>();
                let Some(steps) = steps else { continue };
                let name = format!("{}.{}", reference.root, steps.join("."));
                uses.entry(name).or_default().push(Use::of(block, &reference, names));
            }
        }
        Self(uses)
    }
}

impl Use {
    fn of(block: &Block, reference: &Reference, names: usize) -> Self {
        let taken = (names..reference.steps.len()).map(|at| reference.name(at).map(str::to_owned));
        Self {
            span: reference.span,
            block: block.header,
            argument: argument(block, reference.span),
            part: reference.part,
            taken: taken.collect(),
        }
    }

    /// Whether it only says how often there is that block.
    fn repeats(&self, block: &BlockValue) -> bool {
        self.part == BlockPart::Repetition && self.block == block.header
    }

    /// Whether the two may take the same of the value.
    fn may_meet(&self, other: &Self) -> bool {
        let pairs = self.taken.iter().zip(&other.taken);
        let known = pairs.map_while(|(a, b)| a.as_ref().zip(b.as_ref()));
        known.into_iter().all(|(a, b)| a == b)
    }

    fn label(&self) -> Label {
        Label { span: self.span, message: self.argument.clone() }
    }
}

/// What a place in a block is a part of, as one would name it: `aws_api_gateway_integration.list.uri`.
fn argument(block: &Block, at: Span) -> String {
    let attributes = block.body.attributes.iter();
    let attribute = attributes.map(|it| (&it.name.text, it.span));
    let nested = block.body.blocks.iter().map(|it| (&it.kind.text, it.span));
    let name = attribute.chain(nested).find(|(_, span)| span.contains(at));
    let name = name.map(|(name, _)| name.to_string());
    let labels = block.labels.iter().map(|label| label.text.to_string());
    let kind = match &*block.kind.text {
        "resource" => None,
        "locals" => Some("local".to_owned()),
        kind => Some(kind.to_owned()),
    };
    kind.into_iter().chain(labels).chain(name).collect::<Vec<_>>().join(".")
}
