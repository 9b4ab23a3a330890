//! Which blocks a part of a rule is about: `resource "TYPE"`, `resource` with `types`, `block "KIND"`, `block` with
//! `kinds`, and `types` for resources among them. `types = schemas` are all types of which each release is known.

use super::fields::Fields;
use super::read::{Strict, complain};
use crate::rule::Subject;
use crate::schema;
use crate::syntax::{Block, Expr, ExprKind};
use std::sync::Arc;

/// What a rule can be about.
pub(super) const KINDS: [&str; 2] = ["resource", "block"];

/// What else a part has.
pub(super) const ARGUMENTS: [&str; 3] = ["for_each", "when", "documents"];

/// The names of the arguments that list them, and the blocks.
pub(super) fn read(block: &Block) -> Strict<(&'static [&'static str], Subject)> {
    let lists: &[&str] = match &*block.kind.text {
        "resource" => &["types"],
        _ => &["types", "kinds"],
    };
    let fields = Fields::new(block, &[lists, &ARGUMENTS[..]].concat(), &["locals", "assert"])?;
    let list = |name| -> Strict<Vec<Arc<str>>> {
        match fields.get(name) {
            _ if !lists.contains(&name) => Ok(Vec::new()),
            Some(word) if name == "types" && is_schemas(word) => {
                Ok(schema::FOLLOWED.iter().copied().map(Arc::from).collect())
            }
            _ => Ok(fields.strings(name)?.into_iter().map(Arc::from).collect()),
        }
    };
    let documents = fields.bool("documents")?.unwrap_or(false);
    let mut subject = Subject { types: list("types")?, kinds: list("kinds")?, documents };
    let listed = subject.types.len() + subject.kinds.len();
    match (block.labels.as_slice(), listed) {
        ([one], 0) if lists.len() == 1 => subject.types.push(Arc::clone(&one.text)),
        ([one], 0) => subject.kinds.push(Arc::clone(&one.text)),
        ([], 1..) => {}
        _ => {
            let (kind, lists) = (&block.kind.text, lists.join("` and `"));
            let message = format!("a `{kind}` block has one label, or `{lists}`");
            return complain(block.header.range(), message);
        }
    }
    Ok((lists, subject))
}

/// Whether it is the word for all types of which each release is known.
fn is_schemas(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Variable(name) if &**name == "schemas")
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use std::path::Path;

    fn read(header: &str, list: &str) -> Result<Page, String> {
        let part = format!(
            "{header} {{\n{list}\nassert {{\ncondition = true\nerror_message = \"a\"\n}}\n}}"
        );
        let rule = format!("rule \"a\" {{\nseverity = \"note\"\nfails = \"never\"\n{part}\n}}");
        let examples = "```hcl bad\n```\n```hcl good\n```\n";
        let text = format!("# a\n\nA.\n\n```hcl rule\n{rule}\n```\n{examples}");
        Page::read(Path::new("x/a.md"), text.into()).map_err(|error| error.message)
    }

    #[test]
    fn a_part_says_what_it_is_about() {
        let subject = |header: &str, list: &str| {
            read(header, list).unwrap().rule.resources[0].subject.clone()
        };
        assert_eq!(*subject("resource \"a_b\"", "").types, ["a_b".into()]);
        assert_eq!(*subject("resource", "types = [\"a\", \"b\"]").types, ["a".into(), "b".into()]);
        assert_eq!(*subject("block \"import\"", "").kinds, ["import".into()]);
        let both = subject("block", "kinds = [\"locals\"]\ntypes = [\"a\"]");
        assert_eq!((both.kinds.len(), both.types.len()), (1, 1));
        let all = subject("resource", "types = schemas").types;
        assert!(all.contains(&"aws_api_gateway_integration".into()));
        assert!(!all.contains(&"aws_s3_bucket".into()));
    }

    #[test]
    fn it_says_so_once() {
        for (header, list) in [
            ("resource", ""),
            ("resource \"a\"", "types = [\"b\"]"),
            ("resource", "kinds = [\"locals\"]"),
            ("resource \"a\" \"b\"", ""),
            ("block", ""),
            ("import", ""),
        ] {
            assert!(read(header, list).is_err(), "{header} {list}");
        }
    }
}
