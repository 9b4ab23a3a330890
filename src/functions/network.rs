//! Functions on ranges of IP addresses.

use super::arguments::{integer, known, number, strings};
use super::{Answer, Function, Parameter};
use crate::convert::Stop;
use crate::value::{Kind, Value};
use std::net::{Ipv4Addr, Ipv6Addr};

const fn made(name: &'static str, doc: &'static str, parameters: &'static [Parameter]) -> Function {
    let compute = match parameters.len() {
        1 => netmask,
        2 => host,
        _ => subnet,
    };
    Function { name, doc, parameters, rest: None, result: Some(Kind::String), compute }
}

pub(super) const FUNCTIONS: &[Function] = &[
    made("cidrhost", "the address of a host in a network", &[Parameter::STRING, Parameter::NUMBER]),
    made("cidrnetmask", "the mask of a network", &[Parameter::STRING]),
    made(
        "cidrsubnet",
        "a network within a network",
        &[Parameter::STRING, Parameter::NUMBER, Parameter::NUMBER],
    ),
    Function {
        name: "cidrsubnets",
        doc: "networks one after the other within a network",
        parameters: &[Parameter::STRING],
        rest: Some(Parameter::NUMBER),
        result: Some(Kind::Sequence),
        compute: subnets,
    },
];

/// A range: its first address as a number, and the length of the prefix.
#[derive(Clone, Copy)]
struct Range {
    first: u128,
    prefix: u32,
    /// 32 or 128.
    bits: u32,
}

/// The lowest so many bits.
fn ones(bits: u32) -> u128 {
    if bits >= 128 { u128::MAX } else { (1 << bits) - 1 }
}

impl Range {
    fn parse(text: &str) -> Result<Self, Stop> {
        let (address, prefix) = text.split_once('/').ok_or(Stop::Refused)?;
        let (address, bits) = match four(address) {
            Some(address) => (u128::from(address), 32),
            None => (u128::from(address.parse::<Ipv6Addr>().map_err(|_| Stop::Refused)?), 128),
        };
        // How Go treats an IPv4 address that is written as one of IPv6 is not followed.
        if bits == 128 && address >> 32 == 0xffff {
            return Err(Stop::Unknown);
        }
        let digits = prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = prefix.parse::<u32>().ok().filter(|prefix| digits && *prefix <= bits);
        let prefix = prefix.ok_or(Stop::Refused)?;
        Ok(Self { first: address & !ones(bits - prefix), prefix, bits })
    }

    fn address(&self, number: u128) -> String {
        match u32::try_from(number) {
            Ok(number) if self.bits == 32 => Ipv4Addr::from(number).to_string(),
            _ => Ipv6Addr::from(number).to_string(),
        }
    }

    fn text(&self) -> String {
        format!("{}/{}", self.address(self.first), self.prefix)
    }

    fn last(&self) -> u128 {
        self.first | ones(self.bits - self.prefix)
    }
}

/// An IPv4 address, in which leading zeros do not count.
fn four(text: &str) -> Option<u32> {
    let mut address = 0_u32;
    let mut parts = 0;
    for part in text.split('.') {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.trim_start_matches('0');
        let number = if number.is_empty() { 0 } else { number.parse::<u8>().ok()? };
        address = (address << 8) | u32::from(number);
        parts += 1;
        if !digits || parts > 4 {
            return None;
        }
    }
    (parts == 4).then_some(address)
}

/// A whole number that may be larger than 64 bits; its sign apart.
fn whole(args: &[Value], position: usize) -> Result<(bool, u128), Stop> {
    let number = number(args, position)?;
    if !number.is_whole() {
        return Err(Stop::Refused);
    }
    let digits = number.to_digits(10);
    let value = digits.trim_start_matches('-').parse().map_err(|_| Stop::Unknown)?;
    Ok((number.is_negative(), value))
}

fn host(args: &[Value]) -> Answer {
    let (negative, number) = whole(args, 1)?;
    let range = Range::parse(&known(args, 0)?)?;
    let most = ones(range.bits - range.prefix);
    // Negative numbers count from the end.
    let number = if negative { number - 1 } else { number };
    if number > most {
        return Err(Stop::Refused);
    }
    let number = if negative { most - number } else { number };
    Ok(Value::string(range.address(range.first | number)))
}

fn netmask(args: &[Value]) -> Answer {
    let range = Range::parse(&known(args, 0)?)?;
    if range.bits != 32 {
        return Err(Stop::Refused);
    }
    Ok(Value::string(range.address(ones(32) & !ones(32 - range.prefix))))
}

fn subnet(args: &[Value]) -> Answer {
    let (bits, (negative, number)) = (integer(args, 1)?, whole(args, 2)?);
    let range = Range::parse(&known(args, 0)?)?;
    let prefix = i64::from(range.prefix).saturating_add(bits);
    if prefix > i64::from(range.bits) {
        return Err(Stop::Refused);
    }
    let (Ok(prefix), Ok(bits)) = (u32::try_from(prefix), u32::try_from(bits)) else {
        return Err(Stop::Unknown);
    };
    // What Terraform makes of a negative number is no address that anyone means.
    if negative {
        return Err(Stop::Unknown);
    }
    if number > ones(bits) {
        return Err(Stop::Refused);
    }
    let shift = range.bits - prefix;
    let first = range.first | number.checked_shl(shift).unwrap_or(0);
    Ok(Value::string(Range { first, prefix, ..range }.text()))
}

fn subnets(args: &[Value]) -> Answer {
    let range = Range::parse(&known(args, 0)?)?;
    // The library looks for the first subnet behind the one before the range, which for the first range of all lies at the
    // end of all addresses.
    if range.first == 0 && args.len() > 1 {
        return Err(Stop::Refused);
    }
    let mut next = Some(range.first);
    let mut texts = Vec::new();
    for position in 1..args.len() {
        let bits = integer(args, position)?;
        let bits = u32::try_from(bits).ok().filter(|bits| (1..=32).contains(bits));
        let prefix = range.prefix + bits.ok_or(Stop::Refused)?;
        if prefix > range.bits {
            return Err(Stop::Refused);
        }
        let size = ones(range.bits - prefix);
        // The next address at which a range of that size begins.
        let start = next.and_then(|next| next.checked_add(size)).map(|next| next & !size);
        let start = start.filter(|start| *start <= range.last()).ok_or(Stop::Refused)?;
        let subnet = Range { first: start, prefix, bits: range.bits };
        next = subnet.last().checked_add(1);
        texts.push(subnet.text());
    }
    Ok(strings(texts))
}
