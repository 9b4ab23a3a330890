//! Files that Terragrunt writes beside those of a module before Terraform reads them.

use crate::files::Files;
use hcl::{Body, Expression, TemplateExpr};
use std::path::{Path, PathBuf};

/// The files that make a folder one that Terragrunt runs in.
const UNITS: [&str; 3] = ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"];

/// What declares a name. What a provider or a backend needs is not among them.
const DECLARE: [&str; 7] =
    ["variable", "locals", "resource", "data", "module", "output", "ephemeral"];

/// Bytes of a text that is handed to `hcl-rs` itself: its parser takes a time that grows with the square of what one body has.
/// What `terraform init` or people write has less.
pub(crate) const LARGEST: usize = 1 << 18;

/// Whether Terragrunt runs in that folder, and may write into it.
pub(crate) fn is_unit(files: &Files, dir: &Path) -> bool {
    files.list(dir).iter().any(|path| UNITS.iter().any(|name| path.ends_with(name)))
}

/// Whether some Terragrunt file of the workspace writes a file that may declare something. A module does not say from
/// where it is used, so that it may be written into each.
pub(crate) fn generates_declarations(files: &Files) -> bool {
    let mut is_found = false;
    let everything = files.everything();
    let those = everything.iter().map(PathBuf::as_path).filter(|path| is_terragrunt(path));
    files.search(those, |_, text| {
        is_found |= declares(text);
        is_found
    });
    is_found
}

/// Whether it may be a file of Terragrunt: those that are included have any name.
fn is_terragrunt(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // A name with another dot belongs to another program, apart from one that Terragrunt has itself.
    let is_plain = name.strip_suffix(".hcl").is_some_and(|stem| !stem.contains('.'));
    is_plain || UNITS.contains(&name)
}

/// Whether a Terragrunt file writes a file that may declare something.
fn declares(text: &str) -> bool {
    if !text.contains("generate") {
        return false;
    }
    if text.len() > LARGEST {
        return true;
    }
    let Ok(body) = hcl::parse(text) else { return true };
    let is_generate = |name: &str| name == "generate";
    let by_attribute = body.attributes().any(|attribute| is_generate(attribute.key()));
    by_attribute || body.blocks().filter(|b| is_generate(b.identifier())).any(|b| writes(b.body()))
}

/// Whether the `contents` of a `generate` block may declare something. What is not written there may be anything.
fn writes(body: &Body) -> bool {
    let contents = body.attributes().find(|attribute| attribute.key() == "contents");
    let text = match contents.map(hcl::Attribute::expr) {
        None => return false,
        Some(Expression::String(text)) => text.clone(),
        Some(Expression::TemplateExpr(template)) => match &**template {
            TemplateExpr::QuotedString(text) => text.clone(),
            TemplateExpr::Heredoc(heredoc) => heredoc.template.clone(),
        },
        Some(_) => return true,
    };
    DECLARE.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::declares;

    #[test]
    fn what_declares_nothing_is_told_apart() {
        let generate = |contents: &str| {
            declares(&format!(
                "generate \"x\" {{\n  path     = \"x.tf\"\n  contents = {contents}\n}}\n"
            ))
        };
        assert!(generate("\"variable \\\"stage\\\" {}\""));
        assert!(generate("<<-EOT\n  locals {\n    a = \"${local.a}\"\n  }\n  EOT"));
        assert!(generate("file(\"common.tf\")"));
        assert!(declares("generate = local.generate\n"));
        assert!(declares("generate \"x\" {"));
        assert!(declares(&format!("inputs = {{ generate = 1 }} # {}", "x".repeat(1 << 18))));
        assert!(!declares("inputs = { generate = 1 } # x"));
        assert!(!generate("<<EOT\nprovider \"aws\" {\n  region = \"${local.region}\"\n}\nEOT"));
        assert!(!declares(
            "remote_state {\n  backend  = \"s3\"\n  generate = { path = \"b.tf\" }\n}\n"
        ));
        assert!(!declares("include {\n  path = find_in_parent_folders()\n}\n"));
    }
}
