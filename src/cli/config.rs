//! `--config` and `--isolated`; `gatelint config`, `gatelint init`.

use super::{CLEAN, Failure, output};
use crate::config::{CONFIG, Configs, Search, Setting, TEMPLATE, TOP};
use crate::files::Files;
use crate::page::Pack;
use crate::report::slashes;
use clap::Args;
use std::fmt::{Display, Write as _};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    /// Use this configuration instead of any `.gatelint.hcl`; patterns are relative to the current folder
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    isolated: bool,
}

impl ConfigArguments {
    pub(super) fn search(&self) -> Search {
        match &self.config {
            Some(path) => Search::File(path.clone()),
            None if self.isolated => Search::Nothing,
            None => Search::Upwards,
        }
    }
}

/// Prints what holds for a path, and which line of which file says so.
pub(super) fn config(path: &Path, packs: &[PathBuf]) -> Result<u8, Failure> {
    let pack = super::pack(packs)?;
    let files = Files::new([path]).marked(TOP);
    if files.is_missing(path) {
        return Err(crate::files::WalkError::NotFound(path.to_path_buf()).into());
    }
    let folder = files.real(path).filter(|_| !files.is_file(path));
    let (dir, real, is_folder) = match folder {
        Some(real) => (path.to_path_buf(), real, true),
        None => (crate::files::parent(path).to_path_buf(), files.real_file(path), false),
    };
    let configs = Configs::load(&files, &pack, &Search::Upwards, [dir.as_path()])?.whole()?;
    output::print_text(&said(&configs, &real, is_folder, path, &pack))?;
    Ok(CLEAN)
}

fn said(configs: &Configs, real: &Path, is_folder: bool, path: &Path, pack: &Pack) -> String {
    let holding = configs.holding(real);
    if holding.is_empty() {
        return format!("no `{CONFIG}` holds for `{}`\n", slashes(path));
    }
    let mut rows = Vec::new();
    if let Some(set) = configs.excluded(real, is_folder) {
        rows.push(row("excluded", "true", &set));
    }
    // A folder stands for a file in it.
    let file = if is_folder { real.join("main.tf") } else { real.to_path_buf() };
    if let Some(set) = configs.root(&file) {
        rows.push(row("root", set.value, &set));
    }
    for set in configs.input_settings(&file) {
        rows.push(row("inputs", format!("{:?}", &*set.value), &set));
    }
    if let Some(set) = configs.fail_on(&file) {
        rows.push(row("fail_on", set.value.name(), &set));
    }
    if let Some(set) = configs.baseline(&file) {
        rows.push(row("baseline", slashes(&set.value), &set));
    }
    if let Some(set) = configs.openapi(&file) {
        rows.push(row("openapi", set.value, &set));
    }
    if let Some(set) = configs.require_reason(&file) {
        rows.push(row("suppression.require_reason", set.value, &set));
    }
    for (rule, set) in configs.never(&file) {
        rows.push(row(&rule, "not to be suppressed", &set));
    }
    for entry in pack.entries() {
        let id = entry.id();
        let enabled = configs.enabled(&file, id);
        if let Some(set) = &enabled {
            rows.push(row(id, if set.value { "on" } else { "off" }, set));
        }
        let is_on = enabled.is_none_or(|set| set.value);
        if let Some(set) = configs.severity(&file, id).filter(|_| is_on) {
            rows.push(row(id, set.value, &set));
        }
    }
    let width = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let second = rows.iter().map(|(_, value, _)| value.len()).max().unwrap_or(0);
    let mut text = String::new();
    for config in holding {
        let _ = writeln!(text, "{}", slashes(&config.path));
    }
    for (name, value, place) in rows {
        let line = format!("  {name:width$}  {value:second$}  {place}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn row<T>(name: &str, value: impl Display, set: &Setting<T>) -> (String, String, String) {
    let place = format!("{}:{}", slashes(&set.path), set.line);
    (name.to_owned(), value.to_string(), place)
}

/// Writes a configuration in which everything is a comment.
pub(super) fn init() -> Result<u8, Failure> {
    let path = Path::new(CONFIG);
    let files = Files::new([Path::new(".")]);
    if !files.is_missing(path) {
        return Err(Failure::Exists(path.to_path_buf()));
    }
    files.write(path, TEMPLATE)?;
    output::print(&format!("wrote `{CONFIG}`\n"))?;
    Ok(CLEAN)
}
