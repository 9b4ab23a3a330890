//! Numbers as Terraform has them: binary floating point with a mantissa of 512 bits.

use dashu_float::round::Rounded;
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, DBig, FBig, FpError};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

type Float = FBig<HalfEven, 2>;

/// Bits of the mantissa: what cty, Terraform's library of values, parses with.
const PRECISION: usize = 512;
/// Decimal digits that tell any two numbers of [`PRECISION`] bits apart.
const DIGITS: usize = 156;
/// The largest decimal exponent that is computed with. Go's `big.Float` goes on to 2^31; nobody's configuration does.
const MAX_EXPONENT: isize = 10_000;

/// A number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(Float);

impl Number {
    fn context() -> Context<HalfEven> {
        Context::new(PRECISION)
    }

    /// The result, unless it is out of all bounds.
    fn of(result: Result<Rounded<Float>, FpError>) -> Option<Self> {
        result.ok().map(|rounded| Self(rounded.value()))
    }

    /// The sum; `None` where it is out of all bounds, as with all operations.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Self::of(Self::context().add(self.0.repr(), other.0.repr()))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        Self::of(Self::context().sub(self.0.repr(), other.0.repr()))
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        Self::of(Self::context().mul(self.0.repr(), other.0.repr()))
    }

    /// The quotient; `None` for a division by zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            None
        } else {
            Self::of(Self::context().div(self.0.repr(), other.0.repr()))
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

    /// The number as an index or a count; `None` if it is no whole number, or out of range.
    pub fn as_i64(&self) -> Option<i64> {
        if self.floor() != *self {
            return None;
        }
        i64::try_from(self.0.to_int().value()).ok()
    }

    /// The same, from 0.
    pub fn as_usize(&self) -> Option<usize> {
        usize::try_from(self.as_i64()?).ok()
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Float::from(value).with_precision(PRECISION).value())
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self(Float::from(value).with_precision(PRECISION).value())
    }
}

impl FromStr for Number {
    type Err = ();

    /// Reads a decimal number, as a literal of the language or a string that is converted to a number has it.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let digits = mantissa.trim_start_matches('-');
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let framed = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
        if !plain || !framed || mantissa.len() - digits.len() > 1 {
            return Err(());
        }
        let exponent =
            exponent.strip_prefix('+').unwrap_or(exponent).parse::<isize>().map_err(|_| ())?;
        if exponent.abs() > MAX_EXPONENT {
            return Err(());
        }
        let decimal = DBig::from_str(&format!("{mantissa}e{exponent}")).map_err(|_| ())?;
        Ok(Self(
            decimal.with_rounding::<HalfEven>().with_base_and_precision::<2>(PRECISION).value(),
        ))
    }
}

impl fmt::Display for Number {
    /// Writes the shortest decimal that reads as the same number, without an exponent, as Terraform does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0");
        }
        if self.floor() == *self {
            return write!(f, "{}", self.0.to_int().value());
        }
        let exact = |digits: usize| self.0.clone().with_base_and_precision::<10>(digits).value();
        let shortest = (1..=DIGITS)
            .map(exact)
            .find(|decimal| {
                decimal.clone().with_base_and_precision::<2>(PRECISION).value() == self.0
            })
            .unwrap_or_else(|| exact(DIGITS));
        write!(f, "{shortest}")
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
        assert_eq!(number("-0").to_string(), "0");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "a", "1.", ".5", "0x10", "1e", "--1", "inf", "1_000", "1e99999999", " 1", "+1"]
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
