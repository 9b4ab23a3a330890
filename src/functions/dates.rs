//! Functions on timestamps of RFC 3339.

use super::arguments::known;
use super::{Function, Parameter, duration};
use crate::convert::Stop;
use crate::value::{Kind, Value};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "formatdate",
        doc: "a time by a pattern",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::String),
        compute: |args| {
            let time = Timestamp::parse(&known(args, 1)?)?;
            time.format(&known(args, 0)?).map(Value::string)
        },
    },
    Function {
        name: "timeadd",
        doc: "a time and a duration after it",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::String),
        compute: |args| {
            let mut time = Timestamp::parse(&known(args, 0)?)?;
            let duration = SignedDuration::from_nanos(duration::parse(&known(args, 1)?)?);
            // Years after 9999 are not computed with.
            time.local = time.local.checked_add(duration).map_err(|_| Stop::Unknown)?;
            time.format("YYYY-MM-DD'T'hh:mm:ssZ").map(Value::string)
        },
    },
    Function {
        name: "timecmp",
        doc: "-1, 0 or 1, by which time is earlier",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::Number),
        compute: |args| {
            let a = Timestamp::parse(&known(args, 0)?)?.universal()?;
            let b = Timestamp::parse(&known(args, 1)?)?.universal()?;
            Ok(Value::number(i64::from(a > b) - i64::from(a < b)))
        },
    },
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

struct Timestamp {
    local: DateTime,
    /// Minutes east of UTC.
    offset: i64,
}

impl Timestamp {
    fn parse(text: &str) -> Result<Self, Stop> {
        let part = |from: usize, to: usize| -> Result<i64, Stop> {
            let digits = text.get(from..to).ok_or(Stop::Refused)?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain).ok_or(Stop::Refused)
        };
        let signs = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
        if signs.iter().any(|(at, sign)| text.get(*at..at + 1) != Some(*sign)) {
            return Err(Stop::Refused);
        }
        let small = |number: i64| i8::try_from(number).map_err(|_| Stop::Refused);
        let year = i16::try_from(part(0, 4)?).map_err(|_| Stop::Refused)?;
        let date = Date::new(year, small(part(5, 7)?)?, small(part(8, 10)?)?);
        let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
        let rest = text.get(19..).ok_or(Stop::Refused)?;
        let (nanoseconds, rest) = fraction(rest)?;
        if second > 59 {
            return Err(Stop::Refused);
        }
        let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanoseconds);
        let (Ok(date), Ok(time)) = (date, time) else { return Err(Stop::Refused) };
        Ok(Self { local: DateTime::from_parts(date, time), offset: offset(rest)? })
    }

    fn universal(&self) -> Result<DateTime, Stop> {
        let offset = SignedDuration::from_secs(60 * self.offset);
        self.local.checked_sub(offset).map_err(|_| Stop::Unknown)
    }

    fn zone(&self, colon: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }

    fn format(&self, format: &str) -> Result<String, Stop> {
        let mut text = String::new();
        let mut rest = format;
        while let Some(first) = rest.chars().next() {
            if first == '\'' {
                rest = literal(rest, &mut text)?;
            } else if first.is_ascii_alphabetic() {
                let after = rest.trim_start_matches(first);
                self.push(first, rest.len() - after.len(), &mut text)?;
                rest = after;
            } else {
                text.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        Ok(text)
    }

    fn push(&self, letter: char, length: usize, text: &mut String) -> Result<(), Stop> {
        let local = &self.local;
        let (year, hour) = (i64::from(local.year()), i64::from(local.hour()));
        let month = MONTHS.get(usize::try_from(local.month() - 1).unwrap_or(0)).unwrap_or(&"");
        let day = weekday(local.weekday());
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let plain = |number: i64| match length {
            1 => Ok(number.to_string()),
            2 => Ok(format!("{number:02}")),
            _ => Err(Stop::Refused),
        };
        let half = if hour < 12 { "AM" } else { "PM" };
        let piece = match (letter, length) {
            ('Y', 2) => format!("{:02}", year % 100),
            ('Y', 4) => format!("{year:04}"),
            ('M', 3) => month.chars().take(3).collect(),
            ('M', 4) => (*month).to_owned(),
            ('M', _) => plain(i64::from(local.month()))?,
            ('D', _) => plain(i64::from(local.day()))?,
            ('E', 3) => day.chars().take(3).collect(),
            ('E', 4) => day.to_owned(),
            ('h', _) => plain(hour)?,
            ('H', _) => plain(twelve)?,
            ('A', 2) => half.to_owned(),
            ('a', 2) => half.to_lowercase(),
            ('m', _) => plain(i64::from(local.minute()))?,
            ('s', _) => plain(i64::from(local.second()))?,
            ('Z', 1) if self.offset == 0 => "Z".to_owned(),
            ('Z', 3) if self.offset == 0 => "UTC".to_owned(),
            ('Z', 1 | 5) => self.zone(":"),
            ('Z', 3 | 4) => self.zone(""),
            _ => return Err(Stop::Refused),
        };
        let _ = text.write_str(&piece);
        Ok(())
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Takes a quoted part off the beginning; `''` is a quote, inside too.
fn literal<'f>(format: &'f str, text: &mut String) -> Result<&'f str, Stop> {
    if let Some(rest) = format.strip_prefix("''") {
        text.push('\'');
        return Ok(rest);
    }
    let mut rest = format.strip_prefix('\'').unwrap_or(format);
    loop {
        let (part, after) = rest.split_once('\'').ok_or(Stop::Refused)?;
        text.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                text.push('\'');
                rest = after;
            }
            None => return Ok(after),
        }
    }
}

/// The fraction of a second, in nanoseconds, and what follows it.
fn fraction(text: &str) -> Result<(i32, &str), Stop> {
    let Some(after) = text.strip_prefix('.') else { return Ok((0, text)) };
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let (digits, rest) = after.split_at(end);
    if digits.is_empty() {
        return Err(Stop::Refused);
    }
    let nine: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
    Ok((nine.parse().map_err(|_| Stop::Refused)?, rest))
}

/// Minutes east of UTC.
fn offset(text: &str) -> Result<i64, Stop> {
    if text == "Z" {
        return Ok(0);
    }
    let sign = match text.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return Err(Stop::Refused),
    };
    let part = |from: usize, to: usize, limit: i64| -> Result<i64, Stop> {
        let digits = text.get(from..to).ok_or(Stop::Refused)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| plain && *number < limit);
        number.ok_or(Stop::Refused)
    };
    if text.len() != 6 || text.get(3..4) != Some(":") {
        return Err(Stop::Refused);
    }
    Ok(sign * (60 * part(1, 3, 24)? + part(4, 6, 60)?))
}
