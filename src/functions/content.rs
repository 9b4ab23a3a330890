//! What functions that read a file make of its bytes. Who calls them has read the file.

use super::hash::{base64, hex};
use crate::value::Value;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// Whether the function of that name makes something of the content of the file whose path is its only argument.
pub(crate) fn reads_file(name: &str) -> bool {
    of_content(name, &[]).is_some()
}

/// The result of a function of the path of a file that has this content. `None` where there is none, or no such function.
pub(crate) fn of_content(name: &str, bytes: &[u8]) -> Option<Value> {
    match name {
        "file" => std::str::from_utf8(bytes).ok().map(Value::string),
        "filebase64" => Some(base64(bytes)),
        "filebase64sha256" => Some(base64(&Sha256::digest(bytes))),
        "filebase64sha512" => Some(base64(&Sha512::digest(bytes))),
        "filemd5" => Some(hex(&Md5::digest(bytes))),
        "filesha1" => Some(hex(&Sha1::digest(bytes))),
        "filesha256" => Some(hex(&Sha256::digest(bytes))),
        "filesha512" => Some(hex(&Sha512::digest(bytes))),
        _ => None,
    }
}
