//! `--enable`, `--disable`, `--only`.

use super::arguments::RULE;
use crate::check::Choice;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct ChoiceArguments {
    /// Turn on rules: by name, by pattern (`openapi-*`), by resource type, or by when they fail (`fails:apply`); may be given
    /// more than once
    #[arg(long, value_name = RULE, value_delimiter = ',')]
    enable: Vec<String>,
    /// Turn off rules, named in the same ways; may be given more than once
    #[arg(long, value_name = RULE, value_delimiter = ',')]
    disable: Vec<String>,
    /// Apply only these rules, named in the same ways; may be given more than once. What cannot be read is reported all the same
    #[arg(long, value_name = RULE, value_delimiter = ',')]
    only: Vec<String>,
}

impl ChoiceArguments {
    pub(super) fn choice(&self) -> Choice {
        Choice {
            enable: self.enable.clone(),
            disable: self.disable.clone(),
            only: self.only.clone(),
        }
    }
}
