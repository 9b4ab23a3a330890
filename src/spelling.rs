//! The name that was probably meant by one that there is not.

/// Letters in which a name may differ from the one that was meant, at the most.
const MOST: usize = 2;

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
    let name = plain(name);
    let near = names.into_iter().filter_map(|other| Some((distance(&name, &plain(other))?, other)));
    let mut near: Vec<(usize, &str)> = near.collect();
    near.sort_unstable();
    near.dedup();
    let least = near.first().map(|(distance, _)| *distance);
    let nearest = near.into_iter().take_while(|(distance, _)| Some(*distance) == least);
    nearest.map(|(_, name)| name).collect()
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace('-', "_")
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
    use super::{meant, nearest};

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
}
