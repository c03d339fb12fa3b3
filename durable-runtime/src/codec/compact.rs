//! How the runtime writes what is its own, and what it knows the type of: a version byte, and then the fields in
//! their order, without names, as postcard does.

use std::cell::RefCell;

use serde::Serialize;
use serde::de::DeserializeOwned;

thread_local! {
    /// Where a value is written before it is known how long it is.
    static DRAFT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// How large a draft is that is kept for the next value.
const DRAFT_BYTES_MAX: usize = 64 * 1024;

/// Why bytes can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    OtherVersion(u8),
    Damaged(String),
}

/// The bytes of a value that can always be encoded: it is made of text, numbers and bytes.
pub(crate) fn encode_compact<T: Serialize + ?Sized>(version: u8, value: &T) -> Vec<u8> {
    DRAFT.with_borrow_mut(|draft| {
        let mut bytes = std::mem::take(draft);
        bytes.clear();
        bytes.push(version);
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
        Some((found, body)) if *found == version => match postcard::take_from_bytes(body) {
            Ok((value, [])) => Ok(value),
            Ok(_) => Err(Unread::Damaged("something follows it".to_owned())),
            Err(error) => Err(Unread::Damaged(error.to_string())),
        },
        Some((other, _)) => Err(Unread::OtherVersion(*other)),
        None => Err(Unread::Damaged("it is empty".to_owned())),
    }
}
