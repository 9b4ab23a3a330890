//! What a scalar of YAML stands for, by the rules of YAML 1.1 as far as Terraform follows them.

use super::Answer;
use crate::convert::{Stop, is_infinite};
use crate::value::{Data, Kind, Number, Unknown, Value};
use jiff::civil::{Date, Time};

/// The value of a scalar that is written without quotes or with them, and has that tag.
pub(super) fn value(text: &str, plain: bool, tag: Option<&str>) -> Answer {
    match tag {
        None if plain => resolved(text),
        None | Some("str" | "binary") => Ok(Value::string(text)),
        // With quotes it stays a string, whatever the tag says.
        Some("int" | "float" | "bool" | "null" | "timestamp") if !plain => Ok(Value::string(text)),
        Some(tag @ ("int" | "float" | "bool" | "null")) => {
            let value = resolved(text)?;
            let fits = match (tag, &value.data) {
                ("int", Data::Number(number)) => number.is_whole(),
                ("float", Data::Number(_)) | ("bool", Data::Bool(_)) | ("null", Data::Null) => true,
                _ => false,
            };
            if fits { Ok(value) } else { Err(Stop::Unknown) }
        }
        Some(_) => Err(Stop::Unknown),
    }
}

fn resolved(text: &str) -> Answer {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::null()),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Ok(Value::bool(true));
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Ok(Value::bool(false));
        }
        ".nan" | ".NaN" | ".NAN" => return Err(Stop::Refused),
        _ => {}
    }
    if matches!(text.trim_start_matches(['+', '-']), ".inf" | ".Inf" | ".INF") {
        return Ok(Value::unknown(Unknown::of(Kind::Number)));
    }
    if let Some(number) = number(text) {
        return number;
    }
    if looks_like_a_date(text) {
        return Ok(timestamp(text));
    }
    Ok(Value::string(text))
}

fn number(text: &str) -> Option<Answer> {
    let made = |number: Number| Some(Ok(Value::new(Data::Number(number))));
    for (prefix, base) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            if digits.starts_with(['+', '-']) {
                return None;
            }
            return Number::from_digits(digits, base).ok().and_then(made);
        }
    }
    // A decimal number begins with a digit, a sign or a point.
    if is_infinite(text) && text.contains(|c: char| c.is_ascii_digit()) {
        return Some(Ok(Value::unknown(Unknown::of(Kind::Number))));
    }
    made(text.parse().ok()?)
}

/// Four digits and a hyphen.
fn looks_like_a_date(text: &str) -> bool {
    text.find(|c| !digit(c)) == Some(4) && text.get(4..).is_some_and(|rest| rest.starts_with('-'))
}

/// A day is the timestamp of its beginning, and a time without a zone is universal. What is no timestamp is text; fractions
/// of a second are forgotten.
fn timestamp(text: &str) -> Value {
    timestamp_of(text).map_or_else(|| Value::string(text), Value::string)
}

fn timestamp_of(text: &str) -> Option<String> {
    let (year, rest) = (text.get(..4)?, text.get(4..)?.strip_prefix('-')?);
    let (month, rest) = short(rest)?;
    let (day, rest) = short(rest.strip_prefix('-')?)?;
    let date = Date::new(year.parse().ok()?, month, day).ok()?;
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let zoned = rest.starts_with(['T', 't']);
    let (hour, rest) = short(rest.strip_prefix(['T', 't', ' '])?)?;
    let (minute, rest) = short(rest.strip_prefix(':')?)?;
    let (second, rest) = short(rest.strip_prefix(':')?)?;
    let time = Time::new(hour, minute, second, 0).ok()?;
    let zone = match rest.strip_prefix(['.', ',']).filter(|rest| rest.starts_with(digit)) {
        Some(fraction) => fraction.trim_start_matches(digit),
        None => rest,
    };
    let zone = match (zoned, zone) {
        (true, "Z") | (false, "") => "Z",
        (true, zone) => {
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let in_range = |part: &str, most: u8| {
                part.len() == 2
                    && part.chars().all(digit)
                    && part.parse::<u8>().is_ok_and(|part| part <= most)
            };
            if !in_range(hours, 24) || !in_range(minutes, 60) {
                return None;
            }
            if (hours, minutes) == ("00", "00") { "Z" } else { zone }
        }
        (false, _) => return None,
    };
    Some(format!("{date}T{time}{zone}"))
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A number of one digit or two.
fn short(text: &str) -> Option<(i8, &str)> {
    let digits = text.chars().take(2).take_while(|c| digit(*c)).count();
    Some((text.get(..digits)?.parse().ok()?, text.get(digits..)?))
}
