//! What a scalar of YAML stands for, by the rules of YAML 1.1 as far as Terraform follows them.

use super::Answer;
use crate::convert::{Stop, is_infinite};
use crate::value::{Data, Kind, Number, Unknown, Value};

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
        return date(text);
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

fn looks_like_a_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut digits = |least: usize, most: usize| {
        parts.next().is_some_and(|part| {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            (least..=most).contains(&digits) && (digits == part.len() || most == 3)
        })
    };
    digits(4, 4) && digits(1, 2) && digits(1, 3)
}

/// A day is the timestamp of its beginning. Other forms of a timestamp are not followed.
fn date(text: &str) -> Answer {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(Stop::Unknown) };
    match (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>()) {
        (Ok(y), Ok(m), Ok(d)) if day.len() <= 2 => match jiff::civil::Date::new(y, m, d) {
            Ok(_) => Ok(Value::string(format!("{y:04}-{m:02}-{d:02}T00:00:00Z"))),
            Err(_) => Ok(Value::string(text)),
        },
        _ => timestamp(text),
    }
}

/// A timestamp in the form of RFC 3339, to the second, stays as it is.
fn timestamp(text: &str) -> Answer {
    let bytes = text.as_bytes();
    if text.len() == 20 && bytes.get(10) == Some(&b'T') && text.ends_with('Z') {
        Ok(Value::string(text))
    } else {
        Err(Stop::Unknown)
    }
}
