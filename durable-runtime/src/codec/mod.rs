//! The encoding of what the runtime stores for itself: locals and the results of operations.
//!
//! It is *faithful*: what a type serializes comes back equal, or saving it is an error that says
//! why. JSON cannot promise that (`NaN`, `Some(None)`, maps whose keys are tuples, `i128`), and
//! formats that do not describe themselves cannot read untagged, internally tagged and flattened
//! types. So this format is binary, describes itself, and keeps apart what JSON makes one: unit,
//! `None` and `Some`; the widths of floats; bytes and sequences; enum variants and strings.
//! `docs/storage-format.md` has the table of tags.
//!
//! - [`encode()`], [`encode_into`] and [`decode()`] are the format itself.
//! - [`encode_verified`] also reads back what it wrote. It finds the types that do not read what
//!   they write, which no format can find while writing.
//!   [`require_equal`] is its last step, for what is read with [`decode_seed`].
//! - [`to_display_json`] shows stored bytes to a person, and [`check_json_safe`] says whether JSON
//!   can carry a value unchanged.
//!
//! - [`encode_compact`] and [`decode_compact`] are for what is the runtime's own; [`encode_sealed`] adds a checksum.
//!
//! What crosses the boundary to the outside (inputs, outputs, events) is JSON and does not live
//! here.

mod compact;
mod decode;
mod encode;
mod error;
mod intern;
mod json;
mod sharing;
mod tree;
mod verify;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use self::compact::{
    Unread, decode_compact, decode_fields, encode_compact, encode_sealed, seal_bytes, unseal,
};
pub(crate) use self::decode::{decode, decode_seed};
pub(crate) use self::encode::{encode, encode_seen_by_others};
pub(crate) use self::error::CodecError;
pub(crate) use self::json::{check_json_safe, display, display_beginning, to_display_json};
pub(crate) use self::tree::{Node, beginning, parse};
pub(crate) use self::verify::{encode_verified, require_equal, verify};
pub(crate) use self::wire::Integer;
