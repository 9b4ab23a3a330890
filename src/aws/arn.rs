//! Amazon Resource Names of which not all is known.

use crate::value::{Piece, Text, Truth};

/// How an AWS stage variable begins in what Terraform sends. Only the deployed API knows what it stands for.
pub(super) const STAGE_VARIABLE: &str = "${stageVariables";

/// The text with a piece that is not known in place of each stage variable: it may stand for a name, an action or a path.
pub(super) fn open_stage_variables(text: &Text) -> Text {
    let mut pieces = Vec::new();
    for piece in text.pieces() {
        let Piece::Known(known) = piece else {
            pieces.push(piece.clone());
            continue;
        };
        let mut rest = &**known;
        while let Some((before, after)) = rest.split_once(STAGE_VARIABLE) {
            pieces.extend([Piece::Known(before.into()), Piece::Unknown(None)]);
            // The rest of a name that is not all known is a part of what is not known.
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        pieces.push(Piece::Known(rest.into()));
    }
    Text::of(pieces)
}

/// What follows the prefix, where the text certainly begins with it.
pub(super) fn after(text: &Text, prefix: &str) -> Option<Text> {
    let rest = text.prefix().strip_prefix(prefix)?;
    let first = Piece::Known(rest.into());
    Some(Text::of(std::iter::once(first).chain(text.pieces().iter().skip(1).cloned())))
}

/// A text as an ARN: `arn:partition:service:region:account:resource`.
///
/// A piece that is not known is taken to hold no colon where known colons stand on both sides of it: it stands for a
/// region, an account or a service, and these have none.
pub(super) struct Arn {
    fields: Vec<Text>,
    wholly_known: bool,
}

/// Fields of an ARN; the last one may have colons.
const FIELDS: usize = 6;

impl Arn {
    pub(super) fn of(text: &Text) -> Self {
        let mut fields = vec![Vec::new()];
        for piece in text.pieces() {
            match piece {
                Piece::Known(known) => {
                    let missing = FIELDS - fields.len();
                    for (position, part) in known.splitn(missing + 1, ':').enumerate() {
                        if position > 0 {
                            fields.push(Vec::new());
                        }
                        if let Some(field) = fields.last_mut() {
                            field.push(Piece::Known(part.into()));
                        }
                    }
                }
                unknown @ Piece::Unknown(_) => {
                    if let Some(field) = fields.last_mut() {
                        field.push(unknown.clone());
                    }
                }
            }
        }
        Self {
            fields: fields.into_iter().map(Text::of).collect(),
            wholly_known: text.as_known().is_some(),
        }
    }

    /// What is known of a field; `None` where there may be such a field in what is not known, or there is none.
    fn field(&self, position: usize) -> Option<&Text> {
        self.fields.get(position).filter(|_| self.fields.len() == FIELDS || self.wholly_known)
    }

    fn test(&self, position: usize, holds: impl Fn(&Text) -> Truth) -> Truth {
        match self.field(position) {
            Some(field) => holds(field),
            None if self.wholly_known => Truth::False,
            None => Truth::Unknown,
        }
    }

    /// Whether it begins with `arn:`.
    pub(super) fn is_arn(text: &Text) -> Truth {
        text.starts_with("arn:")
    }

    /// Whether it names something of that service.
    pub(super) fn has_service(&self, service: &str) -> Truth {
        self.test(2, |field| field.equals(&Text::known(service)))
    }

    /// Whether the account, or what API Gateway has in its place, is this.
    pub(super) fn has_account(&self, account: &str) -> Truth {
        self.test(4, |field| field.equals(&Text::known(account)))
    }

    /// The partition, `aws`.
    pub(super) fn partition(&self) -> Option<&Text> {
        self.field(1)
    }

    /// The region.
    pub(super) fn region(&self) -> Option<&Text> {
        self.field(3)
    }

    /// Whether fields are certainly missing.
    pub(super) fn is_short(&self) -> bool {
        self.wholly_known && self.fields.len() < FIELDS
    }

    /// The account, or what API Gateway has in its place.
    pub(super) fn account(&self) -> Option<&Text> {
        self.field(4)
    }

    /// What follows the account.
    pub(super) fn resource(&self) -> Option<&Text> {
        self.field(5)
    }

    /// Whether what follows the account begins so.
    pub(super) fn resource_starts_with(&self, prefix: &str) -> Truth {
        self.test(5, |field| field.starts_with(prefix))
    }

    /// Whether what follows the account ends so.
    pub(super) fn resource_ends_with(&self, suffix: &str) -> Truth {
        self.test(5, |field| field.ends_with(suffix))
    }
}
