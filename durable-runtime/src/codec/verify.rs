//! The check that a value survives the round trip: a value is saved only if its type reads it back.
//!
//! A serializer sees what a type writes and never what it reads. An untagged `enum U { F(f64),
//! I(u8) }` writes `I(3)` as an integer and reads it as `F(3.0)`; serde's buffer for flattened
//! types cannot hold an `i128`. Both are found only by reading what was written.

use serde::{Deserialize, Serialize};

use super::error::CodecError;
use super::tree::{self, Node};
use super::{decode, encode, sharing};

/// Encodes a value, decodes it and encodes it again, and fails unless both encodings say the same.
///
/// They say the same if they are equal, or if they are equal once the entries of maps and the elements of sequences are
/// sorted: a `HashMap` or `HashSet` iterates in another order after it has been rebuilt.
///
/// Two different values that are written alike cannot be distinguished: a field with `#[serde(skip)]` comes back as its
/// default.
pub(crate) fn encode_verified<T: Serialize + Deserialize<'static>>(
    value: &T,
) -> Result<Vec<u8>, CodecError> {
    let bytes = encode(value)?;
    verify::<T>(&bytes)?;
    Ok(bytes)
}

/// The second half of [`encode_verified`]: fails unless an encoded `T` comes back as it was.
pub(crate) fn verify<T: Serialize + Deserialize<'static>>(bytes: &[u8]) -> Result<(), CodecError> {
    if is_plain::<T>() {
        return Ok(());
    }
    let back: T = decode(bytes).map_err(|error| error.because(WOULD_CHANGE))?;
    let again = encode(&back).map_err(|error| error.because(WOULD_CHANGE))?;
    require_equal(bytes, &again)
}

/// Whether every value of this type is known to come back: numbers, text and the like, for which the encoding is exact.
/// The names are the compiler's; a type with an unexpected name is checked, which costs a little and is never wrong.
fn is_plain<T>() -> bool {
    sharing::is_plain(std::any::type_name::<T>())
}

/// Fails unless two encodings say the same in the sense of [`encode_verified`]: the saved bytes, and the bytes of the
/// value that was read back and encoded again.
pub(crate) fn require_equal(saved: &[u8], again: &[u8]) -> Result<(), CodecError> {
    require_unchanged(saved, again).map_err(|error| error.because(WOULD_CHANGE))
}

/// Fails unless two encodings say the same, and names the place where they don't.
pub(crate) fn require_unchanged(before: &[u8], after: &[u8]) -> Result<(), CodecError> {
    if before == after {
        return Ok(());
    }
    first_difference(&tree::parse(before)?, &tree::parse(after)?).map_or(Ok(()), Err)
}

const WOULD_CHANGE: &str = "the value would not come back as it was";

/// The first difference between the two other than their order, with its path.
fn first_difference(saved: &Node<'_>, read: &Node<'_>) -> Option<CodecError> {
    if in_one_order(saved.clone()) == in_one_order(read.clone()) {
        return None;
    }
    let inner = match (saved, read) {
        (Node::Some(saved), Node::Some(read)) => first_difference(saved, read),
        (Node::Variant(name, saved), Node::Variant(read_name, read)) if name == read_name => {
            first_difference(saved, read)
        }
        (Node::Seq(saved), Node::Seq(read)) if saved.len() == read.len() => (0..saved.len())
            .find_map(|index| {
                first_difference(&saved[index], &read[index]).map(|error| error.inside_index(index))
            }),
        (Node::Map(saved), Node::Map(read)) => saved.iter().find_map(|(key, value)| {
            let (_, read_value) = read.iter().find(|(read_key, _)| read_key == key)?;
            first_difference(value, read_value).map(|error| tree::inside(error, key))
        }),
        _ => None,
    };
    Some(inner.unwrap_or_else(|| describe(saved, read)))
}

fn describe(saved: &Node<'_>, read: &Node<'_>) -> CodecError {
    let (saved, read) = (saved.kind(), read.kind());
    CodecError::new(if saved == read {
        format!("{read} has another content afterwards")
    } else {
        format!("{saved} is {read} afterwards")
    })
}

fn in_one_order(node: Node<'_>) -> Node<'_> {
    match node {
        Node::Some(inner) => Node::Some(Box::new(in_one_order(*inner))),
        Node::Variant(name, payload) => Node::Variant(name, Box::new(in_one_order(*payload))),
        Node::Seq(elements) => {
            let mut elements: Vec<_> = elements.into_iter().map(in_one_order).collect();
            elements.sort_unstable();
            Node::Seq(elements)
        }
        Node::Map(entries) => {
            let in_order = |(key, value)| (in_one_order(key), in_one_order(value));
            let mut entries: Vec<_> = entries.into_iter().map(in_order).collect();
            entries.sort_unstable();
            Node::Map(entries)
        }
        leaf => leaf,
    }
}
