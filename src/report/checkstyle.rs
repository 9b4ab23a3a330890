//! Checkstyle's XML.

use super::entry::Entries;
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::Severity;
use quick_xml::events::{BytesDecl, Event};
use quick_xml::writer::Writer;
use std::collections::BTreeMap;
use std::io;

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    // A vector takes everything.
    let bytes = written(outcome, files).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn written(outcome: &Outcome, files: &Files) -> io::Result<Vec<u8>> {
    let entries = Entries::of(outcome, files);
    let mut of_files: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for entry in entries.iter() {
        of_files.entry(entry.path()).or_default().push(entry);
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("checkstyle").with_attribute(("version", "4.3"));
    if of_files.is_empty() {
        root.write_empty()?;
    } else {
        root.write_inner_content(|writer| {
            for (path, entries) in &of_files {
                let file = writer.create_element("file").with_attribute(("name", path.as_str()));
                file.write_inner_content(|writer| {
                    for entry in entries {
                        let severity = match entry.finding.severity {
                            Severity::Error => "error",
                            Severity::Warning => "warning",
                            Severity::Note => "info",
                        };
                        let error = writer.create_element("error").with_attributes([
                            ("line", entry.start.line.to_string().as_str()),
                            ("column", &entry.start.column.to_string()),
                            ("severity", severity),
                            ("message", &entry.text().replace('\n', "; ")),
                            ("source", &format!("gatelint.{}", entry.finding.rule)),
                        ]);
                        error.write_empty()?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    }
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}
