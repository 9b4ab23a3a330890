//! Comments that silence findings: `# gatelint: ignore[rule, rule] until=2027-01-31 reason`. What the names in them mean, and
//! whether they silence something, is for others to say.

mod words;

use crate::finding::Suppression;
use crate::source::{SourceId, Span};
use crate::syntax::{Comment, comments};
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;
use words::{Kind, Words};

/// What such a comment begins with.
const MARK: &str = "gatelint:";

/// The comments of a file that are read.
const MAX_COMMENTS: usize = 1000;

/// A comment that silences findings.
#[derive(Debug, Clone)]
pub(crate) struct Ignore {
    /// What is said of it beside the findings.
    pub(crate) suppression: Arc<Suppression>,
    /// The names of the rules, as they are written.
    pub(crate) rules: Vec<Arc<str>>,
    /// What it holds for.
    pub(crate) about: Span,
    /// Whether that is one line, of which a finding has the first place or the last.
    pub(crate) is_of_line: bool,
    /// The last day on which it holds.
    pub(crate) until: Option<Date>,
}

/// A comment that looks like one and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) span: Span,
    /// What is wrong; no full stop.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
}

/// What the comments of a file say.
#[derive(Debug, Default, Clone)]
pub(crate) struct Said {
    pub(crate) ignores: Vec<Ignore>,
    pub(crate) malformed: Vec<Malformed>,
}

impl Said {
    /// Reads the comments of a file.
    pub(crate) fn read(source: SourceId, path: &Path, text: &str) -> Self {
        let mut said = Self::default();
        for (position, comment) in comments(path, text, MARK).into_iter().enumerate() {
            let span = Span::new(source, comment.span.start, comment.span.end);
            if position == MAX_COMMENTS {
                said.malformed.push(Malformed {
                    span,
                    message: format!("only the first {MAX_COMMENTS} suppressions of a file count"),
                    help: "turn rules off for the file with `ignore-file[...]`".to_owned(),
                });
                break;
            }
            match ignore(source, text, &comment, span) {
                Ok(ignore) => said.ignores.push(ignore),
                Err((message, help)) => said.malformed.push(Malformed { span, message, help }),
            }
        }
        said
    }
}

/// What a comment says, or what is wrong with it and what to do.
fn ignore(
    source: SourceId,
    text: &str,
    comment: &Comment,
    span: Span,
) -> Result<Ignore, (String, String)> {
    let Words { kind, rules, until, reason } = words::read(&comment.words)?;
    let (about, is_of_line) = match kind {
        Kind::Here => (comment.about.clone(), comment.is_of_line),
        Kind::File if comment.is_at_top => (0..text.len(), false),
        Kind::File => {
            return Err((
                "`ignore-file` holds for the whole file, and stands at its top".to_owned(),
                "move it before the first block, or write `ignore[...]`".to_owned(),
            ));
        }
    };
    let written = until.map(|date| date.to_string().into());
    Ok(Ignore {
        suppression: Arc::new(Suppression { span, reason, until: written }),
        rules,
        about: Span::new(source, about.start, about.end),
        is_of_line,
        until,
    })
}

impl Ignore {
    /// Whether it has that name among its rules.
    pub(crate) fn names(&self, id: &str) -> bool {
        self.rules.iter().any(|name| &**name == id)
    }

    /// Whether it holds for a place.
    pub(crate) fn holds_for(&self, place: Span, text: &str) -> bool {
        let about = self.about;
        if about.start == about.end || about.source != place.source {
            return false;
        }
        let has = |offset: u32| about.start <= offset && offset < about.end;
        if self.is_of_line {
            // A place of several lines ends where its last line begins to.
            let end = text.get(place.range()).map_or(place.end, |written| {
                place.end - u32::try_from(written.len() - written.trim_end().len()).unwrap_or(0)
            });
            has(place.start) || end > place.start && has(end - 1)
        } else {
            has(place.start) && place.end <= about.end
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;
    use crate::source::{Sources, Span};
    use std::path::Path;

    fn said(text: &str) -> Said {
        let path = Path::new("main.tf");
        Said::read(Sources::default().add(path, text), path, text)
    }

    /// Whether the one comment of a text holds for the place of some words in it.
    fn holds(text: &str, words: &str) -> bool {
        let said = said(text);
        let at = text.find(words).unwrap();
        let ignore = &said.ignores[0];
        ignore.holds_for(Span::new(ignore.about.source, at, at + words.len()), text)
    }

    #[test]
    fn it_holds_for_its_line() {
        let text = "a {\n  b = <<E\nx\nE\n  c = 1 # gatelint: ignore[r]\n  d = 2\n}\n";
        assert!(holds(text, "c = 1") && holds(text, "1"));
        assert!(!holds(text, "d = 2") && !holds(text, "a {") && !holds(text, "<<E\nx\nE\n"));
        let text = "b = f(\n  1\n) # gatelint: ignore[r]\n";
        assert!(holds(text, "f(\n  1\n)"));
    }

    #[test]
    fn it_holds_for_what_follows() {
        let text = "# gatelint: ignore[r] because\na \"b\" {\n  c = 1\n}\nd {}\n";
        assert!(holds(text, "a \"b\"") && holds(text, "c = 1"));
        assert!(!holds(text, "d {}"));
    }

    #[test]
    fn it_holds_for_the_file_from_its_top() {
        let text = "# gatelint: ignore-file[r] because\n\na {}\n";
        assert!(holds(text, "a {}"));
        let late = said("a {}\n# gatelint: ignore-file[r] because\n");
        assert!(late.ignores.is_empty() && late.malformed.len() == 1);
    }

    #[test]
    fn so_many_are_read() {
        let said = said(&"a = 1 # gatelint: ignore[r]\n".repeat(3000));
        assert_eq!((said.ignores.len(), said.malformed.len()), (1000, 1));
    }
}
