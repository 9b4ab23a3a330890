//! Values with fields, `parse_uri(self.uri).service`: each field is a function of its own, so that nothing is computed but
//! what is asked for.

use super::KNOWLEDGE;
use super::read::{Complaint, Strict};
use crate::ask;
use crate::syntax::{Block, Body, Expr, ExprKind, Name, Step};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

/// Local values that are such a value, by their names: the calls that they stand for.
type Locals = HashMap<Arc<str>, Expr>;

/// Makes a call of a field's function of each place where a field is taken, in all expressions of a rule. A local value that
/// stands for the whole is gone: whoever names it gets the call.
pub(super) fn open(body: &mut Body) -> Strict<()> {
    for block in &mut body.blocks {
        let locals = take_locals(block);
        open_in(&mut block.body, &locals)?;
    }
    Ok(())
}

fn take_locals(block: &mut Block) -> Locals {
    let mut locals = Locals::new();
    let blocks = block.body.blocks.iter_mut().filter(|block| &*block.kind.text == "locals");
    for attributes in blocks.map(|block| &mut block.body.attributes) {
        attributes.retain(|attribute| {
            let is_record = matches!(&attribute.value.kind, ExprKind::Call { name, .. }
                if !fields(&name.text).is_empty());
            if is_record {
                locals.insert(Arc::clone(&attribute.name.text), attribute.value.clone());
            }
            !is_record
        });
    }
    locals
}

fn open_in(body: &mut Body, locals: &Locals) -> Strict<()> {
    for attribute in &mut body.attributes {
        open_expr(&mut attribute.value, locals)?;
    }
    body.blocks.iter_mut().try_for_each(|block| open_in(&mut block.body, locals))
}

fn open_expr(expr: &mut Expr, locals: &Locals) -> Strict<()> {
    put_in_place(expr, locals);
    if let ExprKind::Traversal(root, steps) = &mut expr.kind
        && let ExprKind::Call { name, .. } = &mut root.kind
        && !fields(&name.text).is_empty()
    {
        take_field(name, steps)?;
        if steps.is_empty() {
            let call = std::mem::replace(&mut root.kind, ExprKind::Null);
            expr.kind = call;
        }
    }
    if let ExprKind::Call { name, .. } = &expr.kind
        && !fields(&name.text).is_empty()
    {
        return Err(without_field(name));
    }
    expr.children_mut().into_iter().try_for_each(|child| open_expr(child, locals))
}

/// Puts the call in the place of the local value that stands for it.
fn put_in_place(expr: &mut Expr, locals: &Locals) {
    let ExprKind::Traversal(root, steps) = &mut expr.kind else { return };
    let (ExprKind::Variable(name), Some(Step::Attribute(local))) = (&root.kind, steps.first())
    else {
        return;
    };
    if let Some(call) = locals.get(&local.text).filter(|_| &**name == "local") {
        **root = call.clone();
        steps.remove(0);
    }
    if steps.is_empty() {
        let whole = std::mem::replace(&mut root.kind, ExprKind::Null);
        expr.kind = whole;
    }
}

/// Takes the first step, which is a field, into the name of the function.
fn take_field(name: &mut Name, steps: &mut Vec<Step>) -> Strict<()> {
    let Some(Step::Attribute(field)) = steps.first() else { return Err(without_field(name)) };
    if !fields(&name.text).contains(&&*field.text) {
        let has = fields(&name.text).join(", ");
        return Err(Complaint {
            range: field.span.range(),
            message: format!("`{}` has no `{}`", name.text, field.text),
            help: Some(format!("it has {has}")),
        });
    }
    name.text = format!("{}.{}", name.text, field.text).into();
    steps.remove(0);
    Ok(())
}

fn without_field(name: &Name) -> Complaint {
    Complaint {
        range: name.span.range(),
        message: format!("of `{}` one takes a field", name.text),
        help: Some(format!("it has {}", fields(&name.text).join(", "))),
    }
}

/// The fields of what a function of that name answers; none of any other.
fn fields(name: &str) -> &'static [&'static str] {
    static FIELDS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for function in ask::functions(KNOWLEDGE) {
            if let Some((of, field)) = function.name.split_once('.') {
                fields.entry(of).or_default().push(field);
            }
        }
        fields
    });
    FIELDS.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use std::path::Path;

    fn complaint(locals: &str, condition: &str) -> Option<String> {
        let assert = format!("assert {{\ncondition = {condition}\nerror_message = \"a\"\n}}\n");
        let part = format!("resource \"b\" {{\nlocals {{\n{locals}\n}}\n{assert}}}");
        let rule = format!("rule \"a\" {{\nseverity = \"note\"\nfails = \"never\"\n{part}\n}}");
        let examples = "```hcl bad\n```\n```hcl good\n```\n";
        let text = format!("# a\n\nA.\n\n```hcl rule\n{rule}\n```\n{examples}");
        Page::read(Path::new("x/a.md"), text.into()).err().map(|error| error.message)
    }

    #[test]
    fn a_field_is_taken_of_what_has_fields() {
        assert_eq!(complaint("", "parse_uri(self.uri).is_http"), None);
        assert_eq!(complaint("u = parse_uri(self.uri)", "local.u.function.qualified"), None);
        assert_eq!(complaint("u = parse_uri(self.uri)", "\"${local.u.port}\" == \"81\""), None);
        let message = complaint("", "parse_uri(self.uri).is_htp");
        assert_eq!(message.as_deref(), Some("`parse_uri` has no `is_htp`"));
        let message = complaint("u = parse_uri(self.uri)", "local.u == null");
        assert_eq!(message.as_deref(), Some("of `parse_uri` one takes a field"));
        let message = complaint("", "parse_uri().port == null");
        assert_eq!(message.as_deref(), Some("`parse_uri.port` takes 1 argument, and gets 0"));
    }
}
