//! Comments that speak to a program, and what of the text each is about.

mod yaml;

use super::scan::Scanner;
use super::token::{Kind, Token};
use super::{is_json, json, line::Begin};
use crate::source::line_start;
use memchr::memmem;
use std::ops::Range;
use std::path::Path;

/// A comment that begins with the word that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// What it says after that word.
    pub(crate) words: String,
    /// Where it stands.
    pub(crate) span: Range<usize>,
    /// What it is about: the line that it ends, or else the argument or block that begins on the next line; in JSON syntax the
    /// object that it is in. Empty if there is nothing.
    pub(crate) about: Range<usize>,
    /// Whether it is about one line alone.
    pub(crate) is_of_line: bool,
    /// Whether nothing but comments stands before it; in JSON syntax, whether it is in no object but that of the file.
    pub(crate) is_at_top: bool,
}

/// The comments of a file that begin with a word, in their order.
pub(crate) fn comments(path: &Path, text: &str, word: &str) -> Vec<Comment> {
    if memmem::find(text.as_bytes(), word.as_bytes()).is_none() {
        Vec::new()
    } else if is_json(path) {
        json::comments(text, word)
    } else if is_document(path) {
        yaml::comments(text, word)
    } else {
        native(text, word)
    }
}

/// How documents in YAML, and templates of them, are called.
const DOCUMENTS: [&str; 6] = ["template", "tftpl", "tmpl", "tpl", "yaml", "yml"];

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| DOCUMENTS.contains(&extension))
}

fn native(text: &str, word: &str) -> Vec<Comment> {
    let mut reader = Reader { text, found: Vec::new(), waiting: Vec::new(), open: Vec::new() };
    let (mut has_code, mut is_at_top, mut gap, mut end) = (false, true, 0, 0);
    for token in Scanner::new(text, 0, Begin::Block) {
        match token.kind {
            Kind::Newline => {
                reader.close(token.depth, end);
                has_code = false;
                gap += 1;
                if gap > 1 {
                    reader.waiting.clear();
                }
            }
            Kind::Comment => {
                gap = 0;
                reader.comment(token, word, has_code, is_at_top);
            }
            _ => {
                if token.kind == Kind::Close {
                    // What closes stands at the depth of the outside.
                    reader.close(token.depth + 1, end);
                }
                reader.code(token, gap == 0);
                (has_code, is_at_top, gap, end) = (true, false, 0, token.end);
            }
        }
    }
    reader.close(0, end);
    reader.found
}

/// Reads the comments of a text in one go.
struct Reader<'t> {
    text: &'t str,
    found: Vec<Comment>,
    /// Those of which the next code tells what they are about.
    waiting: Vec<usize>,
    /// Those of which it has begun, each with the depth at which its line ends it.
    open: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn comment(&mut self, token: Token, word: &str, has_code: bool, is_at_top: bool) {
        let span = token.start..token.end;
        let written = self.text.get(span.clone()).unwrap_or_default();
        let Some(words) = inside(written).strip_prefix(word) else { return };
        let about = if has_code { self.line(&span) } else { span.end..span.end };
        let words = words.trim().to_owned();
        if !has_code {
            self.waiting.push(self.found.len());
        }
        self.found.push(Comment { words, span, about, is_of_line: has_code, is_at_top });
    }

    /// Begins what the waiting comments are about, with the first token of it.
    fn code(&mut self, token: Token, is_same_line: bool) {
        for position in std::mem::take(&mut self.waiting) {
            let Some(comment) = self.found.get(position) else { continue };
            let about = if is_same_line {
                self.line(&comment.span)
            } else if matches!(token.kind, Kind::Close | Kind::TemplateEnd) {
                continue;
            } else {
                self.open.push((position, token.depth));
                token.start..token.end
            };
            if let Some(comment) = self.found.get_mut(position) {
                (comment.about, comment.is_of_line) = (about, is_same_line);
            }
        }
    }

    /// Ends what is open at that depth or deeper.
    fn close(&mut self, depth: usize, end: usize) {
        while let Some((position, _)) = self.open.pop_if(|(_, open)| *open >= depth) {
            if let Some(comment) = self.found.get_mut(position) {
                comment.about.end = end.max(comment.about.end);
            }
        }
    }

    /// The lines in which a place lies.
    fn line(&self, place: &Range<usize>) -> Range<usize> {
        let start = line_start(self.text, place.start);
        let end =
            self.text.get(place.end..).and_then(|after| after.find('\n')).map(|at| place.end + at);
        start..end.unwrap_or(self.text.len())
    }
}

/// What a comment says, without its signs.
fn inside(comment: &str) -> &str {
    let inside = match comment.strip_prefix("/*") {
        Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
        None => comment.strip_prefix("//").or(comment.strip_prefix('#')).unwrap_or(comment),
    };
    inside.trim_start()
}

#[cfg(test)]
mod tests {
    use super::comments;
    use std::path::Path;

    /// What each comment says, and what it is about.
    fn about(text: &str) -> Vec<(String, &str)> {
        of("a.tf", text)
    }

    fn of<'t>(path: &str, text: &'t str) -> Vec<(String, &'t str)> {
        let found = comments(Path::new(path), text, "say:").into_iter();
        found.map(|comment| (comment.words, &text[comment.about])).collect()
    }

    fn one(text: &str) -> &str {
        let found = about(text);
        assert_eq!(found.len(), 1, "{text}");
        found[0].1
    }

    #[test]
    fn at_the_end_of_a_line_it_is_about_the_line() {
        assert_eq!(one("a = 1\nb = 2 # say: no\nc = 3\n"), "b = 2 # say: no");
        assert_eq!(one("a {\n  b = [ // say: no\n    1\n  ]\n}\n"), "  b = [ // say: no");
        assert_eq!(one("/* say: no */ a = 1\r\nb = 2"), "/* say: no */ a = 1\r");
    }

    #[test]
    fn before_a_line_it_is_about_what_begins_there() {
        assert_eq!(one("# say: no\na = 1\nb = 2\n"), "a = 1");
        let block = "a \"b\" {\n  c {\n  }\n  d = <<E\n# say: not\nE\n}";
        assert_eq!(one(&format!("x = 1\n# say: no\n{block}\ny = 2\n")), block);
        assert_eq!(
            one("a {\n  # say: no\n  b = {\n    c = 1\n  }\n  d = 2\n}"),
            "b = {\n    c = 1\n  }"
        );
        assert_eq!(one("a = [\n  # say: no\n  1,\n  2\n]"), "1,");
        assert_eq!(one("a = [\n  # say: no\n  1]\nb = 2"), "1");
        assert_eq!(one("# say: no\n# more\na = 1"), "a = 1");
        assert_eq!(one("/* say: no\n */\na = 1"), "a = 1");
        assert_eq!(one("# say: no\na = 1"), "a = 1");
    }

    #[test]
    fn before_nothing_it_is_about_nothing() {
        for text in ["# say: no\n\na = 1", "a {\n  # say: no\n}", "a = 1\n# say: no", "# say: no"] {
            assert_eq!(one(text), "", "{text}");
        }
    }

    #[test]
    fn several_may_be_about_one_thing() {
        let text = "# say: a\n# say: b\nc {\n  # say: d\n  e = 1\n}";
        let block = "c {\n  # say: d\n  e = 1\n}";
        let said = |words: &str, about| (words.to_owned(), about);
        assert_eq!(about(text), [said("a", block), said("b", block), said("d", "e = 1")]);
    }

    #[test]
    fn only_comments_speak() {
        for text in ["a = \"# say: no\"", "a = <<E\n# say: no\nE", "# they say: no\na = 1"] {
            assert!(about(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_top_of_a_file_is_before_all_code() {
        let text = "# say: a\n\n/* b */ // say: c\nd = 1 # say: e\n";
        let found = comments(Path::new("a.tf"), text, "say:");
        let top: Vec<bool> = found.iter().map(|comment| comment.is_at_top).collect();
        assert_eq!(top, [true, true, false]);
    }

    #[test]
    fn in_json_it_is_about_its_object() {
        let text = r#"{"//": "say: all", "a": {"b": {"//": ["no", "say: one"], "c": [{"//": "say: two"}, 3]}}}"#;
        let found = of("a.tf.json", text);
        let said = |words: &str, about| (words.to_owned(), about);
        assert_eq!(found[0], said("all", text));
        let b = r#""b": {"//": ["no", "say: one"], "c": [{"//": "say: two"}, 3]}"#;
        assert_eq!(found[1], said("one", b));
        assert_eq!(found[2], said("two", r#"{"//": "say: two"}"#));
        assert_eq!(found.len(), 3);
        assert!(of("a.tf.json", "{\"//\": \"say: no\"").is_empty());
    }

    #[test]
    fn what_is_deep_takes_linear_time() {
        let deep = "# say: no\na {\n".repeat(20_000);
        assert_eq!(comments(Path::new("a.tf"), &deep, "say:").len(), 20_000);
    }
}
