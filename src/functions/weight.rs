//! How much a regular expression is compiled to: what is repeated is there so often.

/// About how many states the pattern has.
pub(super) fn of(pattern: &str) -> usize {
    let mut open = vec![Sequence::default()];
    let mut chars = pattern.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => open.push(Sequence::default()),
            ')' if open.len() > 1 => {
                let group = open.pop().map_or(0, Sequence::states);
                add(&mut open, group);
            }
            '{' => match pattern.get(at + 1..).and_then(most) {
                Some((count, end)) => {
                    if let Some(last) = open.last_mut() {
                        last.last = last.last.saturating_mul(count.max(1));
                    }
                    chars.nth(end);
                }
                None => add(&mut open, 1),
            },
            '.' | '[' => add(&mut open, CLASS),
            '\\' => match chars.next() {
                Some((_, 'p' | 'P')) => add(&mut open, NAMED_CLASS),
                Some((_, c)) if c.is_ascii_alphabetic() => add(&mut open, CLASS),
                _ => add(&mut open, 1),
            },
            _ => add(&mut open, 1),
        }
    }
    open.into_iter().map(Sequence::states).fold(0, usize::saturating_add)
}

/// States of a class of characters.
const CLASS: usize = 10;
/// States of a class such as `\p{Greek}`.
const NAMED_CLASS: usize = 300;

/// What stands one after the other.
#[derive(Default)]
struct Sequence {
    before: usize,
    last: usize,
}

impl Sequence {
    fn states(self) -> usize {
        self.before.saturating_add(self.last)
    }
}

fn add(open: &mut [Sequence], states: usize) {
    if let Some(sequence) = open.last_mut() {
        sequence.before = sequence.before.saturating_add(sequence.last);
        sequence.last = states;
    }
}

/// How often something is repeated at most, of what stands after `{`; and where the `}` stands.
fn most(rest: &str) -> Option<(usize, usize)> {
    let (count, _) = rest.split_once('}')?;
    let (least, most) = count.split_once(',').unwrap_or((count, count));
    let most = if most.is_empty() { least } else { most };
    Some((most.parse().ok()?, count.len()))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_is_repeated_counts_so_often() {
        assert_eq!(of("abc"), 3);
        assert_eq!(of("ab{10}c"), 12);
        assert_eq!(of("(ab){2,10}"), 20);
        assert_eq!(of("((a{100}){100}){100}"), 1_000_000);
        assert_eq!(of("a{3,}"), 3);
        assert_eq!(of("a{b}"), 4);
        assert!(of("(((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}") > 1 << 40);
    }
}
