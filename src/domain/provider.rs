//! Which versions of a provider a module admits.

use super::Function;
use crate::eval::{Environment, attribute, eval};
use crate::scope::ModuleScope;
use crate::value::{Data, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "provider_admits",
    arity: 2..=2,
    compute: |args, site| provider_admits(args, site.module),
}];

/// A version: major, minor, patch. What follows, as in `6.0.0-beta1`, is not told apart.
type Version = [u64; 3];

/// The versions from the first to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range(Version, Version);

const ALL: Range = Range([0; 3], [u64::MAX; 3]);

/// Whether the module's constraint on that provider admits a version that meets the other constraint. A module without
/// a constraint admits every version, the newest first.
pub(super) fn provider_admits(args: &[Value], module: &ModuleScope) -> Value {
    let [Some(provider), Some(wanted)] =
        [args.first(), args.get(1)].map(|arg| arg.and_then(Value::as_str))
    else {
        return Value::anything();
    };
    let Some(wanted) = range(wanted) else { return Value::refused() };
    let mut admitted = wanted;
    for constraint in constraints(provider, module) {
        match constraint.as_str().and_then(range) {
            Some(range) => admitted = admitted.and(range),
            None if matches!(constraint.data, Data::Null) => {}
            None => return Value::truth(Truth::Unknown),
        }
    }
    Value::bool(admitted.0 < admitted.1)
}

/// Whether a constraint admits a version that meets the other one; `None` if one of them is not understood.
pub(crate) fn admits(constraint: &str, wanted: &str) -> Option<bool> {
    let admitted = range(constraint)?.and(range(wanted)?);
    Some(admitted.0 < admitted.1)
}

/// What `required_providers` and `provider` blocks say of the version.
fn constraints(provider: &str, module: &ModuleScope) -> Vec<Value> {
    let env = Environment::new(module);
    let required = module
        .module
        .of_kind("terraform")
        .flat_map(|block| block.body.blocks_of("required_providers"))
        .filter_map(|block| block.body.attribute(provider))
        .map(|requirement| match eval(&requirement.value, env) {
            value if matches!(value.data, Data::Mapping(..)) => {
                match attribute(&value, "version", module) {
                    version if version.is_refused() => Value::null(),
                    version => version,
                }
            }
            value => value,
        });
    let configured = module
        .module
        .of_kind("provider")
        .filter(|block| block.label(0) == Some(provider))
        .filter_map(|block| block.body.attribute("version"))
        .map(|version| eval(&version.value, env));
    required.chain(configured).collect()
}

impl Range {
    fn and(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1.min(other.1))
    }
}

/// The versions that a constraint admits, as one range around them: `!=` takes nothing away.
fn range(constraint: &str) -> Option<Range> {
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
