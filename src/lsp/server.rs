//! What is open, what was found of it, and the loop that answers.

use super::client::Client;
use super::document::Document;
use super::given::Given;
use super::outbox::Outbox;
use super::position::Encoding;
use super::workspace::{Open, Workspace, checked};
use super::{diagnostic, location, request};
use crate::check::last_panic;
use crate::failure::Failure;
use crate::files::{Files, parent};
use crate::finding::Finding;
use crate::fix::{Checked, Texts};
use crate::source::Span;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{Diagnostic, PublishDiagnosticsParams, Range, TextDocumentItem, Uri};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long nothing has to change before it is checked: twice as long as a check takes, so that who types is not behind, and
/// within these bounds. The longer one is more than between two keys, and less than anybody notices.
const QUIET: [Duration; 2] = [Duration::from_millis(15), Duration::from_millis(120)];

/// One client, and what it has open.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    outbox: Outbox<'c>,
    client: Client,
    given: &'c Given,
    open: Open,
    /// What was found, by the tops of the repositories: those in which nothing has changed since.
    workspaces: BTreeMap<PathBuf, Workspace>,
    /// The folders that the client has open, each with what was found in all of it, if it was asked for since the last change.
    folders: BTreeMap<PathBuf, Option<Workspace>>,
    /// When what has changed is to be checked.
    due: Option<Instant>,
    /// How long nothing has to change before that.
    quiet: Duration,
    /// What the client shows of each file, and of which version that was said.
    shown: BTreeMap<PathBuf, (Option<i32>, Vec<Diagnostic>)>,
    /// What the user was told that is still so.
    told: BTreeSet<String>,
    /// What has come in and is not answered.
    waiting: VecDeque<Message>,
    is_shut_down: bool,
}

impl<'c> Server<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        client: Client,
        given: &'c Given,
        folders: &[Uri],
    ) -> Self {
        Self {
            connection,
            outbox: Outbox::new(connection),
            client,
            given,
            open: Open::new(),
            workspaces: BTreeMap::new(),
            folders: folders.iter().filter_map(real).map(|folder| (folder, None)).collect(),
            due: None,
            quiet: QUIET[1],
            shown: BTreeMap::new(),
            told: BTreeSet::new(),
            waiting: VecDeque::new(),
            is_shut_down: false,
        }
    }

    /// Answers until the client goes. Whether it has said so before.
    pub(super) fn serve(mut self) -> bool {
        if self.client.watches {
            self.outbox.watch();
        }
        while let Some(message) = self.next() {
            match message {
                Message::Request(request) => self.answer(request),
                Message::Notification(note) if note.method == "exit" => return self.is_shut_down,
                Message::Notification(note) => self.take(note),
                Message::Response(_) => {}
            }
        }
        false
    }

    /// The next message; what has changed is checked when there is none for a while.
    fn next(&mut self) -> Option<Message> {
        loop {
            self.waiting.extend(self.connection.receiver.try_iter());
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            let Some(due) = self.due else { return self.connection.receiver.recv().ok() };
            match self.connection.receiver.recv_deadline(due) {
                Ok(message) => return Some(message),
                Err(error) if error.is_timeout() => self.publish(),
                Err(_) => return None,
            }
        }
    }

    fn answer(&mut self, asked: Request) {
        let id = asked.id.clone();
        let response = if self.is_shut_down {
            refused(id, ErrorCode::InvalidRequest, "the server is shut down")
        } else if self.is_cancelled(&id) {
            refused(id, ErrorCode::RequestCanceled, "cancelled")
        } else {
            // A bug is the end of one answer, and not of the server.
            std::panic::catch_unwind(AssertUnwindSafe(|| request::answer(self, asked)))
                .unwrap_or_else(|_| refused(id, ErrorCode::InternalError, &last_panic()))
        };
        self.outbox.send(response.into());
    }

    fn take(&mut self, note: Notification) {
        let taken = std::panic::catch_unwind(AssertUnwindSafe(|| request::take(self, note)));
        if taken.is_err() {
            self.outbox.log(&last_panic());
        }
    }

    fn is_cancelled(&self, id: &RequestId) -> bool {
        self.waiting.iter().any(|message| match message {
            Message::Notification(note) if note.method == "$/cancelRequest" => {
                let named = note.params.get("id").cloned();
                named.and_then(|named| serde_json::from_value(named).ok()).as_ref() == Some(id)
            }
            _ => false,
        })
    }

    /// Says something to whoever looks at the logs.
    pub(super) fn log(&self, message: &str) {
        self.outbox.log(message);
    }

    pub(super) fn shut_down(&mut self) {
        self.is_shut_down = true;
    }

    pub(super) fn client(&self) -> Client {
        self.client
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// Opens a text. What it says is checked soon.
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let Some(path) = real(&item.uri) else { return };
        let document = Document::of(item, &path);
        self.open.insert(path, document);
        self.changed();
    }

    /// Closes a text: what counts is on the disk again.
    pub(super) fn close(&mut self, uri: &Uri) {
        self.open.retain(|_, document| document.uri != *uri);
        self.changed();
    }

    /// Changes an open text.
    pub(super) fn change(&mut self, uri: &Uri, change: impl FnOnce(&mut Document, Encoding)) {
        let encoding = self.encoding();
        // The disk is not asked at each key.
        let Some((path, document)) = self.open.iter_mut().find(|(_, it)| it.uri == *uri) else {
            return;
        };
        change(document, encoding);
        let workspace = self.workspaces.get_mut(&document.top);
        // Who is not told of changes on the disk has to look at all of it again.
        let is_taken = |it: &mut Workspace| self.client.watches && it.change(path, &document.text);
        if !workspace.is_some_and(is_taken) {
            self.workspaces.remove(&document.top);
        }
        self.check_soon();
    }

    /// Opens folders, and closes others.
    pub(super) fn change_folders(&mut self, added: &[Uri], removed: &[Uri]) {
        let removed: Vec<PathBuf> = removed.iter().filter_map(real).collect();
        self.folders.retain(|folder, _| !removed.contains(folder));
        self.folders.extend(added.iter().filter_map(real).map(|folder| (folder, None)));
        self.changed();
    }

    /// Notes that something has changed, wherever.
    pub(super) fn changed(&mut self) {
        self.workspaces.clear();
        self.check_soon();
    }

    fn check_soon(&mut self) {
        self.folders.values_mut().for_each(|whole| *whole = None);
        self.due = Some(Instant::now() + self.quiet);
    }

    /// An open text.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        self.open.get(path).map(|open| open.text.clone())
    }

    pub(super) fn version(&self, path: &Path) -> Option<i32> {
        self.open.get(path).map(|open| open.version)
    }

    /// How the client calls a file.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        self.open.get(path).map(|open| open.uri.clone()).or_else(|| location::uri(path))
    }

    /// What is around an open file, as far as it is known.
    pub(super) fn known(&self, path: &Path) -> Option<&Workspace> {
        self.workspaces.get(&self.open.get(path)?.top)
    }

    /// What is around an open file, with its text as it is now; it may not have been checked.
    pub(super) fn around(&mut self, path: &Path) -> Option<&Workspace> {
        let top = &self.open.get(path)?.top;
        let workspace = self.workspaces.entry(top.clone());
        Some(workspace.or_insert_with(|| Workspace::of(&self.open, top, self.given)))
    }

    /// The same; what has changed is checked now.
    pub(super) fn workspace(&mut self, path: &Path) -> Option<&Workspace> {
        let top = self.open.get(path)?.top.clone();
        Some(self.ensure_checked(&top))
    }

    fn ensure_checked(&mut self, top: &Path) -> &Workspace {
        let known = self.workspaces.remove(top);
        let mut workspace = known.unwrap_or_else(|| Workspace::of(&self.open, top, self.given));
        let is_new = workspace.found.is_none();
        workspace.check(&self.open, top);
        for bug in workspace.bugs().iter().filter(|_| is_new) {
            self.outbox.warn(&format!("a bug in gatelint: `{}` is not checked", bug.dir.display()));
        }
        self.workspaces.entry(top.to_path_buf()).or_insert(workspace)
    }

    /// What is found around an open file, with other texts in the place of some.
    pub(super) fn check_with(&self, path: &Path, others: &Texts) -> Result<Checked, Failure> {
        let top = self.open.get(path).map(|document| document.top.as_path());
        checked(&self.open, top.unwrap_or(Path::new("")), others, self.given)
    }

    /// What is found in a range of an open file.
    pub(super) fn findings_in(&mut self, path: &Path, range: Range) -> Vec<Finding> {
        let encoding = self.encoding();
        // Who asks for diagnostics is told why there are none.
        let Some(workspace) = self.workspace(path) else { return Vec::new() };
        let touches = |finding: &&Finding| {
            let found = diagnostic::range(finding.span, &workspace.files, encoding);
            workspace.is_in(finding.span.source, path)
                && found.start <= range.end
                && range.start <= found.end
        };
        workspace.findings().iter().filter(touches).cloned().collect()
    }

    /// What is shown of an open file; why that is not known, in words.
    pub(super) fn diagnostics(&mut self, path: &Path) -> Result<Vec<Diagnostic>, String> {
        let encoding = self.encoding();
        let Some(workspace) = self.workspace(path) else { return Ok(Vec::new()) };
        // That nothing is found must not be said of what could not be checked.
        match workspace.diagnostics(encoding).remove(path) {
            Some(found) => Ok(found),
            None => workspace.ignorance(path).map_or(Ok(Vec::new()), Err),
        }
    }

    /// What is shown of each file in the open folders and around the open files, as far as that is known.
    pub(super) fn all_diagnostics(&mut self) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let encoding = self.encoding();
        let mut found = BTreeMap::new();
        for (folder, whole) in &mut self.folders {
            let whole = whole
                .get_or_insert_with(|| Workspace::whole(&self.open, folder.clone(), self.given));
            whole.check(&self.open, folder);
            found.extend(whole.diagnostics(encoding));
        }
        let open: Vec<PathBuf> = self.open.keys().cloned().collect();
        for path in open {
            // What is said of an open file by itself counts.
            if let Ok(diagnostics) = self.diagnostics(&path) {
                found.insert(path, diagnostics);
            }
        }
        found
    }

    /// Checks what has changed, and tells the client.
    fn publish(&mut self) {
        self.due = None;
        let begun = Instant::now();
        let tops: BTreeSet<PathBuf> = self.open.values().map(|open| open.top.clone()).collect();
        self.workspaces.retain(|top, _| tops.contains(top));
        for top in tops {
            let check = AssertUnwindSafe(|| _ = self.ensure_checked(&top));
            if std::panic::catch_unwind(check).is_err() {
                self.outbox.warn(&last_panic());
            }
        }
        self.quiet = (begun.elapsed() * 2).clamp(QUIET[0], QUIET[1]);
        self.complain();
        if !self.client.pulls {
            self.push();
        } else if self.client.refreshes {
            self.outbox.request("workspace/diagnostic/refresh", serde_json::Value::Null);
        }
    }

    /// Tells the user what stops a check, once.
    fn complain(&mut self) {
        let complaints: BTreeSet<String> =
            self.workspaces.values().flat_map(Workspace::complaints).collect();
        for complaint in complaints.difference(&self.told) {
            self.outbox.warn(complaint);
        }
        self.told = complaints;
    }

    /// Sends the diagnostics that the client does not have.
    fn push(&mut self) {
        let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        for (path, diagnostics) in
            self.workspaces.values().flat_map(|it| it.diagnostics(self.encoding()))
        {
            found.entry(path).or_default().extend(diagnostics);
        }
        for path in self.shown.keys().chain(self.open.keys()) {
            // What could not be checked stays as it was shown.
            if !found.contains_key(path) && !self.is_unknown(path) {
                found.insert(path.clone(), Vec::new());
            }
        }
        for (path, diagnostics) in found {
            let version = self.version(&path);
            let is_shown = |shown: &(_, Vec<_>)| shown.0 == version && shown.1 == diagnostics;
            if self.shown.get(&path).is_some_and(is_shown) {
                continue;
            }
            if let Some(uri) = self.uri(&path) {
                let params =
                    PublishDiagnosticsParams { uri, diagnostics: diagnostics.clone(), version };
                self.outbox.notify("textDocument/publishDiagnostics", params);
            }
            self.shown.insert(path, (version, diagnostics));
        }
        let is_open = |path: &PathBuf| self.open.contains_key(path);
        self.shown.retain(|path, (_, found)| !found.is_empty() || is_open(path));
    }

    /// Whether it is not known what there is to say of a file.
    fn is_unknown(&self, path: &Path) -> bool {
        let ignores = |top| match self.workspaces.get(top) {
            Some(workspace) => workspace.ignorance(path).is_some(),
            None => true,
        };
        match self.open.get(path) {
            Some(document) => ignores(&document.top),
            None => self.open.values().any(|document| ignores(&document.top)),
        }
    }

    /// A place around an open file in words: `main.tf:12`, with the folder if that is another one.
    pub(super) fn line(&self, path: &Path, span: Span) -> Option<String> {
        let files = &self.known(path)?.files;
        let source = files.sources().get(span.source);
        let line = self.encoding().position(&source.text, span.start as usize).line + 1;
        let name = source.path.file_name()?.to_string_lossy();
        let folder = files.in_workspace(parent(&source.path));
        let is_here = files.real(parent(&source.path)).as_deref() == path.parent();
        let folder =
            if is_here || folder.is_empty() { String::new() } else { format!("{folder}/") };
        Some(format!("`{folder}{name}:{line}`"))
    }
}

/// An answer that says why there is none.
pub(super) fn refused(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response::new_err(id, code as i32, message.to_owned())
}

/// The path that the system has for a file or a folder, also where links lead to it.
pub(super) fn real(uri: &Uri) -> Option<PathBuf> {
    let path = location::path(uri)?;
    let files = Files::new([path.as_path()]);
    Some(files.real_file(&path))
}
