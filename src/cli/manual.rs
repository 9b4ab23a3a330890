//! `gatelint man`.

use super::arguments::Arguments;
use super::{CLEAN, Failure, output};
use crate::spelling::nearest;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

pub(super) fn manual(name: Option<&str>) -> Result<u8, Failure> {
    // Built before a part is taken: only then does it know that it is one.
    let mut command = <Arguments as CommandFactory>::command().disable_help_subcommand(true);
    command.build();
    let mut command = match name {
        Some(name) => find(&command, name)?.clone(),
        None => command,
    };
    // As in the help: a list of all options says nothing that does not stand below it.
    let usage = command.render_usage().to_string();
    let command = command.override_usage(usage.trim_start_matches("Usage: ").to_owned());
    let mut page = Vec::new();
    let source = concat!("gatelint ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).source(source).manual("User Commands");
    man.render(&mut page).map_err(Failure::Output)?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(CLEAN)
}

fn find<'a>(command: &'a Command, name: &str) -> Result<&'a Command, Failure> {
    command.find_subcommand(name).ok_or_else(|| Failure::UnknownCommand {
        name: name.to_owned(),
        nearest: nearest(name, command.get_subcommands().map(Command::get_name)).map(str::to_owned),
    })
}
