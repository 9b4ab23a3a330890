//! How texts and numbers of a tree are kept: trees of pages are written when gatelint is built, and read when a block
//! needs them.

use crate::value::Number;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// Texts, made without a detour.
pub(super) mod text {
    use super::{Arc, Deserializer, Error, Serializer, Visitor, fmt};

    struct Text;

    impl Visitor<'_> for Text {
        type Value = Arc<str>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
            Ok(text.into())
        }
    }

    pub(crate) fn serialize<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
        from.deserialize_str(Text)
    }
}

/// Numbers, as they are written.
pub(super) mod number {
    use super::{Deserialize, Deserializer, Error, Number, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(number: &Number, to: S) -> Result<S::Ok, S::Error> {
        number.to_string().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Number, D::Error> {
        let text: &str = Deserialize::deserialize(from)?;
        text.parse().map_err(|()| D::Error::custom("no number"))
    }
}
