//! Versions and constraints on them, as `required_version` and `required_providers` write them.

/// A version: major, minor, patch. What follows, as in `6.0.0-beta1`, is not told apart.
type Version = [u64; 3];

/// The versions from the first to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range(Version, Version);

pub(super) const ALL: Range = Range([0; 3], [u64::MAX; 3]);

/// Whether a constraint admits a version that meets the other one; `None` if one of them is not understood.
pub(crate) fn admits(constraint: &str, wanted: &str) -> Option<bool> {
    let admitted = range(constraint)?.and(range(wanted)?);
    Some(!admitted.is_empty())
}

impl Range {
    /// The versions that are in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1.min(other.1))
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 >= self.1
    }
}

/// The versions that a constraint admits, as one range around them: `!=` takes nothing away. `None` if it is not understood.
pub(super) fn range(constraint: &str) -> Option<Range> {
    constraint.split(',').try_fold(ALL, |range, part| Some(range.and(part_range(part.trim())?)))
}

fn part_range(part: &str) -> Option<Range> {
    let digits = part.find(|c: char| c.is_ascii_digit() || c == 'v')?;
    let (operator, text) = part.split_at(digits);
    let (version, given) = version(text)?;
    let next = |[major, minor, patch]: Version| [major, minor, patch + 1];
    Some(match operator.trim() {
        "" | "=" => Range(version, next(version)),
        "!=" => ALL,
        ">" => Range(next(version), ALL.1),
        ">=" => Range(version, ALL.1),
        "<" => Range(ALL.0, version),
        "<=" => Range(ALL.0, next(version)),
        "~>" if given == 3 => Range(version, [version[0], version[1] + 1, 0]),
        "~>" => Range(version, [version[0] + 1, 0, 0]),
        _ => return None,
    })
}

/// The version and how many of its numbers are given.
fn version(text: &str) -> Option<(Version, usize)> {
    let text = text.trim().trim_start_matches('v');
    let release = text.split(['-', '+']).next()?;
    let numbers =
        release.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u64>>>()?;
    let part = |position: usize| numbers.get(position).copied().unwrap_or(0);
    (numbers.len() <= 3).then(|| ([part(0), part(1), part(2)], numbers.len()))
}

#[cfg(test)]
mod tests {
    use super::{admits, range};

    #[test]
    fn constraints_admit_what_terraform_admits() {
        let admits = |constraint, wanted| admits(constraint, wanted).unwrap();
        assert!(admits("~> 5.0", ">= 5.31.0"));
        assert!(!admits("~> 5.0", ">= 6.0.0"));
        assert!(!admits("~> 5.31.0", ">= 5.32.0"));
        assert!(admits(">= 1.0, < 3.0", ">= 2.0.0"));
        assert!(!admits("= 1.60.0", ">= 2.0.0"));
        assert!(!admits("1.60", ">= 2.0.0"));
        assert!(admits("!= 2.0.0", ">= 2.0.0"));
        assert!(admits(">= v2", ">= 2.0.0"));
        assert!(range("latest").is_none());
    }
}
