//! The words of a comment that silences findings.

use crate::spelling::nearest;
use jiff::civil::Date;
use std::sync::Arc;

/// What it holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What stands beside it.
    Here,
    /// The file.
    File,
}

/// A comment, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) kind: Kind,
    pub(super) rules: Vec<Arc<str>>,
    pub(super) until: Option<Date>,
    pub(super) reason: Option<Arc<str>>,
}

const KINDS: [(&str, Kind); 2] = [("ignore", Kind::Here), ("ignore-file", Kind::File)];
const UNTIL: &str = "until=";
/// How long a word is at the most that is repeated to its writer.
const MAX_SHOWN: usize = 40;

/// Reads what follows `gatelint:`; or what is wrong and what to do.
pub(super) fn read(text: &str) -> Result<Words, (String, String)> {
    let usage = || "write `gatelint: ignore[rule] reason`".to_owned();
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    let (word, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
    let Some((_, kind)) = KINDS.into_iter().find(|(known, _)| *known == word) else {
        let near = nearest(word, KINDS.map(|(known, _)| known));
        let help = near.map_or_else(usage, |near| format!("did you mean `{near}[...]`?"));
        return Err((format!("`{}` is not a gatelint comment", shown(word)), help));
    };
    let Some(rest) = rest.trim_start().strip_prefix('[') else {
        return Err((format!("`{word}` does not name a rule"), format!("write `{word}[rule]`")));
    };
    let Some((names, rest)) = rest.split_once(']') else {
        return Err((
            "the list of rules is not closed".to_owned(),
            "put `]` after the last rule".to_owned(),
        ));
    };
    let rules: Vec<Arc<str>> =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Arc::from).collect();
    if rules.is_empty() {
        return Err((format!("`{word}[]` does not name a rule"), format!("write `{word}[rule]`")));
    }
    let mut until = None;
    let mut reason: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        match word.strip_prefix(UNTIL) {
            Some(date) => until = Some(day(date)?),
            None => reason.push(word),
        }
    }
    let reason = reason.join(" ");
    let reason = reason.trim_start_matches([':', '-', '\u{2013}', '\u{2014}', ' ']);
    let reason = (!reason.is_empty()).then(|| reason.into());
    Ok(Words { kind, rules, until, reason })
}

/// A day, written as `2027-01-31`.
fn day(text: &str) -> Result<Date, (String, String)> {
    let text = text.trim_end_matches([',', ';', ':', '.']);
    let is_day = |text: &&str| text.len() == "2027-01-31".len();
    let day = Some(text).filter(is_day).and_then(|text| text.parse().ok());
    day.ok_or_else(|| {
        (
            format!("`{}` is not a date", shown(text)),
            "write the last day on which this holds as `until=2027-01-31`".to_owned(),
        )
    })
}

fn shown(text: &str) -> String {
    text.chars().take(MAX_SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};

    #[test]
    fn rules_dates_and_reasons_are_read() {
        let words = read("ignore[a, b-*,] until=2027-01-31 the old  clients, see #12").unwrap();
        assert_eq!(words.kind, Kind::Here);
        assert_eq!(words.rules.iter().map(|rule| &**rule).collect::<Vec<_>>(), ["a", "b-*"]);
        assert_eq!(words.until.unwrap().to_string(), "2027-01-31");
        assert_eq!(words.reason.as_deref(), Some("the old clients, see #12"));
        let words = read("ignore-file [a]: why until=2027-01-31").unwrap();
        assert_eq!((words.kind, words.reason.as_deref()), (Kind::File, Some("why")));
        assert_eq!(read("ignore[a] -- why").unwrap().reason.as_deref(), Some("why"));
        assert_eq!(read("ignore[a]").unwrap().reason, None);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (text, message, help) in [
            ("ignor[a]", "`ignor` is not a gatelint comment", "did you mean `ignore[...]`?"),
            ("", "`` is not a gatelint comment", "write `gatelint: ignore[rule] reason`"),
            ("ignore a", "`ignore` does not name a rule", "write `ignore[rule]`"),
            ("ignore[ , ]", "`ignore[]` does not name a rule", "write `ignore[rule]`"),
            ("ignore[a", "the list of rules is not closed", "put `]` after the last rule"),
        ] {
            assert_eq!(read(text).unwrap_err(), (message.to_owned(), help.to_owned()), "{text}");
        }
        for date in ["soon", "2027-02-30", "2027-1-3", "20270131", "", "2027-01-31T10:00"] {
            assert!(read(&format!("ignore[a] until={date}")).is_err(), "{date}");
        }
    }
}
