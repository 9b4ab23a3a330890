//! Names that an expression on a page uses: each has to mean something.

use super::KNOWLEDGE;
use super::fields::expr_range;
use super::read::{Complaint, Strict, complain};
use crate::ask;
use crate::eval::constant;
use crate::functions::{self, Misuse};
use crate::syntax::{Expr, ExprKind, Name, Part, Step};
use crate::value::Value;
use std::sync::Arc;

/// The names that mean something at some place of a rule.
#[derive(Clone)]
pub(super) struct Names {
    /// Variables: `self`, `each`, those of a `for`.
    variables: Vec<Arc<str>>,
    /// What `local` has.
    pub(super) locals: Vec<Arc<str>>,
}

impl Names {
    /// `self`, and `each` where there is a `for_each`.
    pub(super) fn new(each: bool) -> Self {
        let mut variables: Vec<Arc<str>> = vec!["self".into(), "local".into()];
        variables.extend(each.then(|| "each".into()));
        Self { variables, locals: Vec::new() }
    }

    fn with(&self, names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let mut inner = self.clone();
        inner.variables.extend(names);
        inner
    }
}

/// Complains about the first function or variable that does not exist.
pub(super) fn check_names(expr: Option<&Expr>, names: &Names) -> Strict<()> {
    let Some(expr) = expr else { return Ok(()) };
    match &expr.kind {
        ExprKind::Template(parts) => return check_parts(parts, names),
        ExprKind::Variable(name) if !names.variables.contains(name) => {
            return Err(Complaint {
                range: expr_range(expr),
                message: format!("`{name}` means nothing here"),
                help: Some(format!("these do: {}", names.variables.join(", "))),
            });
        }
        ExprKind::Traversal(root, steps) => check_local(root, steps, names)?,
        ExprKind::Call { name, args, expand } => check_call(expr, name, args, *expand)?,
        ExprKind::For(each) => {
            check_names(Some(&each.collection), names)?;
            let inner = names.with(each.key.iter().chain([&each.value]).cloned());
            let parts = [each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
            return parts.into_iter().try_for_each(|expr| check_names(expr, &inner));
        }
        _ => {}
    }
    expr.children().into_iter().try_for_each(|child| check_names(Some(child), names))
}

/// A call of what there is, with as many arguments as it takes. What is written as it is has to be of the right kind.
fn check_call(call: &Expr, name: &Name, args: &[Expr], expand: bool) -> Strict<()> {
    // The last argument may stand for several.
    let is_one = |position| !expand || position + 1 < args.len();
    let constants = || -> Vec<Option<Value>> {
        let each = args.iter().enumerate();
        each.map(|(position, arg)| (is_one(position) && arg.is_constant()).then(|| constant(arg)))
            .collect()
    };
    let misuse = if let Some(function) = functions::find(&name.text) {
        function.misuse(&constants())
    } else if let Some(function) = ask::find(&name.text, KNOWLEDGE) {
        function.misuse(&constants())
    } else {
        return complain(name.span.range(), format!("there is no function `{}`", name.text));
    };
    match misuse {
        Some(Misuse::Count(_)) if expand => Ok(()),
        Some(Misuse::Count(count)) => complain(
            expr_range(call),
            format!("`{}` takes {count}, and gets {}", name.text, args.len()),
        ),
        Some(Misuse::Argument(position, kind)) => {
            let at = args.get(position).unwrap_or(call);
            complain(expr_range(at), format!("`{}` takes {kind} here", name.text))
        }
        None => Ok(()),
    }
}

fn check_local(root: &Expr, steps: &[Step], names: &Names) -> Strict<()> {
    match (&root.kind, steps.first()) {
        (ExprKind::Variable(name), Some(Step::Attribute(local)))
            if &**name == "local" && !names.locals.contains(&local.text) =>
        {
            complain(
                local.span.range(),
                format!("there is no `local.{}` before this place", local.text),
            )
        }
        _ => Ok(()),
    }
}

fn check_parts(parts: &[Part], names: &Names) -> Strict<()> {
    parts.iter().try_for_each(|part| match part {
        Part::Literal(_) => Ok(()),
        Part::Interpolation(expr) => check_names(Some(expr), names),
        Part::If(condition, then, otherwise) => {
            check_names(Some(condition), names)?;
            check_parts(then, names)?;
            check_parts(otherwise, names)
        }
        Part::For { key, value, collection, body } => {
            check_names(Some(collection), names)?;
            check_parts(body, &names.with(key.iter().chain([value]).cloned()))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use std::path::Path;

    /// The complaint about a condition, and what it underlines.
    fn complaint(condition: &str) -> Option<(String, String)> {
        let assert = format!("assert {{\ncondition = {condition}\nerror_message = \"a\"\n}}\n");
        let rule = format!(
            "rule \"a\" {{\nseverity = \"note\"\nfails = \"never\"\nresource \"b\" {{\n{assert}}}\n}}"
        );
        let examples = "```hcl bad\n```\n```hcl good\n```\n";
        let text = format!("# a\n\nA.\n\n```hcl rule\n{rule}\n```\n{examples}");
        let error = Page::read(Path::new("x/a.md"), text.into()).err()?;
        Some((error.message, error.text[error.range].to_owned()))
    }

    #[test]
    fn a_call_has_the_arguments_that_the_function_takes() {
        let of =
            |condition: &str| complaint(condition).map(|(message, at)| format!("{at}: {message}"));
        for (condition, message) in [
            ("upper()", "upper(): `upper` takes 1 argument, and gets 0"),
            ("contains(self.a)", "contains(self.a): `contains` takes 2 arguments, and gets 1"),
            ("is_set()", "is_set(): `is_set` takes 1 argument, and gets 0"),
            ("join()", "join(): `join` takes at least 1 argument, and gets 0"),
            (
                "address(self, self, self)",
                "address(self, self, self): `address` takes 1 to 2 arguments, and gets 3",
            ),
            ("depends_on(self, \"b.c\")", "\"b.c\": `depends_on` takes a block here"),
            ("resources(\"b\", [1])", "[1]: `resources` takes an object of arguments here"),
            ("length(null)", "null: `length` takes a value that is not `null` here"),
            ("pow(\"a\", 2)", "\"a\": `pow` takes a number here"),
        ] {
            assert_eq!(of(condition).as_deref(), Some(message), "{condition}");
        }
        for condition in
            ["join([\"a\"]...)", "upper(5)", "pow(\"1\", 2)", "resources(\"b\", self.c)"]
        {
            assert_eq!(of(condition), None, "{condition}");
        }
    }
}
