//! Hashes, and what is made of them.

use super::arguments::known;
use super::{Answer, Function};
use crate::convert::Stop;
use crate::value::Value;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write as _;
use uuid::Uuid;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::of_text("base64sha256", "the SHA-256 hash of the text, in Base64", |args| {
        Ok(base64(&Sha256::digest(&*known(args, 0)?)))
    }),
    Function::of_text("base64sha512", "the SHA-512 hash of the text, in Base64", |args| {
        Ok(base64(&Sha512::digest(&*known(args, 0)?)))
    }),
    Function::of_text("md5", "the MD5 hash of the text", |args| {
        Ok(hex(&Md5::digest(&*known(args, 0)?)))
    }),
    // Keys are no business of a linter; only what is certainly refused is said.
    Function::of_two_texts("rsadecrypt", "a text decrypted by a private key", |args| {
        super::encoding::decode(&known(args, 0)?)?;
        let key = known(args, 1)?;
        Err(if key.contains("-----BEGIN") { Stop::Unknown } else { Stop::Refused })
    }),
    Function::of_text("sha1", "the SHA-1 hash of the text", |args| {
        Ok(hex(&Sha1::digest(&*known(args, 0)?)))
    }),
    Function::of_text("sha256", "the SHA-256 hash of the text", |args| {
        Ok(hex(&Sha256::digest(&*known(args, 0)?)))
    }),
    Function::of_text("sha512", "the SHA-512 hash of the text", |args| {
        Ok(hex(&Sha512::digest(&*known(args, 0)?)))
    }),
    Function::of_two_texts("uuidv5", "the UUID of a name in a namespace", uuidv5),
];

pub(super) fn base64(bytes: &[u8]) -> Value {
    Value::string(STANDARD.encode(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> Value {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    Value::string(text)
}

fn uuidv5(args: &[Value]) -> Answer {
    let namespace = match &*known(args, 0)? {
        "dns" => Uuid::NAMESPACE_DNS,
        "url" => Uuid::NAMESPACE_URL,
        "oid" => Uuid::NAMESPACE_OID,
        "x500" => Uuid::NAMESPACE_X500,
        other => Uuid::parse_str(other).map_err(|_| Stop::Refused)?,
    };
    let name = known(args, 1)?;
    Ok(Value::string(Uuid::new_v5(&namespace, name.as_bytes()).to_string()))
}
