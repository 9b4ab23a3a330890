//! `log` and `pow` in double precision, bit for bit as Go computes them on 64-bit x86.

use std::f64::consts::LOG2_E;

/// The logarithm of a number to a base.
pub(super) fn log(number: f64, base: f64) -> f64 {
    ln(number) / ln(base)
}

/// A number to a power: by squaring, with the exponents kept apart, so that nothing is rounded but the product.
pub(super) fn pow(base: f64, power: f64) -> f64 {
    if power == 0.0 || same(base, 1.0) {
        return 1.0;
    }
    if base == 0.0 {
        let of_zero = if is_odd(power) { base } else { 0.0 };
        return if power < 0.0 { 1.0 / of_zero } else { of_zero };
    }
    if same(power.abs(), 0.5) {
        let root = base.sqrt();
        return if power < 0.0 { 1.0 / root } else { root };
    }
    let (mut whole, mut fraction) = (power.abs().trunc(), power.abs().fract());
    if fraction != 0.0 && base < 0.0 {
        return f64::NAN;
    }
    if whole >= 9_223_372_036_854_775_808.0 {
        return match (same(base, -1.0), (base.abs() < 1.0) == (power > 0.0)) {
            (true, _) => 1.0,
            (_, true) => 0.0,
            _ => f64::INFINITY,
        };
    }
    let (mut result, mut result_exponent) = (1.0_f64, 0_i64);
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = exp(fraction * ln(base));
    }
    let (mut mantissa, mut exponent) = split(base);
    #[expect(clippy::cast_possible_truncation, reason = "checked to be below 2^63")]
    let mut left = whole as i64;
    while left != 0 {
        if exponent.abs() > 1 << 12 {
            // Out of the range of double precision.
            result_exponent += exponent;
            break;
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

/// The natural logarithm, by the method of FreeBSD's `e_log.c`.
#[expect(clippy::excessive_precision, reason = "the digits of the source")]
fn ln(number: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-01;
    const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
    const L1: f64 = 6.666_666_666_666_735_130e-01;
    const L2: f64 = 3.999_999_999_940_941_908e-01;
    const L3: f64 = 2.857_142_874_366_239_149e-01;
    const L4: f64 = 2.222_219_843_214_978_396e-01;
    const L5: f64 = 1.818_357_216_161_805_012e-01;
    const L6: f64 = 1.531_383_769_920_937_332e-01;
    const L7: f64 = 1.479_819_860_511_658_591e-01;
    if number <= 0.0 || !number.is_finite() {
        return number.ln();
    }
    let (mut mantissa, mut exponent) = split(number);
    if mantissa <= std::f64::consts::FRAC_1_SQRT_2 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "an exponent of a double")]
    let k = exponent as f64;
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2 * (L1 + s4 * (L3 + s4 * (L5 + s4 * L7)));
    let t2 = s4 * (L2 + s4 * (L4 + s4 * L6));
    let r = t1 + t2;
    let half = 0.5 * f * f;
    k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f)
}

/// The exponential of a number of no more than some hundreds, by the method of Naoki Shibata's SLEEF, with the fused
/// operations that Go uses where the processor has them.
#[expect(clippy::excessive_precision, reason = "the digits of the source")]
fn exp(number: f64) -> f64 {
    const LN2_UPPER: f64 = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75;
    const LN2_LOWER: f64 = 0.282_352_905_630_315_771_225_884_481_750_134_360_255_254_120_68e-12;
    /// One over the factorials from 8 down.
    const TERMS: [f64; 8] = [
        2.480_158_730_158_730_158_7e-5,
        1.984_126_984_126_984_127_0e-4,
        1.388_888_888_888_888_888_9e-3,
        8.333_333_333_333_333_333_3e-3,
        4.166_666_666_666_666_666_7e-2,
        1.666_666_666_666_666_666_7e-1,
        0.5,
        1.0,
    ];
    let exponent = (number * LOG2_E).round_ties_even();
    let rest = (-exponent).mul_add(LN2_UPPER, number);
    let rest = (-exponent).mul_add(LN2_LOWER, rest) * 0.0625;
    let series = TERMS.into_iter().reduce(|sum, term| rest.mul_add(sum, term)).unwrap_or(1.0);
    let mut x = rest * series;
    for _ in 0..3 {
        x *= x + 2.0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "an exponent of a double")]
    scale(x.mul_add(x + 2.0, 1.0), exponent as i64)
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
}

fn is_odd(number: f64) -> bool {
    number.abs() < 9_007_199_254_740_992.0 && same((number % 2.0).abs(), 1.0)
}

/// A number as one from 0.5 to 1 and a power of two. Zero and what is not finite stay what they are.
fn split(value: f64) -> (f64, i64) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
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

/// Nothing is rounded but what is smaller than a double can hold.
fn scale(value: f64, exponent: i64) -> f64 {
    let (mantissa, own) = split(value);
    let step = if own + exponent < 0 { 0.5 } else { 2.0 };
    // The last step alone may round.
    let times = (own + exponent).unsigned_abs().min(4_000);
    match own + exponent {
        -1_021.. => (0..times).fold(mantissa, |value, _| value * step),
        below => {
            let least = (0..1_021).fold(mantissa, |value, _| value * 0.5);
            let rest = u32::try_from((-1_021 - below).min(60)).unwrap_or(60);
            least * (0..rest).fold(1.0, |value, _| value * 0.5)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{log, pow};

    /// Recorded from Terraform 1.11.
    #[test]
    #[expect(clippy::float_cmp, reason = "bit for bit")]
    fn as_go_computes_them() {
        assert_eq!(log(9.0, 3.0), 2.000_000_000_000_000_4);
        assert_eq!(log(2.0, 3.0), 0.630_929_753_571_457_5);
        assert_eq!(log(11.0, 3.0), 2.182_658_338_644_138_5);
        assert_eq!(pow(4_294_967_296.0, 1.5), 281_474_976_710_655.9);
        assert_eq!(pow(7.0, 0.25), 1.626_576_561_697_785_9);
        assert_eq!(pow(2.0, -1074.0), 5e-324);
        assert_eq!(pow(2.0, -1076.0), 0.0);
        assert_eq!(pow(-2.0, 3.0), -8.0);
        assert_eq!(pow(1e300, 3.0), f64::INFINITY);
        assert_eq!(pow(1e-300, -3.0), f64::INFINITY);
        assert_eq!(pow(0.5, 1e6), 0.0);
    }
}
