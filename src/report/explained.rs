//! A page for people who read it in a terminal: its prose in lines of the width that there is, what its tests need left out,
//! and its rule last.

use super::{Look, visible};
use crate::aws;
use crate::finding::Safety;
use crate::page::{MARK, Page};
use owo_colors::OwoColorize as _;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

/// The page, with a line that says what the rule is like.
pub(crate) fn explained(page: &Page, look: Look) -> String {
    let mut shown =
        Rendered { look, text: String::new(), words: String::new(), within: Vec::new() };
    let mut rule = String::new();
    let mut code: Option<(String, String)> = None;
    for event in Parser::new(&page.text) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                code = Some((info, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => match code.take() {
                Some((info, text)) if info == "hcl rule" => rule = text,
                Some((info, text)) => {
                    if info.starts_with("hcl fixed") {
                        shown.paragraph("Repaired:", "", "");
                    }
                    shown.code(&without_marks(&text));
                }
                None => {}
            },
            Event::Text(text) => match &mut code {
                Some((_, code)) => code.push_str(&text),
                None => shown.words.push_str(&visible::line(&text)),
            },
            Event::End(TagEnd::Heading(level)) => {
                shown.heading();
                if level == HeadingLevel::H1 {
                    shown.paragraph(&nature(page), "", "");
                }
            }
            event => shown.event(event),
        }
    }
    shown.words.push_str("Rule");
    shown.heading();
    shown.code(&rule);
    shown.text
}

/// How sure the harm is, when one learns of it, whether it is looked for and whether it can be repaired, in words.
fn nature(page: &Page) -> String {
    let rule = &page.rule;
    let service = aws::service(rule.types().first().copied().unwrap_or_default());
    let fails = rule.fails.sentence(rule.severity, service);
    let fails = fails.map_or_else(String::new, |sentence| format!(": {sentence}"));
    let on = if rule.default { "On" } else { "Off" };
    let fix = match rule.fix() {
        Some(Safety::Safe) => "`--fix` repairs it.",
        Some(Safety::Unsafe) => "`--fix --unsafe-fixes` repairs it.",
        None => "No repair.",
    };
    format!("{}{fails}. {on} by default. {fix}", rule.severity)
}

/// An example without what it says to tests.
fn without_marks(code: &str) -> String {
    let line = |line: &str| match line.split_once(MARK) {
        Some((before, _)) if before.trim().is_empty() => None,
        Some((before, _)) => Some(before.trim_end().to_owned()),
        None => Some(line.to_owned()),
    };
    code.lines().filter_map(line).map(|line| line + "\n").collect()
}

struct Rendered {
    look: Look,
    text: String,
    /// Of the paragraph that is read.
    words: String,
    /// What stands before the lines of what is read, for each element around it.
    within: Vec<&'static str>,
}

impl Rendered {
    fn event(&mut self, event: Event) {
        match event {
            Event::Code(code) => {
                let code = visible::line(&code);
                let code =
                    if self.look.color { code.cyan().to_string() } else { format!("`{code}`") };
                self.words.push_str(&code);
            }
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Html(text) | Event::InlineHtml(text) => {
                self.words.push_str(&visible::line(&text));
            }
            Event::Start(Tag::BlockQuote(_)) => self.within.push("  | "),
            Event::Start(Tag::Item) => self.within.push("  - "),
            // What belongs to an item may stand in it without a paragraph.
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => {
                self.end_of_paragraph();
                self.within.pop();
            }
            Event::End(TagEnd::List(_)) => self.text.push('\n'),
            Event::End(TagEnd::Paragraph) => self.end_of_paragraph(),
            _ => {}
        }
    }

    fn end_of_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        let first = self.within.concat();
        let next = first.replace('-', " ");
        self.paragraph(&words, &first, &next);
        // The items of a list stand together.
        if first.ends_with("- ") {
            self.text.pop();
        }
    }

    fn paragraph(&mut self, words: &str, first: &str, next: &str) {
        let options = textwrap::Options::new(self.look.width)
            .initial_indent(first)
            .subsequent_indent(next)
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        self.text.push_str(&textwrap::fill(words, options));
        self.text.push_str("\n\n");
    }

    fn heading(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = if self.look.color { words.bold().to_string() } else { words };
        self.text.push_str(&words);
        self.text.push_str("\n\n");
    }

    fn code(&mut self, code: &str) {
        for line in code.lines() {
            let indent = if line.is_empty() { "" } else { "    " };
            self.text.extend([indent, &*visible::lines(line), "\n"]);
        }
        self.text.push('\n');
    }
}
