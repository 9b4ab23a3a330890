//! `TF_VAR_name`, `--no-env`.

use crate::module::ENVIRONMENT;
use clap::Args;
use std::collections::BTreeMap;
use std::ffi::OsString;

#[derive(Debug, Args)]
pub(super) struct EnvironmentArguments {
    /// Ignore `TF_VAR_name` environment variables
    #[arg(long)]
    no_env: bool,
}

impl EnvironmentArguments {
    /// The variables that the environment sets, by their names. What is not UTF-8 cannot be the name or value of one.
    pub(super) fn variables(&self) -> BTreeMap<String, String> {
        if self.no_env { BTreeMap::new() } else { of(std::env::vars_os()) }
    }
}

fn of(environment: impl Iterator<Item = (OsString, OsString)>) -> BTreeMap<String, String> {
    let variable = |(name, value): (OsString, OsString)| {
        let name = name.to_str()?.strip_prefix(ENVIRONMENT)?.to_owned();
        Some((name, value.into_string().ok()?)).filter(|(name, _)| !name.is_empty())
    };
    environment.filter_map(variable).collect()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_terraform_reads_is_read() {
        let environment = [("TF_VAR_a", "1"), ("TF_VAR_", "2"), ("TF_VAR", "3"), ("tf_var_b", "4")];
        let found = of(environment.into_iter().map(|(name, value)| (name.into(), value.into())));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "1".to_owned())]);
    }
}
