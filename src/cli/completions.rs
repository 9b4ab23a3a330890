//! `gatelint completions`.

use super::arguments::{Arguments, RULE};
use super::{CLEAN, Failure, output};
use crate::page::Pack;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;

pub(super) fn completions(shell: Shell) -> Result<u8, Failure> {
    let pack = Pack::builtin();
    let rules: Vec<String> = pack.pages().map(|page| page.rule.id.to_string()).collect();
    let mut command = with_rules(<Arguments as CommandFactory>::command(), &rules);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, env!("CARGO_PKG_NAME"), &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

/// The command as it is to be completed: where a rule is to be named, the names that there are. Only here: what is typed
/// may also be a pattern, or a rule of a folder of pages.
fn with_rules(command: Command, rules: &[String]) -> Command {
    let known = |arg: Arg| {
        let is_rule =
            arg.get_value_names().is_some_and(|names| names.iter().any(|name| name == RULE));
        if is_rule { arg.value_parser(PossibleValuesParser::new(rules.to_vec())) } else { arg }
    };
    command.mut_args(known).mut_subcommands(|command| with_rules(command, rules))
}
