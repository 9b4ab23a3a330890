//! An instance of a block: its arguments and nested blocks, evaluated.

use super::{Address, Data, Kind, Sequence, Symbol, Type, Unknown, Value};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The arguments that Terraform itself takes in a resource block. The provider never sees them.
pub(crate) const META_ARGUMENTS: [&str; 7] =
    ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/// One instance of a block.
#[derive(Debug, Clone)]
pub(crate) struct BlockValue {
    /// The block and the instance. A nested block has that of the block that it stands in.
    pub address: Address,
    /// Whether it stands in another one.
    pub is_nested: bool,
    /// From the kind to the last label.
    pub header: Span,
    /// From the kind to the closing brace.
    pub span: Span,
    /// The arguments that were written, those set to `null` too.
    pub arguments: BTreeMap<Arc<str>, Argument>,
    /// The nested blocks by type: a list of blocks, or unknown where a `dynamic` block cannot be expanded.
    pub blocks: BTreeMap<Arc<str>, Argument>,
    /// What others may change after it is made. It is not known here, whatever is written.
    pub ignored: Ignored,
    /// The block as it is made, where some of it is ignored later.
    pub made: Option<Arc<Self>>,
    /// Whether all of it could be read. If not, what is absent may be there.
    pub is_whole: bool,
    /// Where a document says it, if no block is written.
    pub imported: Option<Arc<Imported>>,
}

/// Where a document says what a block would.
#[derive(Debug)]
pub(crate) struct Imported {
    /// The block that has the document.
    pub by: Arc<BlockValue>,
    /// Where that names the document; `None` of a document that is read by itself.
    pub document: Option<Span>,
    /// What of it, `GET /orders`; empty for all of it.
    pub part: Arc<str>,
    /// The words of the documents for what the language has other ones for.
    pub words: &'static [(&'static str, &'static str)],
}

/// What `ignore_changes` names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Ignored {
    /// Nothing.
    #[default]
    Nothing,
    /// These arguments and nested blocks, or something in them.
    Some(BTreeSet<Arc<str>>),
    /// `all`
    All,
}

impl Ignored {
    /// Whether an argument or nested block of that name is meant.
    fn covers(&self, name: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Some(names) => names.contains(name),
            Self::All => !META_ARGUMENTS.contains(&name),
        }
    }
}

/// An argument as it was written.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    /// Where its name stands.
    pub name: Span,
    /// From the first byte of the name to the last of the value.
    pub span: Span,
    /// Its value.
    pub value: Value,
    /// It was written as a block, as Terraform 0.11 allowed for maps.
    pub written_as_block: bool,
}

impl BlockValue {
    /// What people know it by: its address, or what it is in a document that is read by itself.
    pub(crate) fn described(&self) -> String {
        match self.imported.as_deref() {
            Some(Imported { document: None, part, .. }) if part.is_empty() => "the document".into(),
            Some(Imported { document: None, part, .. }) => part.to_string(),
            _ => self.address.to_string(),
        }
    }

    /// The value of an argument or the list of nested blocks of that type, as written: `null` where there is none.
    pub(crate) fn written(&self, name: &str) -> Value {
        self.seen(name).into_owned()
    }

    /// The same, borrowed where it is there.
    pub(crate) fn seen(&self, name: &str) -> Cow<'_, Value> {
        match self.argument(name) {
            Some(argument) => Cow::Borrowed(&argument.value),
            None if self.ignored.covers(name) => Cow::Owned(self.unknown(name)),
            None if self.is_whole => Cow::Borrowed(Value::NULL),
            None => Cow::Owned(Value::anything()),
        }
    }

    fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.get(name).or_else(|| self.blocks.get(name))
    }

    /// What a reference to an attribute evaluates to: what is written, or a symbol where only the provider knows.
    pub(crate) fn attribute(&self, name: &str) -> Value {
        let value = match self.argument(name) {
            Some(argument) => argument.value.clone(),
            None => Value::null(),
        };
        match (&value.data, value.typed.as_deref()) {
            (Data::Null, _) if self.is_nested => Value::anything(),
            (Data::Null, _) => self.unknown(name),
            // A set of which not all is known: what rules are shown of its elements no expression sees.
            (Data::Sequence(Sequence::List, elements), Some(Type::Set(_))) => {
                let unknown = Data::Unknown(Arc::new(Unknown::of(Kind::Sequence)));
                value.becomes(unknown).made_of(&elements.iter().collect::<Vec<_>>())
            }
            _ => value,
        }
    }

    fn unknown(&self, name: &str) -> Value {
        let symbol = Symbol { address: self.address.clone(), path: vec![name.into()] };
        Value::unknown(Unknown::symbol(symbol))
    }

    /// The same block some time after it was made, when others may have changed what is ignored.
    #[must_use]
    pub(crate) fn ignoring(self, ignored: Ignored) -> Self {
        if ignored == Ignored::Nothing {
            return self;
        }
        let made = Arc::new(self);
        let changed = |(name, argument): (&Arc<str>, &Argument)| {
            let mut argument = argument.clone();
            if ignored.covers(name) {
                argument.value = made.unknown(name).at(argument.value.origin);
            }
            (Arc::clone(name), argument)
        };
        let arguments = made.arguments.iter().map(changed).collect();
        let blocks = made.blocks.iter().map(changed).collect();
        let block = Self::clone(&made);
        Self { arguments, blocks, ignored, made: Some(made), ..block }
    }

    /// The type of a resource or data source.
    pub(crate) fn resource_type(&self) -> &str {
        self.address.resource_type()
    }
}
