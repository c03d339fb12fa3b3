//! The encoding of the runtime's own values, for which the type is known: a version byte, and then the fields in their
//! order, without names, as postcard writes them. A *sealed* value has a checksum after the version byte, so that a
//! damaged row is detected and not read as another one.

use std::cell::RefCell;

use serde::Serialize;
use serde::de::DeserializeOwned;

thread_local! {
    /// A buffer for values of unknown length.
    static DRAFT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The largest buffer that is kept for the next value.
const DRAFT_BYTES_MAX: usize = 64 * 1024;

/// The reason why bytes can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    OtherVersion(u8),
    Damaged(String),
}

/// The number of bytes of a checksum.
pub(crate) const CHECKSUM_BYTES: usize = 4;

/// Encodes a value that can always be encoded: it is made of text, numbers and bytes.
pub(crate) fn encode_compact<T: Serialize + ?Sized>(version: u8, value: &T) -> Vec<u8> {
    encode_after(&[version], value)
}

/// Encodes such a value with a checksum after the version.
pub(crate) fn encode_sealed<T: Serialize + ?Sized>(version: u8, value: &T) -> Vec<u8> {
    let mut bytes = encode_after(&[version, 0, 0, 0, 0], value);
    seal(&mut bytes);
    bytes
}

/// Seals bytes without encoding them.
pub(crate) fn seal_bytes(version: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + CHECKSUM_BYTES + body.len());
    bytes.extend_from_slice(&[version, 0, 0, 0, 0]);
    bytes.extend_from_slice(body);
    seal(&mut bytes);
    bytes
}

/// Writes the checksum of the bytes that follow it.
fn seal(bytes: &mut [u8]) {
    let (head, body) = bytes.split_at_mut(1 + CHECKSUM_BYTES);
    let checksum = checksum(head[0], body);
    head[1..].copy_from_slice(&checksum);
}

/// The checksum of a version and a body. It covers the version, so that a changed version is detected. Up to version 3
/// it did not.
fn checksum(version: u8, body: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = crc32fast::Hasher::new();
    if version > 3 {
        hasher.update(&[version]);
    }
    hasher.update(body);
    hasher.finalize().to_le_bytes()
}

/// The sealed body that follows a version byte. `bytes` begins after that byte.
pub(crate) fn unseal(version: u8, bytes: &[u8]) -> Result<&[u8], Unread> {
    let Some((found, body)) = bytes.split_first_chunk::<CHECKSUM_BYTES>() else {
        return Err(Unread::Damaged("it is too short".to_owned()));
    };
    if checksum(version, body) == *found {
        Ok(body)
    } else {
        Err(Unread::Damaged("its checksum differs".to_owned()))
    }
}

fn encode_after<T: Serialize + ?Sized>(head: &[u8], value: &T) -> Vec<u8> {
    DRAFT.with_borrow_mut(|draft| {
        let mut bytes = std::mem::take(draft);
        bytes.clear();
        bytes.extend_from_slice(head);
        let bytes = postcard::to_extend(value, bytes)
            .expect("text, numbers and bytes can always be encoded");
        let exact = bytes.as_slice().to_vec();
        if bytes.capacity() <= DRAFT_BYTES_MAX {
            *draft = bytes;
        }
        exact
    })
}

pub(crate) fn decode_compact<T: DeserializeOwned>(version: u8, bytes: &[u8]) -> Result<T, Unread> {
    match bytes.split_first() {
        Some((found, body)) if *found == version => decode_fields(body),
        Some((other, _)) => Err(Unread::OtherVersion(*other)),
        None => Err(Unread::Damaged("it is empty".to_owned())),
    }
}

/// Decodes the first fields of a value of [`encode_compact`]; what follows them is not looked at.
pub(crate) fn decode_beginning<T: DeserializeOwned>(
    version: u8,
    bytes: &[u8],
) -> Result<T, Unread> {
    match bytes.split_first() {
        Some((found, body)) if *found == version => postcard::take_from_bytes(body)
            .map(|(value, _)| value)
            .map_err(|error| Unread::Damaged(error.to_string())),
        Some((other, _)) => Err(Unread::OtherVersion(*other)),
        None => Err(Unread::Damaged("it is empty".to_owned())),
    }
}

/// Decodes the fields of a value that has no version byte.
pub(crate) fn decode_fields<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unread> {
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(Unread::Damaged("bytes follow it".to_owned())),
        Err(error) => Err(Unread::Damaged(error.to_string())),
    }
}
