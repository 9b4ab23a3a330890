//! Why a function does not take its arguments, in Terraform's words.

use super::FUNCTION;
use crate::check::{Found, unfit};
use crate::eval::{Environment, eval};
use crate::functions::{self, Misuse};
use crate::source::Span;
use crate::syntax::{Expr, Name};
use crate::value::{Data, Value};

/// Why the call is refused, where none of its arguments is.
pub(super) fn why(
    name: &Name,
    args: &[Expr],
    expand: bool,
    span: Span,
    env: Environment,
) -> Option<(&'static str, Found)> {
    let plain = name.text.strip_prefix("core::").unwrap_or(&name.text);
    // `OpenTofu` takes more templates than Terraform does.
    let function = functions::find(plain).filter(|_| plain != "templatestring")?;
    let mut values: Vec<Value> = args.iter().map(|arg| eval(arg, env)).collect();
    let at = |position: usize| args.get(position).or(args.last()).map_or(span, |arg| arg.span);
    let say = |span: Span, message: String, help: Option<&str>| {
        Some((FUNCTION, Found::new(span, message, help.map(str::to_owned))))
    };
    if functions::catches(plain) {
        return say(
            span,
            format!("`{plain}` has no argument that can be evaluated"),
            Some("add one that always can, such as `null`"),
        );
    }
    if expand {
        let last = values.pop()?;
        let Some(elements) = last.elements().filter(|_| matches!(last.data, Data::Sequence(..)))
        else {
            let message =
                format!("`...` expands a list or a set, but this is {}", unfit::has(&last));
            return say(at(args.len()), message, None);
        };
        values.extend(elements);
    }
    // How many it takes is looked at wherever the call stands.
    if function.refused_count(values.len()).is_some() {
        return expand.then(|| {
            let count = function.refused_count(values.len()).unwrap_or_default();
            (
                FUNCTION,
                Found::new(
                    span,
                    format!("`{plain}` takes {count}, but gets {}", values.len()),
                    None,
                ),
            )
        });
    }
    let known: Vec<Option<Value>> = values.iter().cloned().map(Some).collect();
    if let Some(Misuse::Argument(position, words)) = function.misuse(&known) {
        let value = values.get(position)?;
        if matches!(value.data, Data::Null) {
            return say(
                at(position),
                format!("an argument of `{plain}` is `null`"),
                Some("give it a value first, for example with `coalesce`"),
            );
        }
        let help = matches!(value.data, Data::Sequence(..))
            .then_some("add `...` after the list to pass its elements");
        let help = help.filter(|_| function.rest.is_some());
        return say(
            at(position),
            format!("`{plain}` needs {words}, but this is {}", unfit::has(value)),
            help,
        );
    }
    let (position, message, help) = of_function(plain, &values)?;
    say(position.map_or(span, at), message, help)
}

type Reason = (Option<usize>, String, Option<&'static str>);

/// What the function itself does not take.
fn of_function(name: &str, args: &[Value]) -> Option<Reason> {
    let has = |position: usize| args.get(position).map_or_else(String::new, unfit::has);
    let count =
        |position: usize| args.get(position).and_then(Value::elements).map_or(0, |all| all.len());
    let first = |message: String| Some((Some(0), message, None));
    match name {
        "tobool" | "tonumber" | "tostring" | "tolist" | "tomap" | "toset" => {
            let wanted = match name {
                "tobool" => "a bool",
                "tonumber" => "a number",
                "tostring" => "a string",
                "tolist" => "a list",
                "tomap" => "a map",
                _ => "a set",
            };
            first(format!("{} cannot be converted to {wanted}", has(0)))
        }
        "base64decode" | "base64gunzip" | "textdecodebase64" => {
            first(format!("{} is not Base64", has(0)))
        }
        "cidrhost" | "cidrnetmask" | "cidrsubnet" | "cidrsubnets" => {
            let help = Some(
                "a CIDR address looks like `10.0.0.0/16`, and must have room for what is requested",
            );
            Some((Some(0), format!("`{name}` cannot take this from {}", has(0)), help))
        }
        "coalesce" | "coalescelist" => {
            let message = format!("`{name}` has no argument that is neither `null` nor empty");
            Some((None, message, Some("add one that always has a value")))
        }
        "format" | "formatlist" => {
            let message = format!("the arguments do not fit the format {}", has(0));
            Some((
                Some(0),
                message,
                Some("each verb, such as `%s`, takes one argument of its type"),
            ))
        }
        "lookup" => {
            let key = has(1);
            // What cannot be shown in a line, or must not be, is named by its type.
            let key = if key.starts_with('`') { key } else { "element of this key".to_owned() };
            let message = format!("no {key} exists, and there is no default");
            Some((Some(1), message, Some("add a default after the key")))
        }
        "merge" => {
            let wrong = args.iter().position(|arg| !may_be_mapping(arg))?;
            let message = format!("`merge` needs maps or objects, but this is {}", has(wrong));
            Some((Some(wrong), message, None))
        }
        "concat" | "setproduct" | "setunion" | "setintersection" => {
            let wrong = args
                .iter()
                .position(|arg| !matches!(arg.data, Data::Sequence(..) | Data::Unknown(_)))?;
            Some((Some(wrong), format!("`{name}` needs lists, but this is {}", has(wrong)), None))
        }
        "length" => {
            first(format!("`length` needs a list, a map or a string, but this is {}", has(0)))
        }
        "keys" | "values" => first(format!("`{name}` needs a map, but this is {}", has(0))),
        "one" => {
            first(format!("`one` needs a list of at most one element, but this has {}", count(0)))
        }
        "regex" | "regexall" | "regexreplace" | "replace" => {
            let message = format!(
                "the pattern {} is not a regular expression, or has no match",
                has(usize::from(name == "replace"))
            );
            let help = (name == "regex").then_some("use `can(regex(...))` to test for a match");
            Some((Some(usize::from(name == "replace")), message, help))
        }
        "zipmap" => Some((None, format!("got {} keys, but {} values", count(0), count(1)), None)),
        "element" => Some((
            Some(0),
            if count(0) == 0 {
                "`element` cannot index an empty list".to_owned()
            } else {
                format!("`element` needs a whole number from 0, but this is {}", has(1))
            },
            None,
        )),
        "index" => Some((Some(1), format!("the list does not have {}", has(1)), None)),
        "jsondecode" => first("this is not JSON".to_owned()),
        "yamldecode" => first("this is not YAML".to_owned()),
        "csvdecode" => first("this is not CSV with a header line".to_owned()),
        "contains" => first(format!("`contains` needs a list, but this is {}", has(0))),
        "flatten" => first(format!("`flatten` needs a list, but this is {}", has(0))),
        "parseint" => first(format!("{} is not a number in base {}", has(0), has(1))),
        "templatefile" => {
            let help = Some("pass every variable that the template uses");
            Some((None, "the template cannot be rendered with these variables".to_owned(), help))
        }
        "timeadd" | "timecmp" | "formatdate" => Some((
            None,
            format!(
                "`{name}` needs times such as `2026-01-31T12:00:00Z`, and durations such as `10m`"
            ),
            None,
        )),
        _ => Some((None, format!("`{name}` does not take these arguments"), None)),
    }
}

fn may_be_mapping(value: &Value) -> bool {
    match &value.data {
        Data::Mapping(..) | Data::Block(_) | Data::Null => true,
        Data::Unknown(unknown) => {
            !matches!(unknown.kind, Some(kind) if kind != crate::value::Kind::Mapping)
        }
        _ => false,
    }
}
