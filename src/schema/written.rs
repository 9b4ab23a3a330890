//! A schema as it is written: `schema.hcl` has that of one release of a provider, and `releases.hcl` what others added
//! and removed, to be laid over it.

use super::record::Nesting;
use crate::source::SourceId;
use crate::syntax::{self, Attribute as Argument, Block, Body as Tree, ExprKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is wrong, in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

/// What is written of a resource type.
#[derive(Debug, Default, Clone)]
pub(crate) struct Written {
    /// The newest version of the provider of which all is known.
    pub(crate) provider: Option<String>,
    pub(crate) body: Body,
}

/// What can stand in a block, by name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Body {
    pub(crate) argument: BTreeMap<String, Attribute>,
    pub(crate) attribute: BTreeMap<String, Attribute>,
    pub(crate) block: BTreeMap<String, NestedBlock>,
}

/// An argument, or an attribute that is only exported.
#[derive(Debug, Default, Clone)]
pub(crate) struct Attribute {
    /// As the language writes it. What is laid over another one need not say it.
    pub(crate) r#type: Option<String>,
    /// What is said of the flags, by their letters.
    pub(crate) flags: BTreeMap<&'static str, bool>,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    /// The header in the text.
    pub(crate) header: Range<usize>,
}

/// A nested block.
#[derive(Debug, Default, Clone)]
pub(crate) struct NestedBlock {
    pub(crate) nesting: Option<Nesting>,
    pub(crate) min: Option<usize>,
    pub(crate) max: Option<usize>,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) body: Body,
    /// The header in the text.
    pub(crate) header: Range<usize>,
}

/// What an argument can be said to be.
pub(crate) const FLAGS: [&str; 5] =
    ["required", "computed", "sensitive", "deprecated", "write_only"];

type Strict<T> = Result<T, Fault>;

fn complain<T>(range: Range<usize>, message: impl Into<String>) -> Strict<T> {
    Err(Fault { range, message: message.into() })
}

impl Written {
    /// Reads a text.
    pub(crate) fn read(text: &str) -> Strict<Self> {
        let parsed = syntax::parse(SourceId::PAGE, text, 0);
        if let Some(error) = parsed.errors.into_iter().next() {
            return complain(error.span.range(), error.message);
        }
        let mut written = Self::default();
        for attribute in &parsed.body.attributes {
            match &*attribute.name.text {
                "provider" => written.provider = Some(string(attribute)?),
                _ => return unknown("a schema", &attribute.name),
            }
        }
        written.body = Body::read(&parsed.body)?;
        Ok(written)
    }

    /// Lays another one over it.
    #[allow(dead_code, reason = "the build does")]
    pub(crate) fn lay(&mut self, over: Self) -> Strict<()> {
        self.provider = over.provider.or(self.provider.take());
        self.body.lay(over.body)
    }

    /// Complains about what is not said, though it has to be.
    pub(crate) fn complete(self) -> Strict<Self> {
        if self.provider.is_none() {
            return complain(0..0, "a schema says which version of the `provider` it is of");
        }
        let mut whole = Self { provider: self.provider, body: Body::default() };
        whole.body.lay(self.body)?;
        Ok(whole)
    }
}

impl Body {
    fn read(tree: &Tree) -> Strict<Self> {
        let mut body = Self::default();
        for block in &tree.blocks {
            let (Some(name), 1) = (block.label(0), block.labels.len()) else {
                return complain(block.header.range(), "the block has one label, its name");
            };
            let name = name.to_owned();
            let is_new = match &*block.kind.text {
                "argument" => body.argument.insert(name, Attribute::read(block)?).is_none(),
                "attribute" => body.attribute.insert(name, Attribute::read(block)?).is_none(),
                "block" => body.block.insert(name, NestedBlock::read(block)?).is_none(),
                _ => return unknown("a schema", &block.kind),
            };
            if !is_new {
                return complain(block.header.range(), "it is there already");
            }
        }
        Ok(body)
    }

    fn lay(&mut self, over: Self) -> Strict<()> {
        lay_attributes(&mut self.argument, over.argument)?;
        lay_attributes(&mut self.attribute, over.attribute)?;
        for (name, over) in over.block {
            let under = self.block.entry(name).or_default();
            under.nesting = over.nesting.or(under.nesting);
            under.min = over.min.or(under.min);
            under.max = over.max.or(under.max);
            under.since = over.since.or(under.since.take());
            under.until = over.until.or(under.until.take());
            under.body.lay(over.body)?;
            if under.nesting.is_none() {
                return complain(over.header, "a block says its `nesting`");
            }
        }
        Ok(())
    }
}

fn lay_attributes(
    under: &mut BTreeMap<String, Attribute>,
    over: BTreeMap<String, Attribute>,
) -> Strict<()> {
    for (name, over) in over {
        let under = under.entry(name).or_default();
        under.r#type = over.r#type.or(under.r#type.take());
        under.flags.extend(over.flags);
        under.since = over.since.or(under.since.take());
        under.until = over.until.or(under.until.take());
        if under.r#type.is_none() {
            return complain(over.header, "it says its `type`, as `\"map(string)\"`");
        }
        under.header = over.header;
    }
    Ok(())
}

impl Attribute {
    fn read(block: &Block) -> Strict<Self> {
        let mut read = Self { header: block.header.range(), ..Self::default() };
        for argument in &block.body.attributes {
            let name = &*argument.name.text;
            match FLAGS.into_iter().find(|flag| *flag == name) {
                Some(flag) => drop(read.flags.insert(flag, bool(argument)?)),
                None if name == "type" => read.r#type = Some(string(argument)?),
                None if name == "since" => read.since = Some(string(argument)?),
                None if name == "until" => read.until = Some(string(argument)?),
                None => return unknown("an argument", &argument.name),
            }
        }
        match block.body.blocks.first() {
            Some(block) => unknown("an argument", &block.kind),
            None => Ok(read),
        }
    }
}

impl NestedBlock {
    fn read(block: &Block) -> Strict<Self> {
        let mut read = Self {
            body: Body::read(&block.body)?,
            header: block.header.range(),
            ..Self::default()
        };
        for argument in &block.body.attributes {
            match &*argument.name.text {
                "nesting" => read.nesting = Some(nesting(argument)?),
                "min" => read.min = Some(count(argument)?),
                "max" => read.max = Some(count(argument)?),
                "since" => read.since = Some(string(argument)?),
                "until" => read.until = Some(string(argument)?),
                _ => return unknown("a block", &argument.name),
            }
        }
        Ok(read)
    }
}

fn unknown<T>(what: &str, name: &syntax::Name) -> Strict<T> {
    complain(name.span.range(), format!("{what} has no `{}`", name.text))
}

fn string(argument: &Argument) -> Strict<String> {
    match &argument.value.kind {
        ExprKind::String(text) => Ok(text.to_string()),
        _ => complain(argument.value.span.range(), "write a string"),
    }
}

fn bool(argument: &Argument) -> Strict<bool> {
    match &argument.value.kind {
        ExprKind::Bool(value) => Ok(*value),
        _ => complain(argument.value.span.range(), "write `true` or `false`"),
    }
}

fn count(argument: &Argument) -> Strict<usize> {
    let count = match &argument.value.kind {
        ExprKind::Number(number) => number.as_usize(),
        _ => None,
    };
    count.map_or_else(|| complain(argument.value.span.range(), "write a number"), Ok)
}

fn nesting(argument: &Argument) -> Strict<Nesting> {
    let found = Nesting::ALL.into_iter().find(|nesting| match &argument.value.kind {
        ExprKind::String(text) => nesting.name() == &**text,
        _ => false,
    });
    let message = "it is one of \"list\", \"set\", \"single\"";
    found.map_or_else(|| complain(argument.value.span.range(), message), Ok)
}
