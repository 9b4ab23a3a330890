//! Mends a template that hcl-edit refuses and Terraform accepts, as `syntax::mend` does it for a file.

use crate::syntax::mend::mend;

/// The template without what hcl-edit refuses, as long as it was; `None` where there is nothing to mend.
pub(super) fn mended(template: &str) -> Option<String> {
    // Nothing needs an escape in a heredoc, and no line of the template is its end.
    let longest = template.lines().map(str::len).max().unwrap_or(0);
    let marker = "E".repeat(longest + 1);
    let start = format!("x = <<{marker}\n");
    let mended = mend(&format!("{start}{template}\n{marker}\n"));
    let text = mended.text.get(start.len()..start.len() + template.len())?;
    (mended.changed && mended.mends.is_empty()).then(|| text.to_owned())
}
