//! What can be done about what is found.

use super::diagnostic;
use super::place;
use super::server::Server;
use super::workspace::Workspace;
use crate::files::{Files, is_configuration};
use crate::finding::{Finding, Fix, Safety};
use crate::fix;
use crate::source::{Source, Span, line_start};
use crate::syntax;
use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range as Bytes;
use std::path::{Path, PathBuf};

/// All safe repairs at once, on save for instance.
pub(super) const FIX_ALL: &str = "source.fixAll.gatelint";

/// Texts to put in the place of others, by the paths of the files.
type Edits = BTreeMap<PathBuf, Vec<TextEdit>>;

/// What can be done in a range of a file.
pub(super) fn actions(
    server: &mut Server,
    path: &Path,
    range: Range,
    context: &CodeActionContext,
) -> Vec<CodeActionOrCommand> {
    let wants = |kind: &str| {
        let is_within = |only: &CodeActionKind| {
            kind == only.as_str() || kind.starts_with(&format!("{}.", only.as_str()))
        };
        context.only.as_ref().is_none_or(|only| only.iter().any(is_within))
    };
    let mut actions = Vec::new();
    if wants(CodeActionKind::QUICKFIX.as_str()) {
        for finding in server.findings_in(path, range) {
            let Some(Workspace { files, .. }) = server.known(path) else { break };
            actions.extend(repair(server, files, &finding));
            actions.extend(ignore(server, files, &finding));
        }
    }
    // Nobody looks at it in a list beside the others.
    if context.only.is_some() && wants(FIX_ALL) {
        actions.extend(repair_all(server, path));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn repair(server: &Server, files: &Files, finding: &Finding) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    let mut edits = Edits::new();
    for (path, edit) in spelt(server, files, fix) {
        edits.entry(path).or_default().push(edit);
    }
    let unsafe_word = match (fix.safety, fix.also_used_by()) {
        (Safety::Safe, _) => String::new(),
        (Safety::Unsafe, None) => " (may change what it does)".to_owned(),
        (Safety::Unsafe, Some(also)) => format!(" where the value comes from ({also})"),
    };
    Some(CodeAction {
        title: format!("Fix `{}`{unsafe_word}", finding.rule),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic::of(finding, files, server.encoding())]),
        edit: Some(server.edit(edits)),
        is_preferred: Some(fix.safety == Safety::Safe),
        ..CodeAction::default()
    })
}

fn spelt(server: &Server, files: &Files, fix: &Fix) -> Vec<(PathBuf, TextEdit)> {
    let edit = |edit: &crate::finding::Edit| {
        let source = files.sources().get(edit.span.source);
        let edit = fix::with_line_ends(edit, &source.text);
        let range = server.encoding().range(&source.text, edit.span.range());
        (files.real_file(&source.path), TextEdit { range, new_text: edit.text })
    };
    fix.edits.iter().map(edit).collect()
}

/// Writes a comment before the line, with room for the reason.
fn ignore(server: &Server, files: &Files, finding: &Finding) -> Option<CodeAction> {
    let source = files.sources().get(finding.span.source);
    if syntax::is_json(&source.path) {
        return None;
    }
    let begin = line_start(&source.text, argument(&source, finding.span));
    let line = source.text.get(begin..)?;
    let inset: String = line.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let end = if line.lines().next() == line.split('\n').next() { "\n" } else { "\r\n" };
    let at = server.encoding().position(&source.text, begin);
    let edit = TextEdit {
        range: Range { start: at, end: at },
        new_text: format!("{inset}# gatelint: ignore[{}] {end}", finding.rule),
    };
    let path = files.real_file(&source.path);
    Some(CodeAction {
        title: format!("Ignore `{}` here", finding.rule),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic::of(finding, files, server.encoding())]),
        edit: Some(server.edit(Edits::from([(path, vec![edit])]))),
        ..CodeAction::default()
    })
}

/// Where the argument begins that a place lies in, which may be within its text; in other files the place itself.
fn argument(source: &Source, place: Span) -> usize {
    let at = place.start as usize;
    if !is_configuration(&source.path) {
        return at;
    }
    let parsed = syntax::parse(source.id, &source.text, 0);
    place::attribute(&parsed.body, at).map_or(at, |attribute| attribute.span.start as usize)
}

/// What becomes of a file when all safe repairs are made.
fn repair_all(server: &Server, of: &Path) -> Option<CodeAction> {
    let repaired = fix::repair(Safety::Safe, |texts| server.check_with(of, texts)).ok()?;
    let mut edits = Edits::new();
    for (path, change) in &repaired.texts {
        let path = repaired.left.files.real_file(path);
        if path != of {
            continue;
        }
        let changed = lines(&change.old, &change.new).into_iter().map(|(bytes, text)| TextEdit {
            range: server.encoding().range(&change.old, bytes),
            new_text: text,
        });
        edits.insert(path, changed.collect());
    }
    if edits.is_empty() {
        return None;
    }
    Some(CodeAction {
        title: "Make all safe repairs".to_owned(),
        kind: Some(CodeActionKind::from(FIX_ALL)),
        edit: Some(server.edit(edits)),
        ..CodeAction::default()
    })
}

/// The lines that differ: the bytes of the old text, and what stands there in the new one.
fn lines(old: &str, new: &str) -> Vec<(Bytes<usize>, String)> {
    let split =
        |text: &str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let (before, after) = (split(old), split(new));
    let start = |at: usize| before.iter().take(at).map(String::len).sum::<usize>();
    let ops = capture_diff_slices(Algorithm::Patience, &before, &after);
    let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let change = |op: DiffOp| {
        let (of_old, of_new) = (op.old_range(), op.new_range());
        let text = after.get(of_new).unwrap_or_default().concat();
        (start(of_old.start)..start(of_old.end), text)
    };
    changed.map(change).collect()
}

impl Server<'_> {
    /// The edits as clients take them: for the versions that are open, where they say which.
    pub(super) fn edit(&self, edits: Edits) -> WorkspaceEdit {
        if !self.client().knows_versions {
            let changes =
                edits.into_iter().filter_map(|(path, edits)| Some((self.uri(&path)?, edits)));
            #[allow(
                clippy::mutable_key_type,
                reason = "the protocol's type; nothing in it changes"
            )]
            let changes = changes.collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let change = |(path, edits): (PathBuf, Vec<TextEdit>)| {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                uri: self.uri(&path)?,
                version: self.version(&path),
            };
            let edits = edits.into_iter().map(OneOf::Left).collect();
            Some(TextDocumentEdit { text_document, edits })
        };
        let changes = edits.into_iter().filter_map(change).collect();
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(changes)),
            ..WorkspaceEdit::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn only_the_lines_that_differ_are_replaced() {
        let (old, new) = ("a\nb\nc\nd", "a\nB\nc\nd\ne\n");
        let mut text = old.to_owned();
        let changed = lines(old, new);
        assert_eq!(changed[0], (2..4, "B\n".to_owned()));
        for (bytes, with) in changed.into_iter().rev() {
            text.replace_range(bytes, &with);
        }
        assert_eq!(text, new);
    }
}
