#![allow(clippy::disallowed_methods, reason = "writes files for a server to read")]
//! A client of a server, which asks and waits.

use super::super::{Given, location, serve_on};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

/// How long an answer is waited for: far longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// A client of a server that has a folder to itself.
pub(super) struct Client {
    pub(super) connection: Connection,
    pub(super) server: Option<JoinHandle<Result<bool, String>>>,
    pub(super) folder: tempfile::TempDir,
    next: i32,
    pub(super) told: Vec<Notification>,
}

impl Client {
    pub(super) fn new(capabilities: &Value) -> Self {
        Self::of_server(capabilities, super::given())
    }

    /// A client of a server that was started so.
    pub(super) fn of_server(capabilities: &Value, given: Given) -> Self {
        let (server, connection) = Connection::memory();
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let thread = thread.spawn(move || serve_on(&server, &given)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut client =
            Self { connection, server: Some(thread), folder, next: 0, told: Vec::new() };
        let folder = json!({ "uri": client.uri(""), "name": "a" });
        let asked = json!({ "capabilities": capabilities, "workspaceFolders": [folder] });
        let answer = client.ask("initialize", asked);
        assert!(answer["capabilities"]["hoverProvider"].as_bool().unwrap());
        client.tell("initialized", json!({}));
        client
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub(super) fn uri(&self, name: &str) -> Value {
        json!(location::uri(&self.path(name)).unwrap().as_str())
    }

    pub(super) fn tell(&self, method: &str, params: Value) {
        let note = Notification::new(method.to_owned(), params);
        self.connection.sender.send(note.into()).unwrap();
    }

    pub(super) fn send(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        let request = Request::new(self.next.into(), method.to_owned(), params);
        self.connection.sender.send(request.into()).unwrap();
        self.next
    }

    pub(super) fn response(&mut self, id: i32) -> Response {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Response(response) if response.id == id.into() => return response,
                Message::Notification(note) => self.told.push(note),
                _ => {}
            }
        }
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.response(id).response_result.unwrap()
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        let item =
            json!({ "uri": self.uri(name), "languageId": "terraform", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// The next diagnostics of a file.
    pub(super) fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        let note = self.note(|note| {
            note.method == "textDocument/publishDiagnostics" && note.params["uri"] == uri
        });
        note.params["diagnostics"].as_array().unwrap().clone()
    }

    /// The next words to the user.
    pub(super) fn message(&mut self) -> String {
        let note = self.note(|note| note.method == "window/showMessage");
        note.params["message"].as_str().unwrap().to_owned()
    }

    fn note(&mut self, is_wanted: impl Fn(&Notification) -> bool) -> Notification {
        loop {
            if let Some(position) = self.told.iter().position(&is_wanted) {
                return self.told.remove(position);
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Notification(note) => self.told.push(note),
                Message::Request(_) | Message::Response(_) => {}
            }
        }
    }

    pub(super) fn end(mut self) -> bool {
        self.ask("shutdown", Value::Null);
        let id = self.send("textDocument/hover", Value::Null);
        assert!(self.response(id).response_result.is_err(), "the server is shut down");
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap().unwrap()
    }
}
