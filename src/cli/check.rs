//! `gatelint check`.

use super::arguments::CheckArguments;
use super::{CLEAN, FOUND, Failure, output};
use crate::check::{Linter, fails, run};
use crate::files::Files;
use crate::module::Inputs;
use crate::report::render;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::io::Read as _;
use std::path::{Path, PathBuf};

pub(super) fn check(arguments: &CheckArguments) -> Result<u8, Failure> {
    let linter = Linter::new(super::pack(&arguments.packs)?, &arguments.enable)?;
    let exclude = exclude(&arguments.exclude)?;
    let paths = paths(arguments);
    let mut files = Files::new(paths.iter().map(PathBuf::as_path));
    if let Some(path) = &arguments.stdin_filename {
        files = files.with_buffer(path, standard_input()?);
    }
    let linter = linter.with_inputs(Inputs::read(&files, &arguments.inputs.0)?);
    let outcome = run(&linter, &files, &paths, &exclude)?;
    if let Some(undeclared) = outcome.undeclared {
        return Err(undeclared.into());
    }
    output::print(&render(arguments.format, &outcome, files.sources(), output::is_colorful()))?;
    let failed = fails(&outcome.findings, arguments.fail_on.severity());
    Ok(if failed { FOUND } else { CLEAN })
}

fn paths(arguments: &CheckArguments) -> Vec<PathBuf> {
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
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(Failure::Stdin)?;
    String::from_utf8(bytes)
        .map_err(|error| Failure::InputNotUtf8(error.utf8_error().valid_up_to()))
}
