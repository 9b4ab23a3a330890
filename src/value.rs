//! Values: what an expression evaluates to, what is still known where it is not known, and where it came from.

mod alike;
mod block;
pub(crate) mod budget;
mod compare;
mod literal;
mod number;
mod origin;
mod path;
mod sensitive;
mod set;
mod symbol;
#[cfg(test)]
pub(crate) mod test;
mod text;
mod truth;
mod r#type;
mod unknown;

pub(crate) use alike::Alike;
pub(crate) use block::{Argument, BlockValue, Ignored, Imported, META_ARGUMENTS};
pub(crate) use compare::equal;
pub(crate) use literal::{literal, quoted};
pub(crate) use number::{Decimal, Number};
pub(crate) use origin::{How, Made, Origin};
pub(crate) use path::ModulePath;
pub(crate) use sensitive::{HIDDEN, Sensitive};
pub(crate) use set::sorted_set;
pub(crate) use symbol::{Address, InstanceKey, Symbol};
pub(crate) use text::{Piece, Text, shortened};
pub(crate) use truth::Truth;
pub(crate) use r#type::Type;
pub(crate) use unknown::{Kind, Unknown};

use std::collections::BTreeMap;
use std::sync::Arc;

/// A value and the way it took.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// What it is.
    pub data: Data,
    /// Where it was written; `None` for what no text of the user's wrote.
    pub origin: Option<Arc<Origin>>,
    /// Whether it may be shown.
    pub sensitive: Sensitive,
    /// How much is in it.
    size: budget::Size,
    /// Its type, where Terraform knows more of it than the data says: of `null`, of a collection, and of what it refuses.
    pub typed: Option<Arc<Type>>,
}

static NULL: Value = Value {
    data: Data::Null,
    origin: None,
    sensitive: Sensitive::No,
    size: budget::Size::ONE,
    typed: None,
};

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// `null`, which an absent argument is too.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string of which at least something is known.
    String(Text),
    /// A tuple, list or set whose length is known. A set is sorted and has no element twice.
    Sequence(Sequence, Arc<Vec<Value>>),
    /// An object or map whose keys are known.
    Mapping(Mapping, Arc<Entries>),
    /// An instance of a block.
    Block(Arc<BlockValue>),
    /// Nothing but what is said of it.
    Unknown(Arc<Unknown>),
}

/// The entries of an object or map, in Terraform's order: by key.
pub(crate) type Entries = BTreeMap<Arc<str>, Entry>;

/// An entry of an object or map.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Where the key was written.
    pub key: Option<Arc<Origin>>,
    /// The value.
    pub value: Value,
}

/// The types of sequence that Terraform tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sequence {
    /// `[a, b]`: each element has a type of its own.
    Tuple,
    /// `tolist([a, b])`
    List,
    /// `toset([a, b])`
    Set,
}

/// The types of mapping that Terraform tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mapping {
    /// `{ a = b }`: each attribute has a type of its own.
    Object,
    /// `tomap({ a = b })`
    Map,
}

impl Value {
    /// A value that no text wrote.
    pub(crate) fn new(data: Data) -> Self {
        let sensitive = Sensitive::of(&data);
        let (data, size) = match bounded(&data) {
            Some(size) => (data, size),
            None => (Data::Unknown(Arc::new(Unknown::default())), budget::Size::ONE),
        };
        Self { data, origin: None, sensitive, size, typed: None }
    }

    /// How much is in it.
    pub(crate) fn size(&self) -> budget::Size {
        self.size
    }

    /// `null`, to borrow.
    pub(crate) const NULL: &Self = &NULL;

    /// `null`.
    pub(crate) fn null() -> Self {
        Self::new(Data::Null)
    }

    /// A wholly known string.
    pub(crate) fn string(text: impl Into<Arc<str>>) -> Self {
        Self::new(Data::String(Text::known(text)))
    }

    /// `true` or `false`.
    pub(crate) fn bool(value: bool) -> Self {
        Self::new(Data::Bool(value))
    }

    /// A whole number.
    pub(crate) fn number(value: impl Into<Number>) -> Self {
        Self::new(Data::Number(value.into()))
    }

    /// A boolean that may be unknown.
    pub(crate) fn truth(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::bool(true),
            Truth::False => Self::bool(false),
            Truth::Unknown => Self::unknown(Unknown::of(Kind::Bool)),
        }
    }

    /// A tuple.
    pub(crate) fn tuple(elements: Vec<Self>) -> Self {
        Self::new(Data::Sequence(Sequence::Tuple, Arc::new(elements)))
    }

    /// An object.
    pub(crate) fn object(entries: Entries) -> Self {
        Self::new(Data::Mapping(Mapping::Object, Arc::new(entries)))
    }

    /// A value of which nothing is known but what `unknown` says.
    pub(crate) fn unknown(unknown: Unknown) -> Self {
        Self::new(Data::Unknown(Arc::new(unknown)))
    }

    /// A value of which nothing is known.
    pub(crate) fn anything() -> Self {
        Self::unknown(Unknown::default())
    }

    /// What Terraform would certainly refuse to evaluate.
    pub(crate) fn refused() -> Self {
        Self::unknown(Unknown { refused: true, ..Unknown::default() })
    }

    /// What Terraform would certainly refuse to evaluate, though it knows the type that it would have. Where a part of that
    /// is not known, all of it is not: Terraform may be without a type then.
    pub(crate) fn refused_as(r#type: &Type) -> Self {
        let mut refused = Self::refused().of_type(r#type);
        if r#type.has_unknown() {
            refused.typed = Some(Arc::new(Type::Unknown));
        }
        refused
    }

    /// The same value, written at another place.
    #[must_use]
    pub(crate) fn at(mut self, origin: Option<Arc<Origin>>) -> Self {
        self.origin = origin;
        self
    }

    /// The same, if it turns out not to be `null`.
    #[must_use]
    pub(crate) fn not_null(mut self) -> Self {
        if let Data::Unknown(unknown) = &mut self.data {
            Arc::make_mut(unknown).not_null = true;
        }
        self
    }

    /// The same, and if nothing else is known of it, it is what `symbol` turns out to be.
    #[must_use]
    pub(crate) fn named(mut self, symbol: &Symbol) -> Self {
        if let Data::Unknown(unknown) = &mut self.data
            && unknown.symbol.is_none()
            && !unknown.refused
        {
            Arc::make_mut(unknown).symbol = Some(Arc::new(symbol.clone()));
        }
        self
    }

    /// The same value, of which Terraform knows that type. Only of `null` and of collections is it kept.
    #[must_use]
    pub(crate) fn of_type(mut self, r#type: &Type) -> Self {
        let kept = matches!(self.data, Data::Null) || !r#type.has_unknown();
        let size = r#type.size();
        if !kept || !budget::types(size) {
            self.typed = None;
            return self;
        }
        self.typed = Some(Arc::new(r#type.clone()));
        self.size = self.size.or(size);
        self
    }

    /// Something else that this value was made into, at the same place and as sensitive.
    #[must_use]
    pub(crate) fn becomes(&self, data: Data) -> Self {
        Self::new(data).at(self.origin.clone()).hidden_with(self)
    }

    /// Whether it is `null`.
    pub(crate) fn is_null(&self) -> Truth {
        match &self.data {
            Data::Null => Truth::True,
            Data::Unknown(unknown) if !unknown.not_null => Truth::Unknown,
            _ => Truth::False,
        }
    }

    /// As a condition: a boolean, or a string that Terraform converts to one.
    pub(crate) fn as_truth(&self) -> Truth {
        match &self.data {
            Data::Bool(value) => Truth::from(*value),
            Data::String(text) => match text.as_known() {
                Some("true" | "1") => Truth::True,
                Some("false" | "0") => Truth::False,
                _ => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }

    /// The text of a wholly known string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => text.as_known(),
            _ => None,
        }
    }

    /// The resource attribute, variable or output that it stands for.
    pub(crate) fn symbol(&self) -> Option<&Symbol> {
        match &self.data {
            Data::Unknown(unknown) => unknown.symbol.as_deref(),
            _ => None,
        }
    }

    /// Whether evaluating it would certainly be refused.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(&self.data, Data::Unknown(unknown) if unknown.refused)
    }

    /// Whether nothing in it is unknown, at any depth. The attributes that a block leaves to the provider do not count.
    pub(crate) fn is_wholly_known(&self) -> bool {
        match &self.data {
            Data::Null | Data::Bool(_) | Data::Number(_) => true,
            Data::String(text) => text.as_known().is_some(),
            Data::Sequence(_, elements) => elements.iter().all(Self::is_wholly_known),
            Data::Mapping(_, entries) => {
                entries.values().all(|entry| entry.value.is_wholly_known())
            }
            Data::Block(_) | Data::Unknown(_) => false,
        }
    }

    /// Whether no unknown part of it can turn out to be refused: the attribute of a resource is there, whatever its value;
    /// the attribute of an unknown object may not be.
    pub(crate) fn is_certain_to_evaluate(&self) -> bool {
        let is_there = |symbol: &Symbol| match &*symbol.address.kind {
            "resource" => symbol.path.len() == 1 && symbol.address.key != InstanceKey::Unknown,
            "path" | "terraform" => symbol.path.is_empty(),
            _ => false,
        };
        match &self.data {
            Data::String(text) => text.pieces().iter().all(|piece| match piece {
                Piece::Known(_) => true,
                Piece::Unknown(symbol) => symbol.as_deref().is_some_and(is_there),
            }),
            Data::Unknown(unknown) => {
                !unknown.converted && unknown.symbol.as_deref().is_some_and(is_there)
            }
            Data::Sequence(_, elements) => elements.iter().all(Self::is_certain_to_evaluate),
            Data::Mapping(_, entries) => {
                entries.values().all(|entry| entry.value.is_certain_to_evaluate())
            }
            _ => self.is_wholly_known(),
        }
    }

    /// The elements of a sequence, or the values of a mapping in the order of their keys.
    pub(crate) fn elements(&self) -> Option<Vec<Self>> {
        match &self.data {
            Data::Sequence(_, elements) => Some(elements.to_vec()),
            Data::Mapping(_, entries) => {
                Some(entries.values().map(|entry| entry.value.clone()).collect())
            }
            _ => None,
        }
    }

    /// How many values it is, with those in it.
    pub(crate) fn count(&self) -> usize {
        match &self.data {
            Data::Sequence(_, elements) => 1 + elements.iter().map(Self::count).sum::<usize>(),
            Data::Mapping(_, entries) => {
                1 + entries.values().map(|entry| entry.value.count()).sum::<usize>()
            }
            _ => 1,
        }
    }

    /// What of type it certainly is; `None` where that is not known, and for `null`.
    pub(crate) fn kind(&self) -> Option<Kind> {
        match &self.data {
            Data::Null => None,
            Data::Bool(_) => Some(Kind::Bool),
            Data::Number(_) => Some(Kind::Number),
            Data::String(_) => Some(Kind::String),
            Data::Sequence(..) => Some(Kind::Sequence),
            Data::Mapping(..) | Data::Block(_) => Some(Kind::Mapping),
            Data::Unknown(unknown) => unknown.kind,
        }
    }
}

/// How much is in it; `None` where that is beyond a bound, and nothing is known of it then.
fn bounded(data: &Data) -> Option<budget::Size> {
    let size = match data {
        Data::String(text) => {
            let len = text.room();
            if len < SHORT {
                return Some(budget::Size::ONE);
            }
            if len > budget::MAX_TEXT {
                budget::beyond(budget::Bound::Size);
                return None;
            }
            if !budget::bytes(len as u64) {
                return None;
            }
            budget::Size::of_text(len)
        }
        Data::Sequence(_, elements) => {
            if !budget::values(elements.len() + 1) {
                return None;
            }
            budget::Size::of(elements.iter().map(Value::size))
        }
        Data::Mapping(_, entries) => {
            if !budget::entries(entries.len()) {
                return None;
            }
            budget::Size::of(entries.values().map(|entry| entry.value.size()))
        }
        _ => return Some(budget::Size::ONE),
    };
    size.is_allowed().then_some(size)
}

/// Bytes of a string that are not counted.
const SHORT: usize = 64;
