//! Schemas that a pack brings: from what is written of a resource type to its schema.

use super::written::{self, Fault, Written};
use super::{Attribute, Body, Inside, NestedBlock, Schema};
use crate::types::Constraint;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Schema {
    /// The schema that a file has.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let written = Written::read(text)?.complete()?;
        let provider = written.provider.unwrap_or_default();
        Ok(Self::new(provider.into(), body(written.body)?))
    }
}

fn body(written: written::Body) -> Result<Body, Fault> {
    let block = written.block.into_iter().map(|(name, block)| Ok((name.into(), nested(block)?)));
    Ok(Body {
        argument: attributes(written.argument)?,
        attribute: attributes(written.attribute)?,
        block: block.collect::<Result<_, Fault>>()?,
    })
}

fn attributes(
    written: BTreeMap<String, written::Attribute>,
) -> Result<BTreeMap<Arc<str>, Attribute>, Fault> {
    let attribute = |(name, attribute): (String, written::Attribute)| {
        let r#type = attribute.r#type.unwrap_or_default();
        if Constraint::of_text(&r#type).is_none() {
            let message = format!("`{type}` is no type");
            return Err(Fault { range: attribute.header, message });
        }
        let is = |flag: &str| attribute.flags.get(flag) == Some(&true);
        let releases = (attribute.since.map(Arc::from), attribute.until.map(Arc::from));
        Ok((name.into(), Attribute::new(r#type.into(), is, releases)))
    };
    written.into_iter().map(attribute).collect()
}

fn nested(written: written::NestedBlock) -> Result<NestedBlock, Fault> {
    let Some(nesting) = written.nesting else {
        let message = "a block says its `nesting`".to_owned();
        return Err(Fault { range: written.header, message });
    };
    Ok(NestedBlock {
        nesting,
        min: written.min.unwrap_or(0),
        max: written.max,
        since: written.since.map(Arc::from),
        until: written.until.map(Arc::from),
        inside: Inside::Open(body(written.body)?),
    })
}
