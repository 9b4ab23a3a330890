//! Whether two values are alike in all that anybody can ask of them: what they are, where that was written, and by which way
//! it came. What is computed of two such values is the same.

use super::block::{Argument, BlockValue, Imported};
use super::origin::{Made, Origin};
use super::{Data, Entries, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What can be compared so.
pub(crate) trait Alike {
    fn is_alike(&self, other: &Self) -> bool;
}

impl<T: Alike> Alike for Arc<T> {
    fn is_alike(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other) || T::is_alike(self, other)
    }
}

impl<T: Alike> Alike for Option<T> {
    fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (None, None) => true,
            (Some(one), Some(other)) => one.is_alike(other),
            _ => false,
        }
    }
}

impl Alike for Value {
    fn is_alike(&self, other: &Self) -> bool {
        let Self { data, origin, sensitive, size, typed } = self;
        *sensitive == other.sensitive
            && *size == other.size
            && data.is_alike(&other.data)
            && *typed == other.typed
            && origin.is_alike(&other.origin)
    }
}

impl Alike for Data {
    fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => one.is_alike(other),
            (Self::String(one), Self::String(other)) => one == other,
            (Self::Sequence(of, one), Self::Sequence(of_other, other)) => {
                of == of_other && one.is_alike(other)
            }
            (Self::Mapping(of, one), Self::Mapping(of_other, other)) => {
                of == of_other && one.is_alike(other)
            }
            (Self::Block(one), Self::Block(other)) => one.is_alike(other),
            (Self::Unknown(one), Self::Unknown(other)) => one.is_alike(other),
            _ => false,
        }
    }
}

impl Alike for Vec<Value> {
    fn is_alike(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.is_alike(other))
    }
}

impl Alike for Entries {
    fn is_alike(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other).all(|((key, one), (other_key, other))| {
                key == other_key && one.key.is_alike(&other.key) && one.value.is_alike(&other.value)
            })
    }
}

impl Alike for Unknown {
    fn is_alike(&self, other: &Self) -> bool {
        let Self { not_null, kind, symbol, converted, refused } = self;
        *not_null == other.not_null
            && *kind == other.kind
            && *converted == other.converted
            && *refused == other.refused
            && *symbol == other.symbol
    }
}

impl Alike for Origin {
    fn is_alike(&self, other: &Self) -> bool {
        let Self { span, from, made } = self;
        let is_from = match (from, &other.from) {
            (None, None) => true,
            (Some((how, from)), Some((other_how, other))) => {
                how == other_how && from.is_alike(other)
            }
            _ => false,
        };
        *span == other.span && is_from && made.is_alike(&other.made)
    }
}

impl Alike for Made {
    fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(one), Self::File(other)) => {
                Arc::ptr_eq(one, other) || one.id == other.id && one.text == other.text
            }
            (Self::Encoded(one), Self::Encoded(other)) => one.is_alike(other),
            _ => false,
        }
    }
}

impl Alike for BlockValue {
    fn is_alike(&self, other: &Self) -> bool {
        let Self {
            address,
            is_nested,
            header,
            span,
            arguments,
            blocks,
            ignored,
            made,
            is_whole,
            imported,
        } = self;
        *header == other.header
            && *span == other.span
            && *is_nested == other.is_nested
            && *is_whole == other.is_whole
            && *ignored == other.ignored
            && *address == other.address
            && arguments.is_alike(&other.arguments)
            && blocks.is_alike(&other.blocks)
            && made.is_alike(&other.made)
            && imported.is_alike(&other.imported)
    }
}

impl Alike for BTreeMap<Arc<str>, Argument> {
    fn is_alike(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .zip(other)
                .all(|((name, one), (other_name, other))| name == other_name && one.is_alike(other))
    }
}

impl Alike for Argument {
    fn is_alike(&self, other: &Self) -> bool {
        let Self { name, span, value, written_as_block } = self;
        *name == other.name
            && *span == other.span
            && *written_as_block == other.written_as_block
            && value.is_alike(&other.value)
    }
}

/// What is imported may hang together in many ways, and is alike if it is the same.
impl Alike for Imported {
    fn is_alike(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::Alike as _;
    use crate::source::{Sources, Span};
    use crate::value::test::text;
    use crate::value::{Data, Origin, Sequence, Value};
    use std::path::Path;
    use std::sync::Arc;

    #[test]
    fn what_differs_in_anything_is_not_alike() {
        let source = Sources::default().add(Path::new("main.tf"), "");
        let at = |start| Some(Origin::written(Span::new(source, start, start + 1)));
        let list = |of: &str, sequence| {
            Value::new(Data::Sequence(sequence, Arc::new(vec![Value::new(Data::String(text(of)))])))
        };
        let all = [
            list("a", Sequence::List).at(at(1)),
            list("a", Sequence::List).at(at(2)),
            list("a", Sequence::List),
            list("a", Sequence::Set),
            list("b", Sequence::List),
            list("?", Sequence::List),
            list("a", Sequence::List).hidden(),
            Value::null(),
            Value::anything(),
            Value::bool(true),
            Value::bool(false),
        ];
        for (position, one) in all.iter().enumerate() {
            for (other_position, other) in all.iter().enumerate() {
                let again = other.clone();
                assert_eq!(one.is_alike(&again), position == other_position, "{one:?} {other:?}");
            }
        }
    }
}
