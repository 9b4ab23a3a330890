//! Decimal forms of numbers, as Go writes them.

use super::Number;

/// Decimal digits that tell any two numbers of 512 bits apart.
const DIGITS: usize = 156;

/// `0.digits` times ten to the power of `point`; no zero stands at either end of the digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: String,
    point: isize,
}

impl Decimal {
    /// The fewest digits that read as the same number.
    pub fn shortest(number: &Number) -> Self {
        let precision = number.0.precision().max(1);
        let same = |digits: usize| {
            let decimal = number.0.clone().with_base_and_precision::<10>(digits).value();
            decimal.with_base_and_precision::<2>(precision).value() == number.0
        };
        // If some digits are enough, so are more.
        let (mut enough, mut few) = (DIGITS, 0);
        if number.is_whole() {
            enough = number.0.to_int().value().to_string().len().max(DIGITS);
        }
        while few + 1 < enough {
            let middle = usize::midpoint(few, enough);
            if same(middle) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        Self::rounded(number, enough)
    }

    /// At most so many digits, at least one.
    pub fn rounded(number: &Number, digits: usize) -> Self {
        let negative = number.0.repr().is_neg_zero() || number.is_negative();
        if number.is_zero() {
            return Self { negative, digits: String::new(), point: 0 };
        }
        let decimal = number.0.clone().with_base_and_precision::<10>(digits.max(1)).value();
        let all = decimal.repr().significand().to_string();
        let all = all.trim_start_matches('-');
        let length = isize::try_from(all.len()).unwrap_or(isize::MAX);
        Self {
            negative,
            digits: all.trim_end_matches('0').to_owned(),
            point: length.saturating_add(decimal.repr().exponent()),
        }
    }

    /// So many digits after the point.
    pub fn fixed(number: &Number, places: usize) -> Self {
        let places = isize::try_from(places).unwrap_or(isize::MAX);
        let digits = Self::rounded(number, DIGITS).point.saturating_add(places);
        match usize::try_from(digits) {
            Ok(0) | Err(_) => {
                // Less than one digit is left: it is rounded to the last place, half to even.
                let one = Self { negative: false, digits: "1".to_owned(), point: 1 - places };
                let half: Option<Number> = format!("5e{}", -places - 1).parse().ok();
                let magnitude =
                    if number.is_negative() { number.negated() } else { number.clone() };
                let up = digits == 0 && half.is_some_and(|half| magnitude > half);
                let negative = number.is_negative();
                if up {
                    Self { negative, ..one }
                } else {
                    Self { negative, digits: String::new(), point: 0 }
                }
            }
            Ok(digits) => Self::rounded(number, digits),
        }
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    /// Without an exponent, with all digits: Go's `%f` of the shortest precision.
    pub fn plain(&self) -> String {
        let digits = isize::try_from(self.digits.len()).unwrap_or(isize::MAX);
        self.with_places(usize::try_from(digits - self.point).unwrap_or(0))
    }

    /// Without an exponent, with so many places after the point.
    pub fn with_places(&self, places: usize) -> String {
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
    pub fn scientific(&self, places: Option<usize>) -> String {
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
    pub fn general(&self, precision: Option<usize>) -> String {
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
