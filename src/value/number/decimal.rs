//! Decimal forms of numbers, as Go writes them, computed exactly.

use super::Number;
use dashu_int::UBig;
use dashu_int::ops::BitTest;

/// `0.digits` times ten to the power of `point`; no zero stands at either end of the digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: String,
    point: isize,
}

impl Decimal {
    /// All digits of a number.
    fn exact(number: &Number) -> Self {
        let negative = number.negative;
        if number.is_zero() {
            return Self { negative, digits: String::new(), point: 0 };
        }
        Self { negative, ..Self::of(&number.magnitude, number.exponent) }
    }

    /// The digits of `magnitude` times two to the power of `exponent`.
    fn of(magnitude: &UBig, exponent: isize) -> Self {
        let size = exponent.unsigned_abs();
        let (scaled, shift) = if exponent < 0 {
            (magnitude * UBig::from(5_u8).pow(size), exponent)
        } else {
            (magnitude << size, 0)
        };
        let all = scaled.to_string();
        let length = isize::try_from(all.len()).unwrap_or(isize::MAX);
        Self {
            negative: false,
            digits: all.trim_end_matches('0').to_owned(),
            point: length + shift,
        }
    }

    /// The fewest digits that read as the same number, as Go finds them.
    pub(crate) fn shortest(number: &Number) -> Self {
        let exact = Self::exact(number);
        if exact.digits.is_empty() {
            return exact;
        }
        // Half of the last bit of the mantissa to either side reads as the same number.
        let used = number.magnitude.bit_len();
        let shift = (number.precision.max(used) + 1).saturating_sub(used);
        let exponent = number.exponent.saturating_sub_unsigned(shift);
        let mantissa = &number.magnitude << shift;
        let inclusive = !mantissa.bit(1);
        let lower = Self::of(&(&mantissa - UBig::ONE), exponent).digits;
        let upper = Self::of(&(&mantissa + UBig::ONE), exponent).digits;
        let at = |digits: &str, position: usize| {
            digits.as_bytes().get(position).map_or(b'0', |byte| *byte)
        };
        for (position, digit) in exact.digits.bytes().enumerate() {
            let (low, high) = (at(&lower, position), at(&upper, position));
            let down = low != digit || inclusive && position + 1 == lower.len();
            let up = digit != high && (inclusive || digit + 1 < high || position + 1 < upper.len());
            match (down, up) {
                (true, true) => return exact.round(position + 1),
                (true, false) => return exact.cut(position + 1, false),
                (false, true) => return exact.cut(position + 1, true),
                (false, false) => {}
            }
        }
        exact
    }

    /// At most so many digits, at least one.
    pub(crate) fn rounded(number: &Number, digits: usize) -> Self {
        Self::exact(number).round(digits.max(1))
    }

    /// So many digits after the point.
    pub(crate) fn fixed(number: &Number, places: usize) -> Self {
        let exact = Self::exact(number);
        let digits = exact.point.saturating_add(isize::try_from(places).unwrap_or(isize::MAX));
        match usize::try_from(digits) {
            Ok(digits) => exact.round(digits),
            Err(_) => exact.cut(0, false),
        }
    }

    /// Rounded to so many digits, half to even.
    fn round(self, digits: usize) -> Self {
        let bytes = self.digits.as_bytes();
        let Some(next) = bytes.get(digits) else { return self };
        let odd = digits
            .checked_sub(1)
            .and_then(|last| bytes.get(last))
            .is_some_and(|last| last % 2 == 1);
        let up = if *next == b'5' && digits + 1 == bytes.len() { odd } else { *next >= b'5' };
        self.cut(digits, up)
    }

    /// The first digits, and one more in the last place or not.
    fn cut(mut self, digits: usize, up: bool) -> Self {
        self.digits.truncate(digits);
        if up {
            let kept = self.digits.trim_end_matches('9').len();
            self.digits.truncate(kept);
            let next =
                self.digits.pop().and_then(|last| char::from_digit(last.to_digit(10)? + 1, 10));
            self.digits.push(next.unwrap_or('1'));
            if next.is_none() {
                self.point += 1;
            }
        }
        let kept = self.digits.trim_end_matches('0').len();
        self.digits.truncate(kept);
        self
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    /// Without an exponent, with all digits: Go's `%f` of the shortest precision.
    pub(crate) fn plain(&self) -> String {
        let digits = isize::try_from(self.digits.len()).unwrap_or(isize::MAX);
        self.with_places(usize::try_from(digits - self.point).unwrap_or(0))
    }

    /// Without an exponent, with so many places after the point.
    pub(crate) fn with_places(&self, places: usize) -> String {
        let mut text = self.sign().to_owned();
        let whole = usize::try_from(self.point).unwrap_or(0);
        let leading = usize::try_from(-self.point).unwrap_or(0);
        if whole == 0 {
            text.push('0');
        }
        text.extend(self.digits.chars().chain(std::iter::repeat('0')).take(whole));
        if places > 0 {
            text.push('.');
            let fraction = std::iter::repeat_n('0', leading).chain(self.digits.chars().skip(whole));
            text.extend(fraction.chain(std::iter::repeat('0')).take(places));
        }
        text
    }

    /// With an exponent and so many places after the point; as many as there are for `None`.
    pub(crate) fn scientific(&self, places: Option<usize>) -> String {
        let mut digits = self.digits.chars();
        let places = places.unwrap_or(self.digits.len().saturating_sub(1));
        let mut text = self.sign().to_owned();
        text.push(digits.next().unwrap_or('0'));
        if places > 0 {
            text.push('.');
            text.extend(digits.chain(std::iter::repeat('0')).take(places));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        text + &format!("e{sign}{:02}", exponent.unsigned_abs())
    }

    /// With an exponent if it is small or large, otherwise without: Go's `%g`. `None` is the shortest precision.
    pub(crate) fn general(&self, precision: Option<usize>) -> String {
        let length = self.digits.len();
        let as_size = |value: usize| isize::try_from(value).unwrap_or(isize::MAX);
        let limit = as_size(match precision {
            None => 6,
            Some(precision) if precision > length && as_size(length) >= self.point => length,
            Some(precision) => precision.max(1),
        });
        let exponent = self.point - 1;
        if !self.digits.is_empty() && (exponent < -4 || exponent >= limit) {
            return self.scientific(None);
        }
        self.plain()
    }
}
