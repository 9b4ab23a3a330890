//! What was not evaluated, since it is beyond a bound: it is unknown to all rules, and that is said.

use super::Found;
use crate::value::budget::{Bound, Places};

pub(super) fn found(places: Places) -> Vec<Found> {
    let found = |(span, bound): (_, Bound)| {
        let part = match bound {
            Bound::Instances => "its instances are checked as one",
            Bound::Modules => "some of them were not checked",
            Bound::Documents => "what that says was not checked",
            _ => "its value is unknown here",
        };
        Found::new(span, format!("this {bound}; {part}"), None)
    };
    places.into_iter().map(found).collect()
}
