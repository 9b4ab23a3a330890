//! For tests: texts of which not all is known.

use super::{Address, InstanceKey, ModulePath, Piece, Symbol, Text};

/// `a?b` is `a`, an unknown piece, `b`.
pub(crate) fn text(pattern: &str) -> Text {
    text_with("?", pattern)
}

/// The same with something else for the unknown pieces.
pub(crate) fn text_with(unknown: &str, pattern: &str) -> Text {
    let known = pattern.split(unknown).map(|part| Piece::Known(part.into()));
    let pieces = known.flat_map(|part| [Piece::Unknown(None), part]);
    Text::of(pieces.skip(1))
}

/// What the provider exports of a resource of that type.
pub(crate) fn exported(r#type: &str, attribute: &str) -> Piece {
    let address = Address {
        module: ModulePath::default(),
        kind: "resource".into(),
        labels: [r#type.into(), "x".into()].into(),
        key: InstanceKey::None,
    };
    Piece::Unknown(Some(Symbol { address, path: vec![attribute.into()] }.into()))
}
