//! The encoding of the values that the runtime stores for itself: locals and the results of operations.
//!
//! It is *faithful*: a value comes back equal, or saving it is an error that gives the reason. JSON cannot promise that
//! (`NaN`, `Some(None)`, maps with tuples as keys, `i128`), and formats that do not describe themselves cannot read
//! untagged, internally tagged and flattened types. So this format is binary, describes itself, and distinguishes
//! values that JSON writes alike: unit, `None` and `Some`; the widths of floats; bytes and sequences; enum variants and
//! strings. `docs/storage-format.md` has the table of tags.
//!
//! - [`encode()`] and [`decode()`] are the format itself. Encoding refuses shared values that can change;
//!   [`encode_copy`] refuses all values that can change, for the original remains in use.
//! - [`encode_verified`] also reads back what it wrote. It finds the types that do not read what they write, which no
//!   format can find while writing. [`require_equal`] is its last step, for values that are read with [`decode_seed`].
//! - [`to_display_json`] shows stored bytes to a person, and [`check_json_safe`] says whether JSON
//!   can carry a value unchanged.
//!
//! - [`encode_compact`] and [`decode_compact`] are for the runtime's own types; [`encode_sealed`] adds a checksum.
//!
//! Values that cross the boundary to the outside (inputs, outputs, events) are JSON and do not live here.

mod compact;
mod decode;
mod encode;
mod error;
mod intern;
mod json;
#[cfg(feature = "lock")]
mod oracle;
mod sharing;
mod tree;
mod verify;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use self::compact::{
    CHECKSUM_BYTES, Unread, decode_beginning, decode_compact, decode_fields, encode_compact,
    encode_sealed, seal_bytes, unseal,
};
pub(crate) use self::decode::{decode, decode_held, decode_seed};
pub(crate) use self::encode::{encode, encode_copy, encode_snapshot};
pub(crate) use self::error::CodecError;
pub(crate) use self::json::{
    check_json_safe, check_json_safe_alone, decode_json, display, display_beginning, encode_json,
    to_display_json,
};
#[cfg(feature = "lock")]
pub(crate) use self::oracle::{Answer, Ask, Kind, Oracle, asking};
pub(crate) use self::sharing::hides_nothing;
#[cfg(feature = "lock")]
pub(crate) use self::sharing::short;
pub(crate) use self::tree::{Node, beginning, parse};
pub(crate) use self::verify::{encode_verified, require_equal, require_unchanged, verify};
pub(crate) use self::wire::Integer;
