//! What is open, what was found of it, and the loop that answers.

use super::client::Client;
use super::document::Document;
use super::position::Encoding;
use super::{diagnostic, location, request};
use crate::check::{Choice, Linter, last_panic, run};
use crate::config::Search;
use crate::failure::Failure;
use crate::files::{Files, is_configuration, is_variables};
use crate::finding::Finding;
use crate::fix::{Checked, Texts};
use crate::page::Pack;
use crate::source::Span;
use globset::GlobSet;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{Diagnostic, PublishDiagnosticsParams, Range, Uri};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long nothing has to change before it is checked: less than anybody notices, and more than between two keys.
const QUIET: Duration = Duration::from_millis(120);

/// One client, and what it has open.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    client: Client,
    /// The open texts, by the paths that the system has for them.
    open: BTreeMap<PathBuf, Document>,
    /// What was found, unless something has changed since.
    checked: Option<Checked>,
    /// When what has changed is to be checked.
    due: Option<Instant>,
    /// The files that the client shows something of.
    shown: BTreeSet<PathBuf>,
    /// What has come in and is not answered.
    waiting: VecDeque<Message>,
    next_id: i32,
    is_shut_down: bool,
}

impl<'c> Server<'c> {
    pub(super) fn new(connection: &'c Connection, client: Client) -> Self {
        Self {
            connection,
            client,
            open: BTreeMap::new(),
            checked: None,
            due: None,
            shown: BTreeSet::new(),
            waiting: VecDeque::new(),
            next_id: 0,
            is_shut_down: false,
        }
    }

    /// Answers until the client goes. Whether it has said so before.
    pub(super) fn serve(mut self) -> bool {
        self.watch();
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
        self.send(response.into());
    }

    fn take(&mut self, note: Notification) {
        let taken = std::panic::catch_unwind(AssertUnwindSafe(|| request::take(self, note)));
        if taken.is_err() {
            self.log(&last_panic());
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

    pub(super) fn shut_down(&mut self) {
        self.is_shut_down = true;
    }

    pub(super) fn client(&self) -> Client {
        self.client
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// Opens a text, or closes it. What it says is checked soon.
    pub(super) fn set(&mut self, uri: &Uri, document: Option<Document>) {
        let Some(path) = real(uri) else { return };
        match document {
            Some(document) => drop(self.open.insert(path, document)),
            None => drop(self.open.remove(&path)),
        }
        self.changed();
    }

    /// Changes an open text.
    pub(super) fn change(&mut self, uri: &Uri, change: impl FnOnce(&mut Document, Encoding)) {
        let encoding = self.encoding();
        // The disk is not asked at each key.
        if let Some(document) = self.open.values_mut().find(|document| document.uri == *uri) {
            change(document, encoding);
        }
        self.changed();
    }

    /// Notes that something has changed.
    pub(super) fn changed(&mut self) {
        self.checked = None;
        self.due = Some(Instant::now() + QUIET);
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

    /// What was found, if that is known.
    pub(super) fn checked(&self) -> Option<&Checked> {
        self.checked.as_ref()
    }

    /// The same; what has changed is checked now.
    ///
    /// # Errors
    ///
    /// Why it cannot be checked, in words.
    pub(super) fn ensure_checked(&mut self) -> Result<(), String> {
        if self.checked.is_some() {
            return Ok(());
        }
        let checked = self.check_with(&Texts::new()).map_err(|failure| failure.to_string())?;
        for bug in &checked.outcome.bugs {
            self.warn(&format!("a bug in gatelint: `{}` is not checked", bug.dir.display()));
        }
        self.checked = Some(checked);
        Ok(())
    }

    /// What is found of the open files, with other texts in the place of some.
    pub(super) fn check_with(&self, others: &Texts) -> Result<Checked, Failure> {
        let is_checked = |path: &&PathBuf| is_configuration(path) || is_variables(path);
        let paths: Vec<PathBuf> = self.open.keys().filter(is_checked).cloned().collect();
        let open = self.open.iter().map(|(path, open)| (path.as_path(), open.text.as_str()));
        let others = others.iter().map(|(path, text)| (path.as_path(), text.as_str()));
        let files = Files::new(paths.iter().map(PathBuf::as_path));
        let files = files.with_buffers(open.chain(others));
        let linter = Linter::of(Pack::builtin(), &Choice::default())?;
        let linter = linter.with_search(Search::Upwards);
        let outcome = run(&linter, &files, &paths, &GlobSet::empty())?;
        Ok(Checked { files, outcome })
    }

    /// What is found in a range of a file.
    pub(super) fn findings_in(&mut self, path: &Path, range: Range) -> Vec<Finding> {
        // Who asks for diagnostics is told why there are none.
        if self.ensure_checked().is_err() {
            return Vec::new();
        }
        let Some(checked) = &self.checked else { return Vec::new() };
        let touches = |finding: &&Finding| {
            let found = diagnostic::range(finding.span, &checked.files, self.encoding());
            self.is_in(finding.span.source, path)
                && found.start <= range.end
                && range.start <= found.end
        };
        checked.outcome.findings.iter().filter(touches).cloned().collect()
    }

    pub(super) fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let checked = self.checked.as_ref()?;
        Some(diagnostic::of(finding, &checked.files, self.encoding()))
    }

    /// What is found, by file.
    pub(super) fn diagnostics(&self) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let mut by_file: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let Some(checked) = &self.checked else { return by_file };
        for finding in &checked.outcome.findings {
            let source = checked.files.sources().get(finding.span.source);
            let path = checked.files.real_file(&source.path);
            let found = diagnostic::of(finding, &checked.files, self.encoding());
            by_file.entry(path).or_default().push(found);
        }
        by_file
    }

    /// Checks what has changed, and tells the client.
    fn publish(&mut self) {
        self.due = None;
        let checked = std::panic::catch_unwind(AssertUnwindSafe(|| self.ensure_checked()));
        if let Err(why) = checked.unwrap_or_else(|_| Err(last_panic())) {
            self.warn(&why);
        }
        if self.client.pulls {
            if self.client.refreshes {
                self.request("workspace/diagnostic/refresh", serde_json::Value::Null);
            }
            return;
        }
        // What could not be checked stays as it was shown.
        if self.checked.is_none() && !self.open.is_empty() {
            return;
        }
        let mut found = self.diagnostics();
        let shown = found.keys().cloned().collect();
        let before = std::mem::replace(&mut self.shown, shown);
        for path in before.iter().chain(self.open.keys()) {
            found.entry(path.clone()).or_default();
        }
        for (path, diagnostics) in found {
            let Some(uri) = self.uri(&path) else { continue };
            let version = self.version(&path);
            self.notify(
                "textDocument/publishDiagnostics",
                PublishDiagnosticsParams { uri, diagnostics, version },
            );
        }
    }

    /// Asks to be told when a file changes that is not open.
    fn watch(&mut self) {
        if self.client.watches {
            let watched = "**/{*.tf,*.tofu,*.tf.json,*.tofu.json,*.tfvars,*.hcl,*.yaml,*.yml,*.json,*.tpl,*.tftpl,*.vtl}";
            let options = serde_json::json!({ "watchers": [{ "globPattern": watched }] });
            let watch = serde_json::json!({
                "registrations": [{
                    "id": "files",
                    "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": options,
                }],
            });
            self.request("client/registerCapability", watch);
        }
    }

    /// A place in words: `main.tf:12`.
    pub(super) fn line(&self, span: Span) -> Option<String> {
        let checked = self.checked.as_ref()?;
        let source = checked.files.sources().get(span.source);
        let line = self.encoding().position(&source.text, span.start as usize).line + 1;
        let name = source.path.file_name()?.to_string_lossy();
        Some(format!("`{name}:{line}`"))
    }

    fn request(&mut self, method: &str, params: serde_json::Value) {
        self.next_id += 1;
        let request = Request { id: self.next_id.into(), method: method.to_owned(), params };
        self.send(request.into());
    }

    fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// The client may be gone.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    /// Says something to the user.
    fn warn(&self, message: &str) {
        let params = serde_json::json!({ "type": 1, "message": format!("gatelint: {message}") });
        self.notify("window/showMessage", params);
    }

    /// Says something to whoever looks at the logs.
    pub(super) fn log(&self, message: &str) {
        let params = serde_json::json!({ "type": 2, "message": message });
        self.notify("window/logMessage", params);
    }
}

/// An answer that says why there is none.
pub(super) fn refused(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response::new_err(id, code as i32, message.to_owned())
}

/// The path that the system has for a file, also where links lead to it.
pub(super) fn real(uri: &Uri) -> Option<PathBuf> {
    let path = location::path(uri)?;
    let files = Files::new([path.as_path()]);
    Some(files.real_file(&path))
}
