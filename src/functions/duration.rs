//! Durations as Go writes them: `1h30m`, `-1.5h`.

use crate::convert::Stop;

/// The units, with their nanoseconds.
const UNITS: [(&str, i128); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// The nanoseconds of a duration. What does not fit 64 bits is refused, as Go refuses it.
pub(super) fn parse(text: &str) -> Result<i64, Stop> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(Stop::Refused);
    }
    let mut total = 0_i128;
    let mut rest = unsigned;
    while !rest.is_empty() {
        let (whole, after) = digits(rest);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => digits(after),
            None => ("", after),
        };
        let end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let unit = UNITS.iter().find(|(unit, _)| *unit == name);
        let (true, Some((_, unit))) = (whole.len() + fraction.len() > 0, unit) else {
            return Err(Stop::Refused);
        };
        total += number(whole)?.checked_mul(*unit).ok_or(Stop::Refused)?;
        // Digits beyond the nanoseconds do not count.
        let fraction = fraction.get(..fraction.len().min(18)).unwrap_or_default();
        let scale = 10_i128.pow(u32::try_from(fraction.len()).map_err(|_| Stop::Refused)?);
        total += number(fraction)? * unit / scale;
        rest = after;
    }
    i64::try_from(total * sign).map_err(|_| Stop::Refused)
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn number(digits: &str) -> Result<i128, Stop> {
    if digits.is_empty() {
        Ok(0)
    } else {
        digits.parse::<u64>().map(i128::from).map_err(|_| Stop::Refused)
    }
}
