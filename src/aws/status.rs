//! Status codes, as the `selection_pattern` of an integration response matches them.

use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions;
use crate::functions::Parameter;
use crate::value::{Kind, Truth, Value};
use std::sync::LazyLock;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "matches_a_status",
    doc: "whether a regular expression finds something in a status code",
    parameters: &[Parameter::ANY_OR_NULL],
    rest: None,
    result: Some(Kind::Bool),
    compute: |args, _| {
        Ok({
            let pattern = args.first().and_then(to_text_or_unknown);
            let known = pattern.as_ref().and_then(|pattern| pattern.as_known());
            Value::truth(known.map_or(Truth::Unknown, matches_a_status))
        })
    },
}];

/// Every text of three digits that may be one, a line each.
static STATUSES: LazyLock<Value> = LazyLock::new(|| {
    let statuses: Vec<String> = (100..1000).map(|status| status.to_string()).collect();
    Value::string(statuses.join("\n"))
});

/// Whether a pattern finds something in a status code. AWS wants it to match the whole; which it then does is not asked.
fn matches_a_status(pattern: &str) -> Truth {
    // All codes are one text here, whose beginning and end they would mean.
    let is_of_text = ["\\A", "\\z", "\\Z"].iter().any(|end| pattern.contains(end));
    // AWS takes Java's patterns, of which character classes have intersections and unions.
    let mut classes = pattern.split('[').skip(1).peekable();
    let mut is_nested = false;
    while let Some(class) = classes.next() {
        is_nested |= classes.peek().is_some() && !class.contains(']');
    }
    let is_javas = is_nested || pattern.contains("&&");
    let refused = |result: &Value| result.is_refused() || !result.is_wholly_known();
    if is_of_text
        || is_javas
        || refused(&functions::call("regexall", &[Value::string(pattern), Value::string("")]))
    {
        return Truth::Unknown;
    }
    let of_line = Value::string(format!("(?m)(?:{pattern})"));
    match functions::call("regex", &[of_line, STATUSES.clone()]) {
        none if none.is_refused() => Truth::False,
        found if found.is_wholly_known() => Truth::True,
        _ => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_three_digits() {
        for pattern in
            ["200", "4\\d{2}", "^5..$", "2|x", "(4|5)\\d\\d", ".*", "[^2]", "(?i)4XX|404"]
        {
            assert_eq!(matches_a_status(pattern), Truth::True, "{pattern}");
        }
        for pattern in ["-", "4xx", ".*Bad Request.*", "^4$", "\\d{4}", "default"] {
            assert_eq!(matches_a_status(pattern), Truth::False, "{pattern}");
        }
        for pattern in ["^(?!2).*", "\\A200\\z", "(", "*"] {
            assert_eq!(matches_a_status(pattern), Truth::Unknown, "{pattern}");
        }
    }
}
