//! [`Body`]: the bytes of a request or of a response, stored as a text where they are one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that are shown as a text in histories and in the stack of an instance, if they are one.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Body(pub(crate) Vec<u8>);

/// The stored form.
#[derive(Serialize, Deserialize)]
enum Stored<'a> {
    Text(Cow<'a, str>),
    Bytes(Bytes<'a>),
}

/// Bytes that are no text. In JSON, which an instance's result goes through, they are an array.
struct Bytes<'a>(Cow<'a, [u8]>);

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = match str::from_utf8(&self.0) {
            Ok(text) => Stored::Text(Cow::Borrowed(text)),
            Err(_) => Stored::Bytes(Bytes(Cow::Borrowed(&self.0))),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Text(text) => Self(text.into_owned().into_bytes()),
            Stored::Bytes(bytes) => Self(bytes.0.into_owned()),
        })
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyForm;

        impl<'de> Visitor<'de> for AnyForm {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<u8>, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = items.next_element()? {
                    bytes.push(byte);
                }
                Ok(bytes)
            }
        }

        let bytes = deserializer.deserialize_byte_buf(AnyForm)?;
        Ok(Self(Cow::Owned(bytes)))
    }
}
