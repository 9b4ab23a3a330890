//! The name that was probably meant by one that there is not.

use std::cell::Cell;

/// Letters in which a name may differ from the one that was meant, at the most.
const MOST: usize = 2;

/// Names that are looked at for all misspelt ones of a configuration: a tenth of a second. Among 1,500 resource types that is
/// enough for some thousand.
const LOOKS: u64 = 4_000_000;

thread_local! {
    /// The names that may still be looked at.
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// Does some work in which names are looked for no longer than [`LOOKS`] says, and none is found from then on.
pub(crate) fn bounded<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(u64);
    impl Drop for Restore {
        fn drop(&mut self) {
            LEFT.set(self.0);
        }
    }
    let _restore = Restore(LEFT.replace(LOOKS));
    work()
}

/// The one name that was probably meant: the same but for case and `-` for `_`, one or two letters away, or with this one at
/// its end as a word, `invoke_url` for `url`. `None` if there is none, or another one as near: something may depend on it.
pub(crate) fn meant<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    match closest(name, names).as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The same to ask about: of several as near the first in the alphabet.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest(name, names).first().copied()
}

/// The names that are nearest, in the order of the alphabet.
fn closest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let letters = Letters::of(name);
    let name = plain(name);
    let mut left = LEFT.get();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for other in names {
        if left == 0 {
            near.clear();
            break;
        }
        left -= u64::from(left != u64::MAX);
        if letters.may_be_near(Letters::of(other)) || ends_with_word(other, &name) {
            near.extend(distance(&name, &plain(other)).map(|distance| (distance, other)));
        }
    }
    LEFT.set(left);
    near.sort_unstable();
    near.dedup();
    let least = near.first().map(|(distance, _)| *distance);
    let nearest = near.into_iter().take_while(|(distance, _)| Some(*distance) == least);
    nearest.map(|(_, name)| name).collect()
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace('-', "_")
}

/// Which letters a name has, and how many: names in which these differ too much are not compared letter by letter.
#[derive(Clone, Copy)]
struct Letters {
    count: usize,
    kinds: u64,
}

impl Letters {
    fn of(name: &str) -> Self {
        let kind = |byte: u8| match byte.to_ascii_lowercase() {
            b'-' => b'_',
            byte => byte,
        };
        // Of what is not ASCII the bytes may differ with the case.
        let kinds = if name.is_ascii() {
            name.bytes().fold(0, |kinds, byte| kinds | 1 << (kind(byte) % 64))
        } else {
            u64::MAX
        };
        Self { count: name.len(), kinds }
    }

    /// Whether a distance of [`MOST`] is possible. A letter that is another one makes two kinds differ.
    fn may_be_near(self, other: Self) -> bool {
        let known = self.kinds != u64::MAX && other.kinds != u64::MAX;
        !known
            || self.count.abs_diff(other.count) <= MOST
                && (self.kinds ^ other.kinds).count_ones() as usize <= 2 * MOST
    }
}

/// Whether the name ends with that word, in the same case or another one.
fn ends_with_word(name: &str, word: &str) -> bool {
    let name = name.as_bytes();
    let Some(start) = name.len().checked_sub(word.len()) else { return false };
    let is_same = |(a, b): (&u8, u8)| a.eq_ignore_ascii_case(&b) || (*a == b'-' && b == b'_');
    start > 0
        && matches!(name.get(start - 1), Some(b'_' | b'-'))
        && name.iter().skip(start).zip(word.bytes()).all(is_same)
}

/// How far the names are from each other; `None` if one is certainly not meant by the other.
fn distance(name: &str, other: &str) -> Option<usize> {
    if other.strip_suffix(name).is_some_and(|rest| rest.ends_with('_')) {
        return Some(1);
    }
    let distance = strsim::damerau_levenshtein(name, other);
    // Two letters of five may be anything.
    (distance <= MOST && distance * 3 <= name.chars().count()).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::{LOOKS, bounded, meant, nearest};

    #[test]
    fn a_near_miss_is_told_from_another_name() {
        let names = ["arn", "function_name", "invoke_arn", "qualified_arn", "invoke_url"];
        let near = |name: &str| meant(name, names);
        assert_eq!(nearest("invoke_urn", names), Some("invoke_arn"));
        assert_eq!(near("invoke_urn"), None, "one letter from two names");
        assert_eq!(near("function_nam"), Some("function_name"));
        assert_eq!(near("Function-Name"), Some("function_name"));
        assert_eq!(near("url"), Some("invoke_url"));
        assert_eq!(near("name"), Some("function_name"));
        assert_eq!(near("ar"), None);
        assert_eq!(near("durable_config"), None);
    }

    #[test]
    fn names_that_differ_in_case_or_length_are_near() {
        assert_eq!(nearest("TÜREN_AUF", ["türen_auf"]), Some("türen_auf"));
        assert_eq!(nearest("abcdef", ["ab_cdefg"]), Some("ab_cdefg"), "two letters more");
        assert_eq!(nearest("abcdef", ["abcdxy"]), Some("abcdxy"), "two other letters");
        assert_eq!(nearest("abcdef", ["abwxyz"]), None);
        assert_eq!(nearest("URL", ["invoke-url"]), Some("invoke-url"));
    }

    #[test]
    fn a_configuration_of_misspelt_names_is_looked_at_for_so_long() {
        bounded(|| {
            let names = |count| std::iter::repeat_n("other", count);
            let count = usize::try_from(LOOKS).unwrap() - 1;
            assert_eq!(nearest("nam", names(count).chain(["name"])), Some("name"));
            assert_eq!(nearest("nam", ["name"]), None);
        });
        assert_eq!(nearest("nam", ["name"]), Some("name"));
    }
}
