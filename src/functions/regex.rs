//! Regular expressions in Go's syntax, which is RE2's, and the functions that match them.

use super::arguments::{known, list, may_make, may_take};
use super::{Function, Kept, Parameter, weight};
use crate::convert::Stop;
use crate::value::{Entries, Entry, Kind, Type, Value};
use regex::{Captures, Regex, RegexBuilder};
use std::sync::{Arc, LazyLock};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "regex",
        doc: "what a pattern finds first",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: None,
        compute: |args| {
            let pattern = pattern(&known(args, 0)?)?;
            let text = known(args, 1)?;
            may_search(text.len())?;
            pattern.captures(&text).map(|found| result(&pattern, &found)).ok_or(Stop::Refused)
        },
    },
    Function {
        name: "regexall",
        doc: "all that a pattern finds",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::Sequence),
        compute: |args| {
            let pattern = pattern(&known(args, 0)?)?;
            let text = known(args, 1)?;
            let mut found = Vec::new();
            for captures in pattern.captures_iter(&text) {
                let end = captures.get(0).map_or(0, |whole| whole.end());
                // The next one may be looked for to the end of the text.
                may_search(text.len() - end)?;
                may_make(captures.len())?;
                found.push(result(&pattern, &captures));
            }
            Ok(list(found, of(&pattern)))
        },
    },
];

/// Stops before so much of a text is searched, if it would take too long.
pub(super) fn may_search(bytes: usize) -> Result<(), Stop> {
    may_take(1 + bytes / BYTES_OF_STEP)
}

/// Bytes of a text that are searched in the time of a step.
const BYTES_OF_STEP: usize = 8;

/// States that are compiled in the time of a step.
const STATES_OF_STEP: usize = 4;

/// Bytes that a pattern is compiled to. What people write takes a few thousand.
const MAX_COMPILED: usize = 1 << 19;

/// A pattern, of which either all groups have a name or none has.
fn pattern(text: &str) -> Result<Arc<Regex>, Stop> {
    let pattern = compile(text)?;
    let named = pattern.capture_names().flatten().count();
    let groups = pattern.captures_len() - 1;
    if named > 0 && named < groups { Err(Stop::Refused) } else { Ok(pattern) }
}

fn names(pattern: &Regex) -> impl Iterator<Item = Option<&str>> {
    pattern.capture_names().skip(1)
}

/// The whole match if there are no groups, otherwise what they captured. What took no part is `null`.
fn result(pattern: &Regex, found: &Captures) -> Value {
    let group = |position: usize| match found.get(position) {
        Some(group) => Value::string(group.as_str()),
        None => Value::null().of_type(&Type::String),
    };
    if pattern.captures_len() == 1 {
        return group(0);
    }
    let groups = names(pattern).enumerate().map(|(position, name)| (name, group(position + 1)));
    if names(pattern).any(|name| name.is_none()) {
        return Value::tuple(groups.map(|(_, value)| value).collect());
    }
    let entry = |(name, value): (Option<&str>, Value)| {
        (Arc::from(name.unwrap_or_default()), Entry { key: None, value })
    };
    Value::object(groups.map(entry).collect::<Entries>())
}

/// The type of each match.
fn of(pattern: &Regex) -> Type {
    match (pattern.captures_len() - 1, names(pattern).flatten().count()) {
        (0, _) => Type::String,
        (groups, 0) => Type::Tuple(vec![Type::String; groups]),
        _ => Type::Object(
            names(pattern).flatten().map(|name| (Arc::from(name), Type::String)).collect(),
        ),
    }
}

/// The pattern, compiled once. It is shared, since a copy would make memory of its own to match with.
pub(super) fn compile(text: &str) -> Result<Arc<Regex>, Stop> {
    static KEPT: LazyLock<Kept<Result<Arc<Regex>, Stop>>> = LazyLock::new(Kept::new);
    // Whether or not it is kept: what others have done must not decide.
    may_take(weight::of(text) / STATES_OF_STEP)?;
    KEPT.of(text, |text| compiled(text).map(Arc::new))
}

/// Compiles a pattern. Where Go's syntax and that of the `regex` crate differ, it is rewritten or not known.
fn compiled(text: &str) -> Result<Regex, Stop> {
    let rewritten = rewrite(text)?;
    let made = RegexBuilder::new(&rewritten).size_limit(MAX_COMPILED).build();
    made.map_err(|error| match error {
        // A count that is too large is an error to both; a bound of size is not the same.
        // Names of classes and of groups are not the same in both.
        regex::Error::Syntax(_)
            if !["\\p", "\\P", "(?<", "(?P<"].iter().any(|own| text.contains(own)) =>
        {
            Stop::Refused
        }
        _ => Stop::Unknown,
    })
}

/// Go's classes are of ASCII, its brackets do not nest, and it knows fewer flags.
fn rewrite(text: &str) -> Result<String, Stop> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_class = false;
    let mut class_start = false;
    let mut repeated = false;
    while let Some(c) = chars.next() {
        let at_start = std::mem::take(&mut class_start);
        let after_repeat = std::mem::take(&mut repeated);
        match c {
            '\\' => escape(chars.next(), in_class, &mut chars, &mut out)?,
            '[' if !in_class => {
                in_class = true;
                class_start = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            '[' if chars.peek() == Some(&':') => out.push('['),
            '[' => out.push_str("\\["),
            ':' if in_class && chars.peek() == Some(&']') && out.contains("[:") => {
                out.push_str(":]");
                chars.next();
            }
            ']' if in_class && at_start => out.push_str("\\]"),
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            '(' if !in_class && chars.peek() == Some(&'?') => {
                out.push('(');
                flags(&chars.clone().collect::<String>())?;
            }
            // `{` without a count is the character.
            '{' if !in_class => {
                let rest: String = chars.clone().take_while(|c| *c != '}').collect();
                // A group that is never looked for is one all the same, and the crate forgets it.
                if out.ends_with(')') && matches!(&*rest, "0" | "0,0") {
                    return Err(Stop::Unknown);
                }
                if count(&rest, chars.clone().any(|c| c == '}'))? {
                    if after_repeat {
                        return Err(Stop::Refused);
                    }
                    repeated = true;
                    out.push('{');
                    out.extend(chars.by_ref().take(rest.chars().count() + 1));
                    lazy(&mut chars, &mut out);
                } else {
                    out.push_str("\\{");
                }
            }
            '}' if !in_class => out.push_str("\\}"),
            '*' | '+' | '?' if !in_class => {
                // Behind flags, Go repeats what stands before them.
                if ends_with_flags(&out) {
                    return Err(Stop::Unknown);
                }
                if after_repeat {
                    return Err(Stop::Refused);
                }
                repeated = true;
                out.push(c);
                lazy(&mut chars, &mut out);
            }
            c => out.push(c),
        }
    }
    Ok(out)
}

fn ends_with_flags(pattern: &str) -> bool {
    let flags = pattern.strip_suffix(')').and_then(|before| before.rsplit_once("(?"));
    flags.is_some_and(|(_, flags)| flags.chars().all(|c| matches!(c, 'i' | 'm' | 's' | 'U' | '-')))
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn lazy(chars: &mut Chars, out: &mut String) {
    out.extend(chars.next_if_eq(&'?'));
}

/// Whether what stands after `{` is a repetition. Go refuses one of more than 1000.
fn count(text: &str, closed: bool) -> Result<bool, Stop> {
    let (least, most) = text.split_once(',').unwrap_or((text, text));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !closed || least.is_empty() || !digits(least) || !digits(most) {
        return Ok(false);
    }
    let number = |text: &str| text.parse::<u32>().map_or(u32::MAX, |number| number);
    let most = if most.is_empty() { number(least) } else { number(most) };
    if number(least) > 1000 || most > 1000 || number(least) > most {
        return Err(Stop::Refused);
    }
    Ok(true)
}

/// Go knows the flags `i`, `m`, `s` and `U`, and no way to look around.
fn flags(rest: &str) -> Result<(), Stop> {
    let rest = rest.trim_start_matches('?');
    if rest.starts_with("P<")
        || rest.starts_with('<') && !rest.starts_with("<=") && !rest.starts_with("<!")
    {
        return Ok(());
    }
    let end = rest.find([':', ')']).ok_or(Stop::Refused)?;
    let known = |c: char| matches!(c, 'i' | 'm' | 's' | 'U' | '-');
    if rest.get(..end).unwrap_or_default().chars().all(known) { Ok(()) } else { Err(Stop::Refused) }
}

fn escape(
    c: Option<char>,
    in_class: bool,
    chars: &mut Chars,
    out: &mut String,
) -> Result<(), Stop> {
    let class = match c.ok_or(Stop::Refused)? {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => "\\t\\n\\x0C\\r ",
        'D' if !in_class => "^0-9",
        'W' if !in_class => "^0-9A-Za-z_",
        'S' if !in_class => "^\\t\\n\\x0C\\r ",
        'D' => {
            out.push_str("[^0-9]");
            return Ok(());
        }
        'W' => {
            out.push_str("[^0-9A-Za-z_]");
            return Ok(());
        }
        'S' => {
            out.push_str("[^\\t\\n\\x0C\\r ]");
            return Ok(());
        }
        'b' if !in_class => {
            out.push_str("(?-u:\\b)");
            return Ok(());
        }
        // Between any two bytes, not characters; literal text; a single byte; an octal character.
        'B' | 'Q' | 'C' | '0' => return Err(Stop::Unknown),
        '1'..='7' if chars.peek().is_some_and(|c| ('0'..='7').contains(c)) => {
            return Err(Stop::Unknown);
        }
        'Z' | 'E' | 'G' | '1'..='9' | 'u' | 'U' | 'R' | 'K' => return Err(Stop::Refused),
        c @ ('x' | 'p' | 'P') if chars.peek() == Some(&'{') => {
            out.extend(['\\', c]);
            for c in chars.by_ref() {
                out.push(c);
                if c == '}' {
                    return Ok(());
                }
            }
            return Err(Stop::Refused);
        }
        c @ ('<' | '>') => {
            out.push(c);
            return Ok(());
        }
        c => {
            out.push('\\');
            out.push(c);
            return Ok(());
        }
    };
    if in_class {
        out.push_str(class);
    } else {
        out.push('[');
        out.push_str(class);
        out.push(']');
    }
    Ok(())
}
