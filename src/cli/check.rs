//! `gatelint check`.

use super::arguments::CheckArguments;
use super::{CLEAN, FAILED, FOUND, Failure, output, progress, repair, since};
use crate::check::{Bug, Linter, run};
use crate::config::{Search, TOP};
use crate::files::{Files, MAX_BYTES};
use crate::fix::{Checked, Texts};
use crate::module::Inputs;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn check(arguments: &CheckArguments) -> Result<u8, Failure> {
    let mut texts = Texts::new();
    if let Some(path) = &arguments.stdin_filename {
        texts.insert(path.clone(), standard_input()?);
    }
    if arguments.since.is_wanted() {
        return since::check(arguments);
    }
    let paths = paths(arguments);
    let check = |texts: &Texts| {
        let texts = texts.iter().map(|(path, text)| (path.as_path(), text.as_str()));
        let mut found = checked(arguments, files(arguments).with_buffers(texts), &paths)?;
        arguments.baseline.apply(&mut found)?;
        Ok(found)
    };
    if arguments.repair.is_wanted() {
        return repair::repair(arguments, check);
    }
    let found = check(&texts)?;
    match arguments.baseline.write(&found)? {
        Some(code) => Ok(if say_bugs(&found) { FAILED } else { code }),
        None => show(arguments, &found),
    }
}

/// Prints what was found; the exit code that follows from it.
pub(super) fn show(arguments: &CheckArguments, checked: &Checked) -> Result<u8, Failure> {
    arguments.outputs.give(checked, &super::pack(&arguments.packs)?)?;
    arguments.baseline.end(checked)?;
    if say_bugs(checked) {
        return Ok(FAILED);
    }
    let failed = checked.outcome.fails(arguments.fail_on.map(Into::into), &checked.files);
    Ok(if failed { FOUND } else { CLEAN })
}

/// Says which trees were given up; whether there are such.
fn say_bugs(checked: &Checked) -> bool {
    for Bug { dir, message } in &checked.outcome.bugs {
        output::error(&Failure::Internal { dir: Some(dir.clone()), message: message.clone() });
    }
    !checked.outcome.bugs.is_empty()
}

/// What is found at these paths.
pub(super) fn checked(
    arguments: &CheckArguments,
    files: Files,
    paths: &[PathBuf],
) -> Result<Checked, Failure> {
    let search = arguments.config.search();
    let files = match &arguments.root {
        Some(root) => files.rooted(root)?,
        None if search == Search::Upwards => files.marked(TOP),
        None => files,
    };
    let files = if arguments.no_ignore { files.with_ignored() } else { files };
    let linter = Linter::of(super::pack(&arguments.packs)?, &arguments.choice.choice())?;
    let exclude = exclude(&arguments.exclude)?;
    let inputs = Inputs::read(&files, &arguments.inputs.0)?;
    let linter = linter.with_search(search);
    let linter =
        linter.with_inputs(inputs.with_environment(&files, arguments.environment.variables()));
    let linter = if arguments.outputs.explains() { linter.explaining() } else { linter };
    let progress = Arc::default();
    let shown = progress::Shown::begin(&progress);
    let linter = linter.noting(progress);
    let outcome = run(&linter, &files, paths, &exclude);
    drop(shown);
    let mut outcome = outcome?;
    match outcome.undeclared.take() {
        Some(undeclared) => Err(undeclared.into()),
        None => Ok(Checked { files, outcome }),
    }
}

/// The files, as the disk has them.
pub(super) fn files(arguments: &CheckArguments) -> Files {
    Files::new(paths(arguments).iter().map(PathBuf::as_path))
}

pub(super) fn paths(arguments: &CheckArguments) -> Vec<PathBuf> {
    match &arguments.stdin_filename {
        Some(path) => vec![path.clone()],
        None if arguments.paths.is_empty() => vec![Path::new(".").to_path_buf()],
        None => arguments.paths.clone(),
    }
}

fn exclude(globs: &[String]) -> Result<GlobSet, Failure> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(GlobBuilder::new(glob.trim_end_matches('/')).build()?);
    }
    Ok(set.build()?)
}

fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock().take(MAX_BYTES + 1);
    input.read_to_end(&mut bytes).map_err(Failure::Stdin)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::InputTooLarge(MAX_BYTES));
    }
    String::from_utf8(bytes)
        .map_err(|error| Failure::InputNotUtf8(error.utf8_error().valid_up_to()))
}
