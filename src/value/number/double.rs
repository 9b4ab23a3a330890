//! Numbers of double precision: what functions that compute in it take and give.

use super::Number;
use dashu_int::UBig;
use dashu_int::ops::BitTest;

/// Bits of the mantissa.
const PRECISION: usize = 53;
/// The exponent of the smallest bit that a double has.
const LEAST: isize = -1074;
/// Bits of a double that hold its mantissa.
const STORED: usize = 52;

impl Number {
    /// The nearest number of double precision; infinite where there is none.
    pub fn to_f64(&self) -> f64 {
        let bits = self.magnitude.bit_len();
        let top = self.exponent.saturating_add_unsigned(bits);
        if top < LEAST {
            return if self.negative { -0.0 } else { 0.0 };
        }
        // Near zero fewer bits are left.
        let precision = PRECISION.min(usize::try_from(top - LEAST).unwrap_or(0));
        let rounded = Self::rounded(false, self.magnitude.clone(), self.exponent, precision, false);
        let magnitude = rounded.scaled_bits();
        let sign = if self.negative { 1_u64 << 63 } else { 0 };
        f64::from_bits(sign | magnitude)
    }

    /// The bits of a double for a number that has no more of them than a double.
    fn scaled_bits(&self) -> u64 {
        let infinite = f64::INFINITY.to_bits();
        if self.is_zero() {
            return 0;
        }
        let top = self.exponent.saturating_add_unsigned(self.magnitude.bit_len());
        // The exponent as it is stored, from 1 on; what is smaller has no leading bit.
        let stored = (top - 1 + 1023).max(0);
        let Some(stored) = u64::try_from(stored).ok().filter(|stored| *stored < 2047) else {
            return infinite;
        };
        let unit = if stored == 0 { LEAST } else { top - 1 - 52 };
        let shift = usize::try_from(self.exponent - unit).unwrap_or(0);
        let mantissa = u64::try_from(&self.magnitude << shift).unwrap_or(0);
        (stored << STORED) | (mantissa & ((1 << STORED) - 1))
    }

    /// A number of double precision; `None` for what is infinite or no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let stored = isize::try_from((bits >> STORED) & 0x7ff).unwrap_or(0);
        let fraction = bits & ((1 << STORED) - 1);
        let leading = if stored == 0 { 0 } else { 1 << STORED };
        let exponent = LEAST + (stored - 1).max(0);
        let negative = value.is_sign_negative();
        Some(Self::rounded(negative, UBig::from(leading | fraction), exponent, PRECISION, false))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn doubles_survive() {
        for value in [0.0, -0.0, 1.0, -0.1, 1e300, f64::MAX, f64::MIN_POSITIVE, 5e-324, 2.5e-310] {
            let number = Number::from_f64(value).unwrap();
            assert_eq!(number.to_f64().to_bits(), value.to_bits(), "{value}");
        }
        assert!(Number::from_f64(f64::NAN).is_none());
    }

    #[test]
    fn what_is_no_double_is_rounded() {
        let double = |text: &str| text.parse::<Number>().unwrap().to_f64();
        for text in
            ["0.1", "9007199254740993", "1e-320", "3e-324", "1e-400", "1.7976931348623158e308"]
        {
            assert_eq!(double(text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
        assert!(double("1e400").is_infinite());
    }
}
