#![allow(clippy::disallowed_methods, reason = "copies files for a server to read")]
//! Random edits of real files: what the server says after each is what a check of the same texts says that begins anew.
//!
//! `GATELINT_EDITS` says how many edits are tried; there are few unless somebody asks.

use super::super::document::Document;
use super::super::position::Encoding;
use super::super::workspace::{Open, checked};
use super::client::Client;
use crate::fix::{Checked, Texts};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Edits unless more are asked for.
const EDITS: u64 = 120;

/// How many folders there are, of which each has its part of the edits.
const FOLDERS: u64 = 4;

/// What is typed: words that open something, close it, or mean something where they come to stand.
const WORDS: [&str; 16] = [
    "\"",
    "{",
    "}",
    "=",
    "\n",
    "${",
    "# ",
    "<<E\n",
    "connection_id = ",
    "\"GET\"",
    "null",
    "é😀",
    "type = \"AWS_PROXY\"\n",
    "var.x",
    "resource \"aws_api_gateway_method\" \"a\" {\n",
    "../",
];

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        // Knuth's multiplier; the high bits are the random ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = usize::try_from(self.0 >> 33).unwrap();
        number % end.max(1)
    }
}

/// Copies the files of a folder, with the folders in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What was found in a file, as it goes over the wire.
fn said_of(path: &Path, found: &Checked) -> Value {
    let files = &found.files;
    let is_here = |span: crate::source::Span| files.path_of(span.source) == path;
    let here = found.outcome.findings.iter().filter(|finding| is_here(finding.span));
    let shown = here.map(|it| super::super::diagnostic::of(it, files, Encoding::Utf16));
    json!(shown.collect::<Vec<_>>())
}

/// Edits two files of a folder, of which both are open.
fn edit(folder: &str, names: [&str; 2]) {
    let edits = std::env::var("GATELINT_EDITS").ok().and_then(|number| number.parse().ok());
    let mut client = Client::new(&json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    }));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    copy(&fixtures.join(folder), &client.path(""));
    std::fs::create_dir(client.path(".git")).unwrap();
    let top = client.path("").components().collect::<PathBuf>();
    let mut open = Open::new();
    let mut written = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(client.path(name)).unwrap();
        client.open(name, &text);
        let uri = serde_json::from_value(client.uri(name)).unwrap();
        let document = Document { uri, top: top.clone(), version: 1, text: text.clone() };
        open.insert(client.path(name), document);
        written.push(text);
    }
    let mut numbers = Numbers(folder.len() as u64);
    for _ in 0..edits.unwrap_or(EDITS).div_ceil(FOLDERS) {
        let which = numbers.below(2);
        let (name, path) = (names[which], client.path(names[which]));
        let document = open.get_mut(&path).unwrap();
        let mut bounds: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        bounds.push(document.text.len());
        let first = numbers.below(bounds.len());
        // Deleted is little, or what stands between here and anywhere.
        let length = if numbers.below(8) == 0 { bounds.len() } else { numbers.below(6) };
        let last = (first + numbers.below(length + 1)).min(bounds.len() - 1);
        let change = match numbers.below(6) {
            // Begun anew, so that not everything is broken in the end.
            0 => json!({ "text": written[which] }),
            kind => {
                let range = Encoding::Utf16.range(&document.text, bounds[first]..bounds[last]);
                let word = if kind == 1 { "" } else { WORDS[numbers.below(WORDS.len())] };
                json!({ "range": range, "text": word })
            }
        };
        let version = document.version + 1;
        let changes = serde_json::from_value(json!([change])).unwrap();
        document.change(version, changes, Encoding::Utf16);
        let of = json!({ "uri": client.uri(name), "version": version });
        let change = json!({ "textDocument": of, "contentChanges": [change] });
        client.tell("textDocument/didChange", change);
        // A check that begins anew.
        let fresh = checked(&open, &top, &Texts::new(), &super::given()).unwrap();
        for name in names {
            let asked = json!({ "textDocument": { "uri": client.uri(name) } });
            let said = client.ask("textDocument/diagnostic", asked);
            let text = &open[&path].text;
            assert_eq!(said["items"], said_of(&client.path(name), &fresh), "{name}\n{text}");
        }
    }
    assert!(client.end());
}

// What is said after each edit is what is said of the text by itself.

#[test]
fn edits_of_a_rest_api() {
    edit("whole/mistakes", ["main.tf", "orders.tf"]);
}

#[test]
fn edits_of_a_module_that_is_called() {
    edit("whole/modules", ["main.tf", "route/main.tf"]);
}

#[test]
fn edits_of_a_websocket_api() {
    edit("whole/websocket-mistakes", ["main.tf", "rooms.tf"]);
}

#[test]
fn edits_of_what_is_around_an_api() {
    edit("whole/neighbours-mistakes", ["main.tf", "stage.tf"]);
}
