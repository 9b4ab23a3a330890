//! `log` and `pow` in double precision, bit for bit as Go computes them.

/// The logarithm of a number to a base.
pub(super) fn log(number: f64, base: f64) -> f64 {
    number.ln() / base.ln()
}

/// A number to a power: by squaring, with the exponents kept apart, so that nothing is rounded but the product.
pub(super) fn pow(base: f64, power: f64) -> f64 {
    let whole = power.trunc();
    let is = |a: f64, b: f64| a.to_bits() == b.to_bits();
    let special = power.abs() >= 9e15 || is(base.abs(), 0.0) || !base.is_finite();
    if special || is(power.abs(), 0.0) || !is(power, whole) {
        return base.powf(power);
    }
    let (mut mantissa, mut exponent) = split(base);
    let (mut result, mut result_exponent) = (1.0_f64, 0_i64);
    #[expect(clippy::cast_possible_truncation, reason = "checked to be below 2^53")]
    let mut left = whole.abs() as i64;
    while left != 0 {
        if exponent.abs() > 1 << 12 {
            // Out of the range of double precision.
            let out = if (exponent < 0) == (power < 0.0) { f64::INFINITY } else { 0.0 };
            return if base < 0.0 && whole % 2.0 != 0.0 { -out } else { out };
        }
        if left & 1 == 1 {
            result *= mantissa;
            result_exponent += exponent;
        }
        mantissa *= mantissa;
        exponent *= 2;
        if mantissa < 0.5 {
            mantissa += mantissa;
            exponent -= 1;
        }
        left >>= 1;
    }
    if power < 0.0 {
        result = 1.0 / result;
        result_exponent = -result_exponent;
    }
    scale(result, result_exponent)
}

/// A number as one from 0.5 to 1 and a power of two.
fn split(value: f64) -> (f64, i64) {
    let (mut mantissa, mut exponent) = (value, 0);
    while mantissa.abs() >= 1.0 {
        mantissa /= 2.0;
        exponent += 1;
    }
    while mantissa.abs() < 0.5 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    (mantissa, exponent)
}

fn scale(value: f64, exponent: i64) -> f64 {
    let step = if exponent < 0 { 0.5 } else { 2.0 };
    (0..exponent.unsigned_abs()).fold(value, |value, _| value * step)
}
