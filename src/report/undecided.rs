//! What rules could not say, and why.

use super::place::Places;
use super::visible;
use crate::check::Undecided;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// For people: each block, with what of it is not known and which rules ask for that.
pub(super) fn full(undecided: &[Undecided], places: &Places, width: usize) -> String {
    let mut text = String::new();
    for of_block in undecided.chunk_by(|one, other| one.block == other.block) {
        let Some(first) = of_block.first() else { continue };
        let _ =
            writeln!(text, "{}: not decided of `{}`", places.shown(first.block), address(first));
        let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for it in of_block {
            by_reason.entry(reasons(it)).or_default().push(&it.rule);
        }
        for (reasons, rules) in by_reason {
            let _ = writeln!(text, "  {reasons}:");
            text.push_str(&listed(&rules, width));
        }
        text.push('\n');
    }
    text
}

/// Names with commas between, in lines that are not too long.
fn listed(names: &[&str], width: usize) -> String {
    let mut text = String::new();
    let mut length = 0;
    for (position, name) in names.iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        if position == 0 || length + name.len() + 2 > width {
            text.push_str(if position == 0 { "    " } else { "\n    " });
            length = 4;
        } else {
            text.push(' ');
        }
        text.push_str(name);
        length += name.len() + 2;
    }
    text.push('\n');
    text
}

/// A line for each rule and block.
pub(super) fn concise(undecided: &[Undecided], places: &Places) -> String {
    let line = |it: &Undecided| {
        let (place, address) = (places.shown(it.block), address(it));
        format!("{place}: undecided[{}] `{address}`: {}\n", it.rule, reasons(it))
    };
    undecided.iter().map(line).collect()
}

fn address(undecided: &Undecided) -> String {
    visible::line(&undecided.address).into_owned()
}

fn reasons(undecided: &Undecided) -> String {
    let reasons: Vec<&str> = undecided.unknown.iter().map(String::as_str).collect();
    if reasons.is_empty() {
        return "it depends on what is not known here".to_owned();
    }
    visible::line(&reasons.join("; ")).into_owned()
}
