//! Numbers as Terraform has them: binary floating point with a mantissa of up to 512 bits.

mod decimal;
mod double;
mod read;

pub(crate) use decimal::Decimal;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use std::cmp::Ordering;
use std::fmt;

/// Bits of the mantissa of a whole number that was counted.
const COUNT_PRECISION: usize = 64;
/// The largest decimal exponent that is computed with. Go's `big.Float` goes on to 2^31; nobody's configuration does.
const MAX_EXPONENT: isize = 2_000;

/// The most digits of a base that are read: as many as fit the mantissa in each base.
const MAX_DIGITS: usize = 85;

/// A number: `magnitude` times two to the power of `exponent`, as Go's `big.Float` has it. Its precision is that of where it
/// came from; the result of an operation has the larger one of its operands, and is rounded once, half to even.
#[derive(Debug, Clone)]
pub struct Number {
    /// Counts for zero too: `-0` is written as such.
    negative: bool,
    /// Odd, or zero.
    magnitude: UBig,
    exponent: isize,
    /// Bits of the mantissa.
    precision: usize,
}

impl Number {
    /// Whether both are the same number with the same precision, so that all computed of them is the same.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let Self { negative, magnitude, exponent, precision } = self;
        *negative == other.negative
            && *exponent == other.exponent
            && *precision == other.precision
            && *magnitude == other.magnitude
    }

    /// The number of that sign that is rounded to `precision` bits. `rest` says that a bit that is not zero follows those of
    /// the magnitude, which then are more than `precision`.
    fn rounded(
        negative: bool,
        magnitude: UBig,
        exponent: isize,
        precision: usize,
        rest: bool,
    ) -> Self {
        let excess = magnitude.bit_len().saturating_sub(precision);
        let (mut magnitude, mut exponent) = match excess.checked_sub(1) {
            None => (magnitude, exponent),
            Some(half) => {
                let tie = !rest && magnitude.trailing_zeros() == Some(half);
                let (up, odd) = (magnitude.bit(half), magnitude.bit(excess));
                let kept = magnitude >> excess;
                let kept = if up && (odd || !tie) { kept + UBig::ONE } else { kept };
                (kept, exponent.saturating_add_unsigned(excess))
            }
        };
        match magnitude.trailing_zeros() {
            Some(zeros) => {
                magnitude >>= zeros;
                exponent = exponent.saturating_add_unsigned(zeros);
            }
            None => exponent = 0,
        }
        Self { negative, magnitude, exponent, precision }
    }

    /// A whole number of that precision.
    fn integer(value: &IBig, precision: usize) -> Self {
        let (sign, magnitude) = value.clone().into_parts();
        Self::rounded(sign == dashu_int::Sign::Negative, magnitude, 0, precision, false)
    }

    /// The number, unless it is out of all bounds.
    fn bounded(self) -> Option<Self> {
        (self.exponent.abs() < 4 * MAX_EXPONENT).then_some(self)
    }

    fn precision_with(&self, other: &Self) -> usize {
        self.precision.max(other.precision)
    }

    /// Both as whole numbers of one exponent.
    fn aligned(&self, other: &Self) -> (IBig, IBig, isize) {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |number: &Self| {
            let magnitude = IBig::from(&number.magnitude << number.exponent.abs_diff(exponent));
            if number.negative { -magnitude } else { magnitude }
        };
        (scaled(self), scaled(other), exponent)
    }

    fn sum(&self, other: &Self, precision: usize) -> Option<Self> {
        let (a, b, exponent) = self.aligned(other);
        let (sign, magnitude) = (a + b).into_parts();
        let negative = match (self.is_zero(), other.is_zero()) {
            (true, true) => self.negative && other.negative,
            // What cancels out is 0, and not -0.
            _ => sign == dashu_int::Sign::Negative,
        };
        Self::rounded(negative, magnitude, exponent, precision, false).bounded()
    }

    fn product(&self, other: &Self, precision: usize) -> Self {
        let negative = self.negative != other.negative;
        let magnitude = &self.magnitude * &other.magnitude;
        Self::rounded(negative, magnitude, self.exponent + other.exponent, precision, false)
    }

    /// The quotient; `other` is not zero.
    fn quotient(&self, other: &Self, precision: usize) -> Self {
        let missing =
            (precision + 2 + other.magnitude.bit_len()).saturating_sub(self.magnitude.bit_len());
        let over = &self.magnitude << missing;
        let (magnitude, rest) = (&over / &other.magnitude, &over % &other.magnitude);
        let exponent = (self.exponent - other.exponent).saturating_sub_unsigned(missing);
        let negative = self.negative != other.negative;
        Self::rounded(negative, magnitude, exponent, precision, rest != UBig::ZERO)
    }

    /// The sum; `None` where it is out of all bounds, as with all operations.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        self.sum(other, self.precision_with(other))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        self.product(other, self.precision_with(other)).bounded()
    }

    /// The quotient; `None` for a division by zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        self.quotient(other, self.precision_with(other)).bounded()
    }

    /// What the division, rounded toward zero, leaves, in the precision of the dividend; `None` for a division by zero.
    pub fn modulo(&self, other: &Self) -> Option<Self> {
        let whole = Self::integer(&self.over(other)?.truncated(), self.precision);
        let taken = other.product(&whole, self.precision).bounded()?;
        self.sum(&taken.negated(), self.precision)
    }

    /// The whole number towards zero.
    fn truncated(&self) -> IBig {
        let size = self.exponent.unsigned_abs();
        let magnitude =
            if self.exponent < 0 { &self.magnitude >> size } else { &self.magnitude << size };
        let whole = IBig::from(magnitude);
        if self.negative { -whole } else { whole }
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { negative: !self.negative, ..self.clone() }
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self { negative: false, ..self.clone() }
    }

    /// The nearest whole number that is not larger.
    #[must_use]
    pub fn floor(&self) -> Self {
        let down = IBig::from(u8::from(self.negative && !self.is_whole()));
        Self::integer(&(self.truncated() - down), self.precision)
    }

    /// The nearest whole number that is not smaller.
    #[must_use]
    pub fn ceil(&self) -> Self {
        let up = IBig::from(u8::from(!self.negative && !self.is_whole()));
        Self::integer(&(self.truncated() + up), self.precision)
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.magnitude.is_zero()
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.negative && !self.is_zero()
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.exponent >= 0
    }

    /// The number as an index or a count; `None` if it is no whole number, or out of range.
    pub fn as_i64(&self) -> Option<i64> {
        if !self.is_whole() {
            return None;
        }
        i64::try_from(self.truncated()).ok()
    }

    /// The same, from 0.
    pub fn as_usize(&self) -> Option<usize> {
        usize::try_from(self.as_i64()?).ok()
    }

    /// Reads a whole number in a base from 2 to 62, with a sign or without. Up to base 36, case does not count; above,
    /// lower case comes first.
    ///
    /// # Errors
    ///
    /// `true` if the number is too long to be computed with, `false` if it is none.
    pub fn from_digits(text: &str, base: u32) -> Result<Self, bool> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let digit = |c: char| {
            let value = match c {
                'A'..='Z' if base > 36 => 36 + (u32::from(c) - u32::from('A')),
                c => c.to_digit(36)?,
            };
            (value < base).then_some(i64::from(value))
        };
        let values = digits.chars().map(digit).collect::<Option<Vec<_>>>().ok_or(false)?;
        if values.is_empty() || values.len() > MAX_DIGITS {
            return Err(!values.is_empty());
        }
        let add = |sum: IBig, digit: i64| sum * IBig::from(base) + IBig::from(digit);
        let value = values.into_iter().fold(IBig::ZERO, add);
        let value = if text.starts_with('-') { -value } else { value };
        // It gets as many bits as it has.
        let (_, magnitude) = value.clone().into_parts();
        Ok(Self::integer(&value, magnitude.bit_len().max(COUNT_PRECISION)))
    }

    /// The digits of a whole number in a base from 2 to 36, lower case.
    pub fn to_digits(&self, base: u8) -> String {
        self.truncated().in_radix(base).to_string()
    }

    /// Whether the text is a decimal number, but one that is too large or too small to compute with.
    pub fn is_out_of_bounds(text: &str) -> bool {
        text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            let digits = !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit());
            digits && mantissa.parse::<Self>().is_ok() && text.parse::<Self>().is_err()
        })
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::integer(&value.into(), COUNT_PRECISION)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::integer(&value.into(), COUNT_PRECISION)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: neither the precision nor the sign of zero counts.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    /// Writes the shortest decimal that reads as the same number, without an exponent, as Terraform does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All digits of a whole number that small are needed: no other one with its precision is as near.
        match u64::try_from(&self.magnitude) {
            Ok(small @ 1..)
                if self.is_whole()
                    && self.exponent.unsigned_abs() <= small.leading_zeros() as usize =>
            {
                let sign = if self.negative { "-" } else { "" };
                write!(f, "{sign}{}", small << self.exponent)
            }
            _ => f.write_str(&Decimal::shortest(self).plain()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Number};

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn whole_numbers_are_written_as_all_numbers_are() {
        for bits in 0..64 {
            for near in [-1_i128, 0, 1] {
                let whole = (1_i128 << bits) + near;
                let number = Number::from(i64::try_from(whole).unwrap_or(i64::MAX));
                assert_eq!(number.to_string(), Decimal::shortest(&number).plain());
                assert_eq!(
                    number.negated().to_string(),
                    Decimal::shortest(&number.negated()).plain()
                );
            }
        }
    }

    #[test]
    fn numbers_are_written_as_terraform_writes_them() {
        for text in [
            "0",
            "1",
            "-1",
            "29000",
            "0.5",
            "-0.25",
            "0.1",
            "123456789012345678901234567890",
            "0.001",
        ] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("0.1").plus(&number("0.2")).unwrap().to_string(), "0.3");
        assert_eq!(number("1e3").to_string(), "1000");
        assert_eq!(number("1E-2").to_string(), "0.01");
        assert_eq!(number("+1.").to_string(), "1");
        assert_eq!(number(".5").to_string(), "0.5");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "a", ".", "1.5.1", "0x10", "1e", "--1", "inf", "1_000", "1e99999999", " 1"]
        {
            assert!(text.parse::<Number>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn division_and_modulo() {
        assert_eq!(number("7").modulo(&number("3")).unwrap().to_string(), "1");
        assert_eq!(number("-7").modulo(&number("3")).unwrap().to_string(), "-1");
        assert!(number("1").over(&number("0")).is_none());
        assert_eq!(number("2.5").as_i64(), None);
        assert_eq!(number("-3").as_usize(), None);
    }
}
