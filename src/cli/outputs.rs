//! `--format`, `--output`, `--color`: in which forms what was found is given out, and where to.

use super::{Failure, output};
use crate::fix::Checked;
use crate::page::Pack;
use crate::report::{Format, Look, View, github_summary, render, summary};
use clap::{Args, ValueEnum};
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// The output format [default: full; in GitHub Actions, also github]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write another output format, to a file or to standard output; can be repeated
    #[arg(long = "output", value_name = "FORMAT[=FILE]", value_parser = destination)]
    outputs: Vec<Destination>,
    /// Show the checks that could not be decided, and the values they depend on; JSON always has them
    #[arg(long)]
    show_undecided: bool,
    /// Show every finding in full, without grouping those of the same rule
    #[arg(long)]
    no_group: bool,
    /// Show the number of findings by rule and by folder, instead of the findings
    #[arg(long)]
    statistics: bool,
}

/// A form, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Destination {
    format: Format,
    /// `None`: standard output.
    file: Option<PathBuf>,
}

impl Destination {
    fn shown(format: Format) -> Self {
        Self { format, file: None }
    }
}

fn destination(text: &str) -> Result<Destination, String> {
    let (format, file) = match text.split_once('=') {
        Some((_, "")) => return Err("write the name of a file behind `=`".to_owned()),
        Some((format, file)) => (format, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_str(format, false).map_err(|_| {
        let names = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<_> = names.map(|value| value.get_name().to_owned()).collect();
        format!("there is no format `{format}`: {}", names.join(", "))
    })?;
    Ok(Destination { format, file })
}

impl OutputArguments {
    fn destinations(&self) -> Result<Vec<Destination>, Failure> {
        let named = self.format.map(Destination::shown);
        let mut all: Vec<_> = named.into_iter().chain(self.outputs.iter().cloned()).collect();
        if all.is_empty() {
            all.push(Destination::shown(Format::Full));
            if is_github() {
                all.push(Destination::shown(Format::Github));
            }
        }
        // What a runner reads from a log stands between other lines.
        let is_whole = |to: &&Destination| {
            to.file.is_none() && !matches!(to.format, Format::Github | Format::Azure)
        };
        if all.iter().filter(is_whole).count() > 1 {
            return Err(Failure::SeveralOutputs);
        }
        Ok(all)
    }

    /// Whether it is asked what is not known where that leaves something undecided.
    pub(super) fn explains(&self) -> bool {
        let mut formats = self.format.into_iter().chain(self.outputs.iter().map(|to| to.format));
        self.show_undecided || formats.any(|format| matches!(format, Format::Json | Format::Jsonl))
    }

    /// Gives out what was found.
    pub(super) fn give(&self, found: &Checked, pack: &Pack) -> Result<(), Failure> {
        let Checked { files, outcome } = found;
        let view = |look| View {
            look,
            grouped: !self.no_group,
            undecided: self.show_undecided,
            statistics: self.statistics,
        };
        let plain = Look { color: false, ..output::shown() };
        for Destination { format, file } in self.destinations()? {
            if let Some(file) = file {
                files.write(&file, &render(format, outcome, files, pack, view(plain)))?;
            } else {
                output::print(&render(format, outcome, files, pack, view(output::shown())))?;
                if format == Format::Concise {
                    output::note(&summary(&outcome.summary, view(plain)));
                }
            }
            if format == Format::Github
                && let Some(summary) = summary_file()
            {
                files.append(&summary, &github_summary(outcome))?;
            }
        }
        Ok(())
    }
}

fn is_github() -> bool {
    env::var_os("GITHUB_ACTIONS").as_deref() == Some(OsStr::new("true"))
}

/// Where the summary of a job goes.
fn summary_file() -> Option<PathBuf> {
    env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination};
    use crate::report::Format;

    #[test]
    fn a_form_goes_to_a_file_or_to_standard_output() {
        let to =
            |format, file: Option<&str>| Ok(Destination { format, file: file.map(Into::into) });
        assert_eq!(destination("sarif"), to(Format::Sarif, None));
        assert_eq!(destination("json=a=b.json"), to(Format::Json, Some("a=b.json")));
        assert!(destination("xml").unwrap_err().contains("`xml`"));
        assert!(destination("json=").is_err());
    }
}
