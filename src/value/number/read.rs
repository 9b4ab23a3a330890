//! Decimal numbers as they are written, rounded as Go rounds them.

use super::{MAX_EXPONENT, Number};
use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use std::str::FromStr;

/// Bits of the mantissa of what is written: what cty, Terraform's library of values, parses with.
const PRECISION: usize = 512;
/// Further bits of the mantissa of a power of five, by which what is written is multiplied or divided.
const POWER_PRECISION: usize = 64;

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
        let all = UBig::from_str(&format!("0{whole}{fraction}")).map_err(|_| ())?;
        let exponent = exponent - isize::try_from(fraction.len()).map_err(|_| ())?;
        let value = decimal(all, exponent).bounded().ok_or(())?;
        Ok(if mantissa.starts_with('-') { value.negated() } else { value })
    }
}

/// `digits` times ten to the power of `exponent`, by a power of five that may itself be rounded, as Go does it.
fn decimal(digits: UBig, exponent: isize) -> Number {
    let bits = digits.bit_len().max(PRECISION);
    let digits = Number::rounded(false, digits, exponent, bits, false);
    if exponent == 0 || digits.is_zero() {
        return Number::rounded(false, digits.magnitude, digits.exponent, PRECISION, false);
    }
    let power = power_of_five(exponent.unsigned_abs());
    if exponent < 0 {
        digits.quotient(&power, PRECISION)
    } else {
        digits.product(&power, PRECISION)
    }
}

/// By squaring, from the largest power that 64 bits hold on.
fn power_of_five(power: usize) -> Number {
    const HELD: usize = 27;
    let precision = PRECISION + POWER_PRECISION;
    let whole = |power: usize, precision| Number::integer(&IBig::from(5).pow(power), precision);
    let mut result = whole(power.min(HELD), precision);
    let mut factor = whole(1, precision + POWER_PRECISION);
    let mut left = power.saturating_sub(HELD);
    while left > 0 {
        if left % 2 == 1 {
            result = result.product(&factor, precision);
        }
        factor = factor.product(&factor, factor.precision);
        left /= 2;
    }
    result
}
