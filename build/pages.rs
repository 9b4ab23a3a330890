//! Reads the syntax of the pages of `rules/`. What is in a page is read by the program, when a block needs it.

use crate::engine::page::markdown::{Fence, Outline, outline};
use crate::source::SourceId;
use crate::syntax::{self, Block, ExprKind};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A place in a page, and what is wrong there.
type Complaint = (Range<usize>, String);

/// Writes `pages.rs`, with what is known of each page without reading it, and `rules.bin`, with the trees of the rules.
/// `types` are those that stand for the word `schemas`. The number of pages that are not understood.
pub(crate) fn write(out: &Path, types: &[String]) -> usize {
    let mut pages: Vec<PathBuf> = folders().iter().flat_map(|folder| markdown(folder)).collect();
    pages.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let (mut index, mut trees, mut wrong) = (String::new(), Vec::new(), 0);
    let count = pages.len();
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        match page(&path, &text, types, &mut trees) {
            Ok(entry) => index.push_str(&entry),
            Err((range, message)) => {
                wrong += 1;
                let line = text[..range.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
                println!("cargo::error={}:{line}: {message}", path.display());
            }
        }
    }
    let index = format!(
        "/// All pages, in the order of their ids.\npub(in crate::page) static PAGES: [Builtin; {count}] = [\n{index}];\n"
    );
    fs::write(out.join("pages.rs"), index).unwrap();
    fs::write(out.join("rules.bin"), trees).unwrap();
    wrong
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir("rules").unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The entry of a page. Its tree is added to the others.
fn page(
    path: &Path,
    text: &str,
    types: &[String],
    trees: &mut Vec<u8>,
) -> Result<String, Complaint> {
    let Outline { title, summary, fences } = outline(text);
    let fault = |message: &str| Err((0..0, message.to_owned()));
    let (Some((id, _)), Some(summary)) = (title, summary) else {
        return fault("a page begins with `# ` and the rule's id, and one sentence");
    };
    let Some(Fence { content, .. }) = fences.into_iter().find(|fence| fence.info == "hcl rule")
    else {
        return fault("a page has one `hcl rule` fence");
    };
    let parsed = syntax::parse(SourceId::PAGE, &text[content.clone()], content.start);
    if let Some(error) = parsed.errors.into_iter().next() {
        return Err((error.span.range(), error.message));
    }
    let [rule] = parsed.body.blocks.as_slice() else {
        return Err((content, "the fence holds one `rule` block".to_owned()));
    };
    let start = trees.len();
    trees.extend(postcard::to_allocvec(rule).unwrap());
    let is_default = rule
        .body
        .attribute("default")
        .is_none_or(|default| !matches!(default.value.kind, ExprKind::Bool(false)));
    let (mut of_types, mut of_kinds) = (BTreeSet::new(), BTreeSet::new());
    for part in &rule.body.blocks {
        if let Some(label) = part.label(0) {
            let list = if &*part.kind.text == "block" { &mut of_kinds } else { &mut of_types };
            list.insert(label.to_owned());
        }
        of_types.extend(names(part, "types", types));
        of_kinds.extend(names(part, "kinds", &[]));
    }
    let list = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>();
    let mut entry = String::new();
    let below = path.strip_prefix("rules").unwrap().to_str().unwrap().replace('\\', "/");
    writeln!(
        entry,
        "Builtin {{ id: {id:?}, path: {below:?}, text: include_str!({full:?}), summary: {summary:?}, \
         is_default: {is_default}, types: &{types:?}, kinds: &{kinds:?}, rule: ({start}, {end}), \
         page: OnceLock::new() }},",
        full = std::path::absolute(path).unwrap().to_str().unwrap(),
        types = list(of_types),
        kinds = list(of_kinds),
        end = trees.len(),
    )
    .unwrap();
    Ok(entry)
}

/// What an argument of a part lists; a word in the place of the list stands for `all`.
fn names(part: &Block, argument: &str, all: &[String]) -> Vec<String> {
    match part.body.attribute(argument).map(|attribute| &attribute.value.kind) {
        Some(ExprKind::Tuple(elements)) => {
            let name = |element: &syntax::Expr| match &element.kind {
                ExprKind::String(text) => Some(text.to_string()),
                _ => None,
            };
            elements.iter().filter_map(name).collect()
        }
        Some(ExprKind::Variable(_)) => all.to_vec(),
        _ => Vec::new(),
    }
}
