//! Functions that encode strings.

use super::Function;
use super::arguments::known;
use crate::convert::Stop;
use crate::value::Value;
use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::of_text("base64decode", "the text that Base64 stands for", |args| {
        String::from_utf8(decode(&known(args, 0)?)?).map(Value::string).map_err(|_| Stop::Refused)
    }),
    Function::of_text("base64encode", "the text in Base64", |args| {
        Ok(Value::string(STANDARD.encode(&*known(args, 0)?)))
    }),
    // Which bytes come out depends on Go's compressor.
    Function::of_text("base64gzip", "the text, compressed, in Base64", |_| Err(Stop::Unknown)),
    Function::of_two_texts(
        "textdecodebase64",
        "the text that Base64 of an encoding stands for",
        |args| {
            let charset = charset(&known(args, 1)?)?;
            charset.decode(&decode(&known(args, 0)?)?).map(Value::string)
        },
    ),
    Function::of_two_texts("textencodebase64", "the text in an encoding, in Base64", |args| {
        let charset = charset(&known(args, 1)?)?;
        Ok(Value::string(STANDARD.encode(charset.encode(&known(args, 0)?)?)))
    }),
    Function::of_text("urlencode", "the text as a part of a URL", |args| {
        Ok(Value::string(urlencode(&known(args, 0)?)))
    }),
];

/// Go's decoder passes over line ends, needs the padding, and does not look at the bits that are left over.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Stop> {
    const GO: GeneralPurpose = GeneralPurpose::new(
        &ALPHABET,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
    );
    GO.decode(text.replace(['\r', '\n'], "")).map_err(|_| Stop::Refused)
}

/// As in the query of an address: a blank is `+`.
fn urlencode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            byte => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

enum Charset {
    Ascii,
    Latin1,
    Utf8,
    Utf16 { big_endian: bool },
}

/// The encodings that are computed here. Whether Terraform has another one is not known.
fn charset(name: &str) -> Result<Charset, Stop> {
    match name.to_ascii_lowercase().as_str() {
        "" => Err(Stop::Refused),
        "us-ascii" | "ascii" => Ok(Charset::Ascii),
        "iso-8859-1" | "latin1" => Ok(Charset::Latin1),
        "utf-8" => Ok(Charset::Utf8),
        "utf-16be" => Ok(Charset::Utf16 { big_endian: true }),
        "utf-16le" => Ok(Charset::Utf16 { big_endian: false }),
        _ => Err(Stop::Unknown),
    }
}

impl Charset {
    fn encode(&self, text: &str) -> Result<Vec<u8>, Stop> {
        let below = |limit: u32| {
            let byte = |c: char| u8::try_from(u32::from(c)).ok().filter(|_| u32::from(c) < limit);
            text.chars().map(byte).collect::<Option<_>>().ok_or(Stop::Refused)
        };
        match self {
            Self::Ascii => below(0x80),
            Self::Latin1 => below(0x100),
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Utf16 { big_endian: true } => {
                Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            }
            Self::Utf16 { big_endian: false } => {
                Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
            }
        }
    }

    fn decode(&self, bytes: &[u8]) -> Result<String, Stop> {
        let refused = |_| Stop::Refused;
        match self {
            Self::Ascii if !bytes.is_ascii() => Err(Stop::Refused),
            Self::Ascii | Self::Latin1 => Ok(bytes.iter().copied().map(char::from).collect()),
            Self::Utf8 => {
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| Stop::Refused)?;
                if text.contains('\u{fffd}') { Err(Stop::Refused) } else { Ok(text) }
            }
            Self::Utf16 { big_endian } => {
                let unit = |pair: &[u8]| match pair {
                    [a, b] if *big_endian => Ok(u16::from_be_bytes([*a, *b])),
                    [a, b] => Ok(u16::from_le_bytes([*a, *b])),
                    _ => Err(Stop::Refused),
                };
                let units = bytes.chunks(2).map(unit).collect::<Result<Vec<_>, _>>()?;
                String::from_utf16(&units).map_err(refused)
            }
        }
    }
}
