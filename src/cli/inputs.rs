//! `--var` and `--var-file`, in the order in which they stand on the command line: the last one wins.

use crate::module::Input;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use std::path::PathBuf;

/// What the command line sets. clap keeps the order of values of one option only, so that this is read by hand.
#[derive(Debug, Default)]
pub(super) struct InputArguments(pub(super) Vec<Input>);

const VARIABLE: &str = "var";
const FILE: &str = "var-file";

impl Args for InputArguments {
    fn augment_args(command: Command) -> Command {
        command
            .arg(
                Arg::new(VARIABLE)
                    .long(VARIABLE)
                    .value_name("NAME=VALUE")
                    .help("Set a variable of the root modules, as `terraform plan -var` does; can be repeated")
                    .action(ArgAction::Append)
                    .value_parser(variable),
            )
            .arg(
                Arg::new(FILE)
                    .long(FILE)
                    .value_name("FILE")
                    .help("Set variables of the root modules from a .tfvars or .tfvars.json file; can be repeated")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf)),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for InputArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let variables = indexed(matches, VARIABLE).map(|(index, v): (usize, Input)| (index, v));
        let files = indexed(matches, FILE)
            .map(|(index, path): (usize, PathBuf)| (index, Input::File(path)));
        let mut inputs: Vec<(usize, Input)> = variables.chain(files).collect();
        inputs.sort_by_key(|(index, _)| *index);
        Ok(Self(inputs.into_iter().map(|(_, input)| input).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The values of an option, each with its place on the command line.
fn indexed<'a, T: Clone + Send + Sync + 'static>(
    matches: &'a ArgMatches,
    option: &str,
) -> impl Iterator<Item = (usize, T)> + 'a {
    let places = matches.indices_of(option).into_iter().flatten();
    places.zip(matches.get_many::<T>(option).into_iter().flatten().cloned())
}

fn variable(text: &str) -> Result<Input, String> {
    let (name, value) =
        text.split_once('=').ok_or("write a name and a value with `=` between them")?;
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let is_name =
        name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_numeric() || c == '-');
    if is_name {
        Ok(Input::Variable(name.to_owned(), value.to_owned()))
    } else {
        Err(format!("`{name}` is no name of a variable"))
    }
}
