//! Every page proves itself.

use crate::page::Pack;
use crate::prove::{Flaw, prove};

#[test]
fn every_page_holds_what_it_says() {
    let pack = Pack::builtin();
    let mut flaws = Vec::new();
    for page in pack.pages() {
        for Flaw { range, message } in prove(&pack, page) {
            let line = page.text[..range.start].lines().count() + 1;
            flaws.push(format!("{}:{line}: {message}", page.path.display()));
        }
    }
    assert!(flaws.is_empty(), "\n{}", flaws.join("\n"));
}

/// A page is proved with the pages that it names; what is right under one rule is right under all that are on.
#[test]
fn what_is_good_is_good_under_all_rules() {
    let pack = Pack::builtin();
    let mut wrong = Vec::new();
    for page in pack.pages() {
        for (line, rule) in crate::prove::found_in_good(&pack, page) {
            wrong.push(format!("{}:{line}: `{rule}` is found", page.path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rules_yield_only_to_rules_that_exist() {
    let pack = Pack::builtin();
    for page in pack.pages() {
        for other in &page.rule.yields_to {
            assert!(
                pack.page(other).is_some(),
                "`{}` yields to `{other}`, which does not exist",
                page.rule.id
            );
        }
    }
}

#[test]
fn every_page_has_references() {
    for page in Pack::builtin().pages() {
        let (_, references) = page.text.split_once("\n## References\n").unwrap_or_default();
        assert!(references.contains("<https://"), "`{}` names no source", page.rule.id);
    }
}
