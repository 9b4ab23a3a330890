//! What a page consists of: its title, its first paragraph and its fences. Knows Markdown, and no rule.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, OffsetIter, Parser, Tag, TagEnd};
use std::ops::Range;

/// The parts of a page, as places in its text.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The text of the first heading of the first level.
    pub(crate) title: Option<(String, Range<usize>)>,
    /// The text of the first paragraph.
    pub(crate) summary: Option<String>,
    /// The fences: their info string and their content.
    pub(crate) fences: Vec<Fence>,
}

#[derive(Debug)]
pub(crate) struct Fence {
    pub(crate) info: String,
    pub(crate) content: Range<usize>,
    /// All of it, for complaints.
    pub(crate) whole: Range<usize>,
}

pub(crate) fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut events = Parser::new(text).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })
                if outline.title.is_none() =>
            {
                outline.title =
                    Some((words(&mut events, TagEnd::Heading(HeadingLevel::H1)), range));
            }
            Event::Start(Tag::Paragraph) if outline.summary.is_none() => {
                outline.summary = Some(words(&mut events, TagEnd::Paragraph));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let content = content(&mut events, range.end);
                outline.fences.push(Fence { info: info.to_string(), content, whole: range });
            }
            _ => {}
        }
    }
    outline
}

/// The text up to the end of the element, with code between backticks.
fn words(events: &mut OffsetIter, end: TagEnd) -> String {
    let mut words = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::End(tag) if tag == end => break,
            Event::Text(text) => words.push_str(&text),
            Event::Code(text) => words.extend(["`", &*text, "`"]),
            Event::SoftBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// From the first byte of a fence's content to its last. A fence that is not indented has its content in one piece.
fn content(events: &mut OffsetIter, end: usize) -> Range<usize> {
    let mut content: Option<Range<usize>> = None;
    for (event, range) in events.by_ref() {
        match event {
            Event::End(TagEnd::CodeBlock) => break,
            Event::Text(_) => {
                content = Some(content.map_or(range.start, |first| first.start)..range.end);
            }
            _ => {}
        }
    }
    content.unwrap_or(end..end)
}
