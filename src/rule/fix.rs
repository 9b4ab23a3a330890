//! From a recipe of a page to edits of a text.

mod align;
mod declare;
mod elsewhere;
mod exchange;
mod expression;
mod list;
mod order;
mod sign;
mod spelling;
mod writer;

pub(crate) use align::rename;

use super::{Deed, FixRecipe};
use crate::eval::{Environment, eval};
use crate::finding::{Edit, Fix};
use crate::source::{Sources, Span};
use crate::syntax::is_json;
use crate::value::{BlockValue, Data, Truth, Value, literal};
use crate::world::World;
use std::sync::Arc;
use writer::Writer;

/// The edits of a recipe; `None` where it does not apply to how the block is written.
pub(super) fn fix(
    recipe: &FixRecipe,
    block: &Arc<BlockValue>,
    at: Option<&Value>,
    env: Environment,
    (world, sources): (&World, &Sources),
) -> Option<Fix> {
    let target = match recipe.target.as_ref().map(|target| eval(target, env).data) {
        None => Arc::clone(block),
        Some(Data::Block(block)) => block,
        Some(_) => return None,
    };
    in_place(recipe, &target, at, env, sources)
        .or_else(|| elsewhere::fix(recipe, &target, at, env, (world, sources)))
}

/// The edits of the block itself.
fn in_place(
    recipe: &FixRecipe,
    target: &BlockValue,
    at: Option<&Value>,
    env: Environment,
    sources: &Sources,
) -> Option<Fix> {
    let text = &sources.get(target.span.source).text;
    let anchor = at.and_then(|at| at.origin.as_ref()).map(|origin| origin.span);
    let writer = Writer { block: target, text, anchor };
    let fixing = Fixing { target, text, at, anchor, writer };
    let mut edits = Vec::new();
    let mut declares = Vec::new();
    for deed in &recipe.deeds {
        if let Deed::Declare(blocks) = deed {
            let (edit, addresses) = declare::declare(&fixing.writer, blocks, env)?;
            edits.push(edit);
            declares.extend(addresses);
        } else {
            edits.extend(fixing.edits(deed, env)?);
        }
    }
    // The edits are written in native syntax.
    if edits.iter().any(|edit| is_json(&sources.get(edit.span.source).path)) {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    Some(Fix { declares, ..Fix::new(recipe.safety, edits) })
}

/// A block that is repaired.
struct Fixing<'a> {
    target: &'a BlockValue,
    text: &'a str,
    at: Option<&'a Value>,
    /// The place under `at`.
    anchor: Option<Span>,
    writer: Writer<'a>,
}

impl Fixing<'_> {
    /// The edits of one deed; `None` where it cannot be done.
    fn edits(&self, deed: &Deed, env: Environment) -> Option<Vec<Edit>> {
        let one = |edit: Option<Edit>| edit.map(|edit| vec![edit]);
        match deed {
            Deed::Replace(value) => one(self.replace(&eval(value, env))),
            Deed::Write(text) => one(spelling::write(eval(text, env).as_str()?, self.anchor?)),
            Deed::Escape(wanted) if eval(wanted, env).as_truth() == Truth::True => {
                one(spelling::escape(self.text, self.anchor?))
            }
            Deed::Escape(_) | Deed::Declare(_) => Some(Vec::new()),
            Deed::Exchange(pieces) => {
                exchange::exchange(self.text, self.own()?, &entries(&eval(pieces, env))?)
            }
            Deed::Append(elements) => {
                let mut texts = Vec::new();
                for element in &eval(elements, env).elements()? {
                    let text = literal(element, &self.target.address.module)?;
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                list::append(self.text, self.own()?, &texts)
            }
            Deed::Spell(arguments) => {
                let spell =
                    |(name, text): &(Arc<str>, Value)| self.writer.spell(name, text.as_str()?);
                entries(&eval(arguments, env))?.iter().map(spell).collect()
            }
            Deed::Assign(name) => {
                one(sign::assign(self.target, self.text, eval(name, env).as_str()?))
            }
            Deed::Unassign(name) => {
                one(sign::unassign(self.target, self.text, eval(name, env).as_str()?))
            }
            Deed::Set(arguments) => self.writer.set(&entries(&eval(arguments, env))?),
            Deed::Add(blocks) => {
                let blocks = entries(&eval(blocks, env))?;
                blocks.iter().map(|(name, block)| self.writer.add_block(name, block)).collect()
            }
            Deed::Remove(names) => {
                let names = eval(names, env).elements().unwrap_or_default();
                let remove = |name: &Value| self.writer.remove(name.as_str()?);
                Some(names.iter().map(remove).collect::<Option<Vec<_>>>()?.concat())
            }
            Deed::Rename(names) => {
                let rename = |(old, new): &(Arc<str>, Value)| {
                    let argument = self.target.arguments.get(&**old)?;
                    Some((argument.name, new.as_str()?.to_owned()))
                };
                let names = entries(&eval(names, env))?;
                let names = names.iter().map(rename).collect::<Option<Vec<_>>>()?;
                Some(match names.as_slice() {
                    [(name, new)] if name.source == self.target.span.source => {
                        align::rename(self.text, *name, new)
                    }
                    // They may be neighbours, each of which moves the other.
                    _ => names.into_iter().map(|(span, text)| Edit { span, text }).collect(),
                })
            }
        }
    }

    /// The place under `at`, where the value was written there.
    fn own(&self) -> Option<Span> {
        let is_own = self.at?.origin.as_ref().is_some_and(|origin| origin.from.is_none());
        self.anchor.filter(|anchor| is_own && self.target.span.contains(*anchor))
    }

    fn replace(&self, value: &Value) -> Option<Edit> {
        // A reference is not replaced by what it refers to: the mistake is where it leads. Another reference may take its
        // place.
        let is_written_here = self.at?.origin.as_ref().is_some_and(|origin| origin.from.is_none());
        let is_reference = value.symbol().is_some();
        let text = literal(value, &self.target.address.module)?;
        let is_in_block = self.anchor.is_some_and(|anchor| self.target.span.contains(anchor));
        let span = self.anchor.filter(|_| is_written_here || (is_in_block && is_reference))?;
        if is_reference { Some(Edit { span, text }) } else { self.writer.overwrite(span, text) }
    }
}

fn entries(value: &Value) -> Option<Vec<(Arc<str>, Value)>> {
    let Data::Mapping(_, entries) = &value.data else { return None };
    Some(entries.iter().map(|(key, entry)| (Arc::clone(key), entry.value.clone())).collect())
}
