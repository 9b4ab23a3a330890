//! The table of rooms in ARCHITECTURE.md is true: every module of the crate has a row, and uses those above its row alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "reads the sources, not what is checked")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rooms in the order of the table, from the lowest.
fn rooms(architecture: &str) -> Vec<String> {
    let table = architecture.split("| room | what it is for |\n").nth(1).unwrap();
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split('`').next().unwrap().to_owned()).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The modules of the crate that a text names, outside of its comments and of its tests.
fn used(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = lines.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned));
    let name = |rest: String| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        rest.chars().take_while(|c| is_part(*c)).collect::<String>()
    };
    names.map(name).filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

/// The modules that a file declares for tests alone, as paths without an extension.
fn tests(path: &Path, text: &str) -> Vec<PathBuf> {
    let folder = path.with_extension("");
    let declared = text.split("#[cfg(test)]\n").skip(1);
    let names = declared.filter_map(|rest| rest.strip_prefix("mod ")?.split_once(";\n"));
    names.map(|(name, _)| folder.join(name)).collect()
}

/// Which rooms use which, from the sources below `src`.
fn arrows(sources: &[(PathBuf, String)]) -> BTreeMap<String, BTreeMap<String, PathBuf>> {
    let mut arrows: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    let tests: BTreeSet<PathBuf> =
        sources.iter().flat_map(|(path, text)| tests(path, text)).collect();
    for (path, text) in sources {
        let name = path.components().next().unwrap().as_os_str().to_str().unwrap();
        let room = name.strip_suffix(".rs").unwrap_or(name);
        if ["lib", "main"].contains(&room) || tests.contains(&path.with_extension("")) {
            continue;
        }
        let uses = arrows.entry(room.to_owned()).or_default();
        for other in used(text).into_iter().filter(|other| other != room) {
            uses.entry(other).or_insert_with(|| path.clone());
        }
    }
    arrows
}

/// What of the arrows the table does not allow.
fn faults(rooms: &[String], arrows: &BTreeMap<String, BTreeMap<String, PathBuf>>) -> Vec<String> {
    let row = |room: &str| rooms.iter().position(|other| other == room);
    let mut faults = Vec::new();
    for (room, uses) in arrows {
        let Some(own) = row(room) else {
            faults.push(format!("`{room}` has no row"));
            continue;
        };
        for (other, path) in uses {
            if row(other).is_none_or(|other| other >= own) {
                let path = path.display();
                faults.push(format!("src/{path}: `{room}` uses `{other}`, which is not above it"));
            }
        }
    }
    let gone = rooms.iter().filter(|room| !arrows.contains_key(*room));
    faults.extend(gone.map(|room| format!("there is no room `{room}`")));
    faults
}

#[test]
fn each_room_uses_those_above_its_row() {
    let architecture = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let source = root().join("src");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&source).unwrap().to_owned(), text)
    };
    let sources: Vec<_> = rust_files(&source).into_iter().map(read).collect();
    let faults = faults(&rooms(&architecture), &arrows(&sources));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_arrow_that_is_turned_is_seen() {
    let file = |path: &str, text: &str| (PathBuf::from(path), text.to_owned());
    let rooms = ["source", "value", "eval"].map(str::to_owned);
    let right = [
        file("source.rs", "//! crate::eval is a word here\n"),
        file("value.rs", "use crate::source::Span;\n"),
        file("eval/call.rs", "fn a() { crate::value::b() }\n"),
    ];
    assert!(faults(&rooms, &arrows(&right)).is_empty());
    let turned = |path: &str, text: &str| {
        let mut sources = right.to_vec();
        sources.push(file(path, text));
        faults(&rooms, &arrows(&sources)).len()
    };
    assert_eq!(turned("source/text.rs", "use crate::value::Value;\n"), 1);
    assert_eq!(turned("report.rs", "use crate::source::Span;\n"), 1);
    assert_eq!(turned("value.rs", "#[cfg(test)]\nmod tests {\n    use crate::eval::eval;\n}\n"), 0);
    assert_eq!(turned("source.rs", "#[cfg(test)]\nmod proofs;\n"), 0);
    assert_eq!(turned("value/proofs.rs", "use crate::eval::eval;\n"), 1);
    assert_eq!(faults(&rooms, &arrows(&right[..2])).len(), 1);
}
