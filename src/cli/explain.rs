//! `gatelint explain`.

use super::{CLEAN, Failure, output};
use crate::finding::{Fails, Safety, Severity};
use crate::page::{Pack, Page};
use crate::report::{explained, json_text};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The name of a rule
    #[arg(value_name = super::arguments::RULE)]
    rule: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
    /// A folder of additional rule pages; can be repeated
    #[arg(long = "rules", value_name = "DIR")]
    packs: Vec<PathBuf>,
}

/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum PageFormat {
    /// For people, wrapped to the width of the terminal
    #[default]
    Full,
    /// The source of the page
    Markdown,
    /// One JSON object; an array for all rules
    Json,
}

pub(super) fn explain(arguments: &ExplainArguments) -> Result<u8, Failure> {
    let pack = super::pack(&arguments.packs)?;
    let page = arguments.rule.as_deref().map(|name| pack.find(name)).transpose()?;
    let text = match (arguments.format, page) {
        (PageFormat::Full, Some(page)) => explained(page, output::shown()),
        (PageFormat::Full, None) => list(&pack),
        (PageFormat::Markdown, Some(page)) => page.text.to_string(),
        (PageFormat::Markdown, None) => pack.pages().map(|page| &*page.text).collect(),
        (PageFormat::Json, Some(page)) => json_text(&Described::of(page)),
        (PageFormat::Json, None) => json_text(&pack.pages().map(Described::of).collect::<Vec<_>>()),
    };
    output::print(&text)?;
    Ok(CLEAN)
}

/// The rules, below the resource types whose pages they are: a line each, with how sure the harm is and the first sentence.
fn list(pack: &Pack) -> String {
    let mut folders: BTreeMap<String, Vec<&Page>> = BTreeMap::new();
    for page in pack.pages() {
        folders.entry(folder(page)).or_default().push(page);
    }
    let mut text = String::new();
    for (folder, pages) in folders {
        let _ = writeln!(text, "{folder}");
        let width = pages.iter().map(|page| page.rule.id.len()).max().unwrap_or(0);
        for Page { rule, summary, .. } in pages {
            let off = if rule.default { "" } else { " (off by default)" };
            let severity = rule.severity.name();
            let _ = writeln!(text, "  {:width$}  {severity:7}  {summary}{off}", rule.id);
        }
        text.push('\n');
    }
    text
}

/// The folder in which the page lies: a resource type, or what else its rule is about.
fn folder(page: &Page) -> String {
    let folder = page.path.parent().and_then(|folder| folder.file_name());
    folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A page for programs.
#[derive(Serialize)]
struct Described<'p> {
    rule: &'p str,
    severity: Severity,
    /// When one learns of it without gatelint.
    fails: Fails,
    /// The resource type, or what else the rule is about.
    about: String,
    /// Whether it is on where nothing is configured.
    default: bool,
    /// Where there is a repair.
    fix: Option<Safety>,
    summary: &'p str,
    url: Option<&'p str>,
    /// The page, in Markdown.
    page: &'p str,
}

impl<'p> Described<'p> {
    fn of(page: &'p Page) -> Self {
        let rule = &page.rule;
        Self {
            rule: &rule.id,
            severity: rule.severity,
            fails: rule.fails,
            about: folder(page),
            default: rule.default,
            fix: rule.fix(),
            summary: &page.summary,
            url: rule.url.as_deref(),
            page: &page.text,
        }
    }
}
