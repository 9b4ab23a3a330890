//! `--enable`, `--disable`, `--only`.

use super::arguments::RULE;
use crate::check::Choice;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct ChoiceArguments {
    /// Turn on rules by name, pattern (`openapi-*`), resource type, or when they fail (`fails:apply`); can be repeated
    #[arg(long, value_name = RULE, value_delimiter = ',')]
    enable: Vec<String>,
    /// Turn off rules, selected in the same ways; can be repeated
    #[arg(long, value_name = RULE, value_delimiter = ',')]
    disable: Vec<String>,
    /// Apply only these rules, selected in the same ways; can be repeated. Files that cannot be read are still reported
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
