//! Which values an argument may have, as far as the conditions of pages say so: `contains([...], self.argument)`.

use super::{Entry, Pack};
use crate::rule::{Assertion, Declared as _, ResourceRule};
use crate::syntax::{Expr, ExprKind, Step};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Pack {
    /// The values that an argument of a resource type may have, or of the nested blocks of these types in it; nothing where
    /// no page lists them.
    pub(crate) fn allowed(&self, r#type: &str, nested: &[&str], argument: &str) -> Vec<Arc<str>> {
        let about = self.entries().iter().filter(|entry| entry.types().contains(r#type));
        let parts = about.map(Entry::page).flat_map(|page| &page.rule.resources);
        let parts = parts.filter(|part| part.subject.types.iter().any(|of| **of == *r#type));
        let of_part = |part: &ResourceRule| match nested {
            [] => of_argument(part, argument)
                .or_else(|| of_several(part, argument))
                .or_else(|| of_table(part, r#type, argument)),
            [block] => of_nested(part, block, argument),
            _ => None,
        };
        let lists: Vec<Vec<Arc<str>>> = parts.filter_map(of_part).collect();
        // Where several pages list values, those count that all of them allow.
        let Some((first, others)) = lists.split_first() else { return Vec::new() };
        let is_in_all = |value: &&Arc<str>| others.iter().all(|list| list.contains(value));
        let common: BTreeSet<Arc<str>> = first.iter().filter(is_in_all).cloned().collect();
        first.iter().filter(|value| common.contains(*value)).cloned().collect()
    }
}

/// The list of an assertion that is made whatever other arguments there are.
fn of_argument(part: &ResourceRule, argument: &str) -> Option<Vec<Arc<str>>> {
    let is_about = |expr: &Expr| is_path(expr, &["self", argument]);
    let asks_others = |when: &Expr| {
        when.references().iter().any(|it| it.names().get(..2) != Some(&["self", argument]))
    };
    if part.for_each.is_some() || part.when.as_ref().is_some_and(asks_others) {
        return None;
    }
    part.asserts.iter().find_map(|assertion| listed(part, assertion, is_about))
}

/// The list of an assertion about each nested block.
fn of_nested(part: &ResourceRule, block: &str, argument: &str) -> Option<Vec<Arc<str>>> {
    let of_blocks = part.for_each.as_ref()?;
    if !is_path(&of_blocks.collection, &["self", block]) {
        return None;
    }
    let is_about = |expr: &Expr| is_path(expr, &["each", "value", argument]);
    part.asserts.iter().find_map(|assertion| listed(part, assertion, is_about))
}

/// The list of an assertion about each of several arguments: `for_each = { a = self.a, b = self.b }`.
fn of_several(part: &ResourceRule, argument: &str) -> Option<Vec<Arc<str>>> {
    let value = entry(&part.for_each.as_ref()?.collection, argument)?;
    if !is_path(value, &["self", argument]) {
        return None;
    }
    let is_about = |expr: &Expr| is_path(expr, &["each", "value"]);
    part.asserts.iter().find_map(|assertion| listed(part, assertion, is_about))
}

/// What a table of types says, each with its arguments and their values.
fn of_table(part: &ResourceRule, r#type: &str, argument: &str) -> Option<Vec<Arc<str>>> {
    let ExprKind::Call { name, args, .. } = &part.for_each.as_ref()?.collection.kind else {
        return None;
    };
    let is_about_each = part.asserts.iter().any(|assertion| {
        arguments_of(&assertion.condition, "contains")
            .is_some_and(|args| args.first().is_some_and(|list| is_path(list, &["each", "value"])))
    });
    if &*name.text != "lookup" || !is_about_each {
        return None;
    }
    strings(entry(entry(args.first()?, r#type)?, argument)?)
}

/// The strings of `contains([...], value)`, where the value is the wanted one.
fn listed(
    part: &ResourceRule,
    assertion: &Assertion,
    is_about: impl Fn(&Expr) -> bool,
) -> Option<Vec<Arc<str>>> {
    let [list, value] = arguments_of(&assertion.condition, "contains")? else { return None };
    if !is_about(value) {
        return None;
    }
    let named = |(name, _): &&(Arc<str>, Expr)| is_path(list, &["local", name]);
    strings(part.locals.iter().find(named).map_or(list, |(_, list)| list))
}

fn arguments_of<'a>(call: &'a Expr, function: &str) -> Option<&'a [Expr]> {
    match &call.kind {
        ExprKind::Call { name, args, .. } if &*name.text == function => Some(args),
        _ => None,
    }
}

fn entry<'a>(object: &'a Expr, name: &str) -> Option<&'a Expr> {
    let ExprKind::Object(entries) = &object.kind else { return None };
    let is_wanted = |key: &Expr| matches!(&key.kind, ExprKind::String(text) if **text == *name);
    entries.iter().find(|entry| is_wanted(&entry.key)).map(|entry| &entry.value)
}

/// Whether it is these names with dots between them.
fn is_path(expr: &Expr, names: &[&str]) -> bool {
    let (ExprKind::Traversal(root, steps), Some((first, others))) =
        (&expr.kind, names.split_first())
    else {
        return false;
    };
    let is_name =
        |(step, name): (&Step, &&str)| matches!(step, Step::Attribute(it) if *it.text == **name);
    matches!(&root.kind, ExprKind::Variable(root) if **root == **first)
        && steps.len() == others.len()
        && steps.iter().zip(others).all(is_name)
}

fn strings(list: &Expr) -> Option<Vec<Arc<str>>> {
    let ExprKind::Tuple(elements) = &list.kind else { return None };
    let string = |element: &Expr| match &element.kind {
        ExprKind::String(text) => Some(Arc::clone(text)),
        _ => None,
    };
    elements.iter().map(string).collect()
}

#[cfg(test)]
mod tests {
    use crate::page::Pack;

    #[test]
    fn what_an_argument_may_be_is_what_the_pages_ask_of_it() {
        let pack = Pack::builtin();
        let allowed = |r#type: &str, nested: &[&str], argument: &str| {
            let found = pack.allowed(r#type, nested, argument);
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let integration = "aws_api_gateway_integration";
        let types = ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"];
        assert_eq!(allowed(integration, &[], "type"), types);
        assert_eq!(allowed(integration, &[], "connection_type"), ["INTERNET", "VPC_LINK"]);
        // By a table.
        assert_eq!(allowed("aws_apigatewayv2_api", &[], "protocol_type"), ["HTTP", "WEBSOCKET"]);
        let parts = allowed("aws_api_gateway_documentation_part", &["location"], "type");
        assert!(parts.contains(&"METHOD".to_owned()));
        // Also where another page asks for more in some blocks.
        assert_eq!(allowed(integration, &[], "integration_http_method").len(), 8);
        assert!(allowed(integration, &[], "uri").is_empty());
        assert!(allowed("aws_s3_bucket", &[], "type").is_empty());
    }
}
