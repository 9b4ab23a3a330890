//! Numbers as Terraform has them: binary floating point with a mantissa of up to 512 bits.

mod decimal;

pub use decimal::Decimal;

use dashu_float::round::Rounded;
use dashu_float::round::mode::{HalfEven, Zero};
use dashu_float::{Context, FBig, FpError};
use dashu_int::IBig;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

type Float = FBig<HalfEven, 2>;

/// Bits of the mantissa of what is written: what cty, Terraform's library of values, parses with.
const PRECISION: usize = 512;
/// Bits of the mantissa of a whole number that was counted.
const COUNT_PRECISION: usize = 64;
/// Bits of the mantissa of what a function computes in double precision.
const DOUBLE_PRECISION: usize = 53;
/// The largest decimal exponent that is computed with. Go's `big.Float` goes on to 2^31; nobody's configuration does.
const MAX_EXPONENT: isize = 2_000;

/// The most digits of a base that are read: as many as fit the mantissa in each base.
const MAX_DIGITS: usize = 85;

/// A number. Its precision is that of where it came from; an operation has the larger one of its operands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(Float);

impl Number {
    fn context(&self, other: &Self) -> Context<HalfEven> {
        Context::new(self.0.precision().max(other.0.precision()))
    }

    /// The result, unless it is out of all bounds.
    fn of(result: Result<Rounded<Float>, FpError>) -> Option<Self> {
        let value = result.ok()?.value();
        let (precision, exponent) = (value.precision(), value.repr().exponent());
        // A difference comes with one bit too many; what is exact is not changed.
        let exact = Float::from_parts(value.repr().significand().clone(), exponent);
        let value = if value.repr().significand() == &IBig::ZERO {
            value
        } else {
            exact.with_precision(precision).value()
        };
        (exponent.abs() < 4 * MAX_EXPONENT).then_some(Self(value))
    }

    /// The sum; `None` where it is out of all bounds, as with all operations.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Self::of(self.context(other).add(self.0.repr(), other.0.repr()))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        Self::of(self.context(other).sub(self.0.repr(), other.0.repr()))
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        Self::of(self.context(other).mul(self.0.repr(), other.0.repr()))
    }

    /// The quotient; `None` for a division by zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            None
        } else {
            Self::of(self.context(other).div(self.0.repr(), other.0.repr()))
        }
    }

    /// What the division, rounded toward zero, leaves; `None` for a division by zero.
    pub fn modulo(&self, other: &Self) -> Option<Self> {
        let whole = Self(self.over(other)?.0.trunc());
        self.minus(&whole.times(other)?)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-self.0.clone())
    }

    /// The nearest whole number that is not larger.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The nearest whole number that is not smaller.
    #[must_use]
    pub fn ceil(&self) -> Self {
        Self(self.0.ceil())
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.repr().is_pos_zero() || self.0.repr().is_neg_zero()
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.cmp(&Self::from(0_i64)) == Ordering::Less
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.floor() == *self
    }

    /// The number as an index or a count; `None` if it is no whole number, or out of range.
    pub fn as_i64(&self) -> Option<i64> {
        if !self.is_whole() {
            return None;
        }
        i64::try_from(self.0.to_int().value()).ok()
    }

    /// The same, from 0.
    pub fn as_usize(&self) -> Option<usize> {
        usize::try_from(self.as_i64()?).ok()
    }

    /// The nearest number of double precision.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }

    /// A number of double precision; `None` for what is infinite or no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        let float = FBig::<Zero, 2>::try_from(value).ok()?;
        let float = float.with_rounding::<HalfEven>().with_precision(DOUBLE_PRECISION).value();
        value.is_finite().then_some(Self(float))
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
        let base = Self::whole(i64::from(base));
        let add = |sum: Self, digit: i64| sum.times(&base)?.plus(&Self::whole(digit));
        let value = values.into_iter().try_fold(Self::whole(0), add).ok_or(true)?;
        Ok(if text.starts_with('-') { value.negated() } else { value })
    }

    fn whole(value: i64) -> Self {
        Self(Float::from(value).with_precision(PRECISION).value())
    }

    /// The digits of a whole number in a base from 2 to 36, lower case.
    pub fn to_digits(&self, base: u8) -> String {
        self.0.to_int().value().in_radix(base).to_string()
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
        Self(Float::from(value).with_precision(COUNT_PRECISION).value())
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self(Float::from(value).with_precision(COUNT_PRECISION).value())
    }
}

impl FromStr for Number {
    type Err = ();

    /// Reads a decimal number, as a literal of the language or a string that is converted to a number has it.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let digits = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let framed = digits.contains(|c: char| c.is_ascii_digit());
        if !plain || !framed || digits.matches('.').count() > 1 {
            return Err(());
        }
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !power.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(());
        }
        let exponent = exponent.parse::<isize>().map_err(|_| ())?;
        if exponent.abs() > MAX_EXPONENT {
            return Err(());
        }
        // What stands before and after the point may be missing.
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = IBig::from_str(&format!("0{whole}{fraction}")).map_err(|_| ())?;
        let exponent = exponent - isize::try_from(fraction.len()).map_err(|_| ())?;
        let value = decimal(all, exponent).ok_or(())?;
        Ok(if mantissa.starts_with('-') { value.negated() } else { value })
    }
}

/// `digits` times ten to the power of `exponent`, rounded once.
fn decimal(digits: IBig, exponent: isize) -> Option<Number> {
    let power = IBig::from(10).pow(exponent.unsigned_abs());
    let (over, under) = if exponent < 0 { (digits, power) } else { (digits * power, IBig::ONE) };
    let (over, under) = (Float::from(over), Float::from(under));
    Number::of(Context::<HalfEven>::new(PRECISION).div(over.repr(), under.repr()))
}

impl fmt::Display for Number {
    /// Writes the shortest decimal that reads as the same number, without an exponent, as Terraform does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Decimal::shortest(self).plain())
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
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
