//! `==`, on values of which not all is known.

use super::{Data, Entries, Truth, Value};

/// Whether Terraform's `==` holds. Values of different types are not equal.
pub(crate) fn equal(a: &Value, b: &Value) -> Truth {
    match (&a.data, &b.data) {
        (Data::Unknown(x), Data::Unknown(y)) => match x.symbol.as_ref().zip(y.symbol.as_ref()) {
            Some((one, other)) if !x.converted && !y.converted => one.same(other),
            _ => different_kinds(a, b),
        },
        (Data::Null, _) => b.is_null(),
        (_, Data::Null) => a.is_null(),
        (Data::Bool(x), Data::Bool(y)) => Truth::from(x == y),
        (Data::Number(x), Data::Number(y)) => Truth::from(x == y),
        (Data::String(x), Data::String(y)) => x.equals(y),
        (Data::Sequence(..), Data::Sequence(..)) | (Data::Mapping(..), Data::Mapping(..))
            if of_different_types(a, b) =>
        {
            Truth::False
        }
        (Data::Sequence(kind, x), Data::Sequence(other, y)) => {
            let lengths = Truth::from(x.len() == y.len());
            let elements = Truth::all(x.iter().zip(y.iter()).map(|(x, y)| equal(x, y)));
            // Equal elements do not make a list equal to a tuple or a set, and whether Terraform has converted one of
            // them on the way is not followed.
            if kind == other {
                lengths.and(elements)
            } else {
                lengths.and(elements).and(Truth::Unknown)
            }
        }
        (Data::Mapping(kind, x), Data::Mapping(other, y)) => {
            if kind == other {
                same_entries(x, y)
            } else {
                same_entries(x, y).and(Truth::Unknown)
            }
        }
        (Data::Block(x), Data::Block(y)) => {
            if x.address == y.address {
                Truth::True
            } else {
                Truth::Unknown
            }
        }
        // Of different types, or one of them unknown.
        _ => different_kinds(a, b),
    }
}

/// Whether both are collections of one kind of which Terraform knows that their elements are of different types, though
/// there may be none.
fn of_different_types(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (a.typed.as_deref(), b.typed.as_deref()) else { return false };
    std::mem::discriminant(a) == std::mem::discriminant(b)
        && a != b
        && !a.has_unknown()
        && !b.has_unknown()
}

fn same_entries(a: &Entries, b: &Entries) -> Truth {
    if a.len() != b.len() {
        return Truth::False;
    }
    Truth::all(a.iter().map(|(key, entry)| match b.get(key) {
        Some(other) => equal(&entry.value, &other.value),
        None => Truth::False,
    }))
}

/// Values that are certainly of different types are certainly different; an unknown may also be `null`, and so is
/// different from whatever is not.
fn different_kinds(a: &Value, b: &Value) -> Truth {
    match (a.kind(), b.kind()) {
        (Some(x), Some(y))
            if x != y && (a.is_null() == Truth::False || b.is_null() == Truth::False) =>
        {
            Truth::False
        }
        _ => Truth::Unknown,
    }
}
