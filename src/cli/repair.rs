//! `--fix`, `--unsafe-fixes`, `--diff`.

use super::arguments::CheckArguments;
use super::{CLEAN, FOUND, Failure, check, output};
use crate::finding::Safety;
use crate::fix::{self, Checked, Refused, Repaired, Shared, Texts};
use clap::Args;
use std::fmt::Write as _;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct RepairArguments {
    /// Apply the safe fixes, which keep the plan as it is or only remove an error, then report what is left
    #[arg(long, group = "repairs", conflicts_with = "stdin_filename")]
    fix: bool,
    /// Apply the safe fixes, and report nothing
    #[arg(long, group = "repairs", conflicts_with = "stdin_filename")]
    fix_only: bool,
    /// Print the fixes as a unified diff and change nothing; exit code 1 if there are any
    #[arg(long, group = "repairs", conflicts_with = "stdin_filename")]
    diff: bool,
    /// With --fix, --fix-only or --diff: include fixes that may change what the configuration does
    #[arg(long, requires = "repairs")]
    unsafe_fixes: bool,
}

impl RepairArguments {
    /// Whether something is to be repaired, or shown as repaired.
    pub(super) fn is_wanted(&self) -> bool {
        self.fix || self.fix_only || self.diff
    }

    fn safety(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }
}

/// Repairs the files, or shows how.
pub(super) fn repair(
    arguments: &CheckArguments,
    check: impl FnMut(&Texts) -> Result<Checked, Failure>,
) -> Result<u8, Failure> {
    let wanted = &arguments.repair;
    let repaired = fix::repair(wanted.safety(), check)?;
    if wanted.diff {
        output::print_text(&fix::diff(&repaired))?;
        output::note(&said(&repaired, "would be repaired"));
        return Ok(if repaired.texts.is_empty() { CLEAN } else { FOUND });
    }
    repaired.write(&check::files(arguments))?;
    let code = if wanted.fix_only { CLEAN } else { check::show(arguments, &repaired.left)? };
    output::note(&said(&repaired, "repaired"));
    Ok(code)
}

/// How many were repaired, and what was not and why.
fn said(repaired: &Repaired, done: &str) -> String {
    let Repaired { texts, made, refused, shared, .. } = repaired;
    let plural = |number: usize, word: &str| {
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    let mut text = String::new();
    if *made > 0 {
        let _ = writeln!(
            text,
            "{} {done} in {}",
            plural(*made, "finding"),
            plural(texts.len(), "file")
        );
    }
    for Shared { files, rule, also } in shared {
        let files: Vec<_> = files.iter().map(|file| format!("`{}`", file.display())).collect();
        let files = files.join(", ");
        let _ = writeln!(text, "the value that repairs `{rule}` in {files} is {also}");
    }
    for Refused { rule, address, instead } in refused {
        let of = address.as_ref().map(|address| format!(" of `{address}`")).unwrap_or_default();
        let instead: Vec<_> = instead.iter().map(|rule| format!("`{rule}`")).collect();
        let _ = writeln!(
            text,
            "`{rule}`{of} is left as it is: its repair would bring {}",
            instead.join(", ")
        );
    }
    for (file, left) in repaired.in_json() {
        let left = plural(left, "finding");
        let _ = writeln!(text, "{left} left in `{}`: JSON syntax is not repaired", file.display());
    }
    text
}
