//! [`Json`]: text that is known to be JSON. Values that cross the boundary are kept as they came: inputs, outputs,
//! events and custom statuses.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{self, DeserializeOwned, DeserializeSeed, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::codec::{self, CodecError};
use crate::model::chain::debug_as_chain;

/// The depth to which JSON may be nested: `serde_json` reads no deeper one.
const DEPTH_MAX: usize = 127;

/// A JSON text, kept byte by byte as it was given.
///
/// ```
/// use durable_runtime::Json;
///
/// let json: Json = r#"{"repo": "rust-lang/rust"}"#.parse()?;
/// assert_eq!(json.as_str(), r#"{"repo": "rust-lang/rust"}"#);
/// assert!(Json::of(&f64::NAN).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Json(Arc<str>);

/// The reason why something is not JSON, or is not of the requested type.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JsonError(String);

debug_as_chain!(JsonError);

impl JsonError {
    /// The same error with the name of what it is about.
    pub(crate) fn about(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl Json {
    /// The JSON that `value` serializes to.
    ///
    /// # Errors
    /// If JSON can't express it, or would turn it into another value: NaN and infinities (which `serde_json` would turn
    /// into `null`), nested options, keys that aren't text. So is what is nested more than 127 levels, which nothing reads.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, JsonError> {
        Self::checked(value, codec::check_json_safe(value))
    }

    /// The JSON of a value that is read back in place of this one: it may not share anything that can change.
    pub(crate) fn of_alone<T: Serialize + ?Sized>(value: &T) -> Result<Self, JsonError> {
        Self::checked(value, codec::check_json_safe_alone(value))
    }

    fn checked<T: Serialize + ?Sized>(
        value: &T,
        safe: Result<(), CodecError>,
    ) -> Result<Self, JsonError> {
        safe.map_err(|error| JsonError(error.to_string()))?;
        let text = serde_json::to_string(value).map_err(|error| JsonError(error.to_string()))?;
        check_depth(&text)?;
        Ok(Self(text.into()))
    }

    /// `null`.
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the text as a `T`.
    ///
    /// # Errors
    /// If the text is no `T`; the message names the place in the text.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        self.decode_seed(PhantomData)
    }

    pub(crate) fn decode_seed<'de, S: DeserializeSeed<'de>>(
        &'de self,
        seed: S,
    ) -> Result<S::Value, JsonError> {
        let mut track = serde_path_to_error::Track::new();
        let mut reader = serde_json::Deserializer::from_str(&self.0);
        seed.deserialize(serde_path_to_error::Deserializer::new(
            &mut reader,
            &mut track,
        ))
        .map_err(|error| {
            let (path, text) = (track.path().to_string(), error.to_string());
            // The reader of parameters names a parameter that doesn't fit, too.
            let is_named = text.starts_with(&format!("parameter `{path}`"));
            JsonError(if path == "." || is_named {
                text
            } else {
                format!("at `{path}`: {text}")
            })
        })
    }

    /// The text as a tree of values.
    ///
    /// # Panics
    /// If it is nested more than 127 levels. No text that is parsed is, and nothing that [`Json::of`] gives; but what is made
    /// from a [`serde_json::Value`] may be.
    pub fn to_value(&self) -> serde_json::Value {
        self.value()
            .unwrap_or_else(|error| panic!("this JSON can't be a tree of values: {error}"))
    }

    pub(crate) fn value(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// Whether another text is the same JSON, apart from its spaces, the order of its keys, and the escapes of its
    /// strings. Numbers are compared as they are written.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        fn same(one: &RawValue, other: &RawValue) -> bool {
            fn read<'a, T: Deserialize<'a>>(value: &'a RawValue) -> Option<T> {
                serde_json::from_str(value.get()).ok()
            }
            type Object<'a> = BTreeMap<String, &'a RawValue>;
            if one.get() == other.get() {
                return true;
            }
            if let Some(one) = read::<Object<'_>>(one) {
                return read::<Object<'_>>(other).is_some_and(|other| {
                    let mut both = one.iter().zip(&other);
                    one.len() == other.len() && both.all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
                });
            }
            if let Some(one) = read::<Vec<&RawValue>>(one) {
                return read::<Vec<&RawValue>>(other).is_some_and(|other| {
                    let mut both = one.iter().zip(&other);
                    one.len() == other.len() && both.all(|(a, b)| same(a, b))
                });
            }
            read::<String>(one).is_some_and(|one| read(other) == Some(one))
        }
        let raw = |json: &Self| RawValue::from_string(json.0.trim().to_owned()).ok();
        self == other
            || raw(self)
                .zip(raw(other))
                .is_some_and(|(one, other)| same(&one, &other))
    }

    /// A parameter in an input, as the function's start reads it. `is_only` tells whether there is no other one. A parameter
    /// that was not given is `null`.
    pub(crate) fn argument(&self, parameter: &str, is_only: bool) -> Option<Self> {
        type Object<'a> = BTreeMap<String, &'a RawValue>;
        if is_only {
            return Some(self.clone());
        }
        if let Ok(mut given) = serde_json::from_str::<Object<'_>>(&self.0) {
            let given = given.remove(parameter);
            return Some(given.map_or_else(Self::null, |given| Self(given.get().into())));
        }
        self.unwrapped()?.argument(parameter, is_only)
    }

    /// Reads an input or a parameter as a `T`, also from a string that holds it as JSON.
    pub(crate) fn decode_argument<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        self.decode().or_else(|error| match self.unwrapped() {
            Some(inner) => inner.decode(),
            None => Err(error),
        })
    }

    /// The JSON inside of a string, if this is a string that holds JSON.
    ///
    /// Durable Functions' Python client encodes its bodies twice.
    pub(crate) fn unwrapped(&self) -> Option<Self> {
        serde_json::from_str::<String>(&self.0).ok()?.parse().ok()
    }
}

/// Fails if a JSON text is nested deeper than can be read.
fn check_depth(text: &str) -> Result<(), JsonError> {
    // Each level is two bytes.
    if text.len() <= 2 * DEPTH_MAX {
        return Ok(());
    }
    let mut depth = 0_usize;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(JsonError(format!(
                "JSON that is nested more than {DEPTH_MAX} levels can't be read"
            )));
        }
    }
    Ok(())
}

fn skip_string(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

impl std::str::FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str::<serde_json::Value>(text)
            .map_err(|error| JsonError(format!("this is no JSON: {error}")))?;
        Ok(Self(text.into()))
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name by which `serde_json` knows that a text is to be written and read verbatim. It is the name that
/// `serde_json::value::RawValue` uses; a test below checks that.
const RAW: &str = "$serde_json::private::RawValue";

/// Whether a serializer or deserializer with errors of type `E` is that of the storage encoding, which keeps the text
/// as a text. The error tells the format through all of serde's adapters; it is not `'static`, so only its name can be
/// asked for.
pub(crate) fn is_storage<E>() -> bool {
    std::any::type_name::<E>() == std::any::type_name::<CodecError>()
}

impl Serialize for Json {
    /// Serializes as the JSON that it is, and not as a string that holds it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_storage::<S::Error>() || !serializer.is_human_readable() {
            return serializer.serialize_str(&self.0);
        }
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, &*self.0)?;
        raw.end()
    }
}

impl<'de> Deserialize<'de> for Json {
    /// Deserializes any JSON, and from a JSON text the very text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if is_storage::<D::Error>() || !deserializer.is_human_readable() {
            // It was written by `Serialize` from a valid text. It is parsed again, for a store can be damaged, and an
            // invalid text must not reach an HTTP answer.
            let text = String::deserialize(deserializer)?;
            serde_json::from_str::<de::IgnoredAny>(&text).map_err(de::Error::custom)?;
            return Ok(Self(text.into()));
        }
        deserializer.deserialize_newtype_struct(RAW, RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    /// `serde_json` passes the text under the name that it was asked by.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((name, text)) if name == RAW => {
                check_depth(&text).map_err(de::Error::custom)?;
                Ok(Json(text.into()))
            }
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }

    /// Everything else, including serde's own buffers, passes a value.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Json, D::Error> {
        serde_json::Value::deserialize(inner).map(Json::from)
    }
}

/// A value as `serde_json::json!` makes it, for expansions.
#[doc(hidden)]
pub fn json_value<T: Serialize + ?Sized>(value: &T) -> serde_json::Value {
    serde_json::to_value(value)
        .expect("`json!` panics, too, where a value can't be written as JSON")
}

/// A key as `serde_json::json!` makes it, for expansions.
#[doc(hidden)]
pub fn json_key(key: impl Into<String>) -> String {
    key.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neither the order of the keys nor the numbers would survive a tree of values.
    const TEXT: &str = r#"{"b": 1.0e400, "a": [true, null, "x"]}"#;

    fn json() -> Json {
        Json(TEXT.into())
    }

    #[test]
    fn it_is_written_into_json_as_it_stands_and_read_back_as_it_stands() {
        let written = serde_json::to_string(&vec![json()]).unwrap();
        assert_eq!(written, format!("[{TEXT}]"));
        let read: Vec<Json> = serde_json::from_str(&written).unwrap();
        assert_eq!(read, [json()]);
        assert_eq!(json().decode::<Json>().unwrap(), json());
    }

    fn nested(depth: usize) -> serde_json::Value {
        // What is in a string is no level.
        let inner = serde_json::json!("\\\"[[{");
        (0..depth).fold(inner, |inner, _| serde_json::json!([inner]))
    }

    #[test]
    fn what_is_accepted_can_be_read() {
        let deepest = nested(DEPTH_MAX);
        let json = Json::of(&deepest).unwrap();
        assert_eq!(json.to_value(), deepest);
        assert_eq!(json.decode::<serde_json::Value>().unwrap(), deepest);
        assert_eq!(json.decode::<Json>().unwrap(), json);
        let within = Json::of(&[json]).unwrap_err();
        assert!(within.to_string().contains("127 levels"), "{within}");
        for depth in [DEPTH_MAX + 1, DEPTH_MAX + 2, 200] {
            let deeper = nested(depth);
            Json::of(&deeper).unwrap_err();
            let text = deeper.to_string();
            text.parse::<Json>().unwrap_err();
            serde_json::from_str::<Json>(&text).unwrap_err();
        }
        let wide = vec![nested(DEPTH_MAX - 1); 3];
        Json::of(&wide).unwrap();
    }

    #[test]
    #[should_panic(expected = "can't be a tree of values")]
    fn a_tree_that_can_not_be_read_is_no_null() {
        Json::from(nested(DEPTH_MAX + 1)).to_value();
    }

    #[test]
    fn texts_that_say_the_same_are_told_from_others() {
        #[track_caller]
        fn check(one: &str, other: &str, same: bool) {
            let (one, other): (Json, Json) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(one.says_the_same(&other), same);
            assert_eq!(other.says_the_same(&one), same);
        }
        let written = r#"{"item":"tea","counts":[1,{"a":null,"b":true}]}"#;
        let spaced = r#" { "counts": [1, {"b": true, "a": null}], "item": "te\u0061" } "#;
        check(written, spaced, true);
        check(written, r#"{"item":"tea"}"#, false);
        check(r#"{"a": 1}"#, r#"{"b": 1}"#, false);
        check("[1, 2]", "[2, 1]", false);
        check("[1]", "[1, 2]", false);
        check("1", "1.0", false);
        // A tree of values would take both for the same float.
        check(
            "[1180591620717411303424]",
            "[1180591620717411303425]",
            false,
        );
        check(r#""null""#, "null", false);
        check("{}", "[]", false);
    }

    #[test]
    fn the_storage_encoding_keeps_the_text() {
        let bytes = codec::encode(&json()).unwrap();
        assert_eq!(codec::decode::<Json>(&bytes).unwrap(), json());
    }

    #[test]
    fn it_is_read_from_a_tree_of_values_and_within_an_untagged_type() {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(u8),
            Other(Json),
        }
        let value = serde_json::json!({"a": [1]});
        let json: Json = serde_json::from_value(value).unwrap();
        assert_eq!(json.as_str(), r#"{"a":[1]}"#);
        let Either::Other(other) = serde_json::from_str(r#"{"a": [1]}"#).unwrap() else {
            panic!("not a number");
        };
        assert_eq!(other.as_str(), r#"{"a":[1]}"#);
        assert!(matches!(
            serde_json::from_str("7").unwrap(),
            Either::Number(7)
        ));
    }

    #[test]
    fn a_stored_text_that_was_damaged_is_an_error() {
        let damaged = Json("{".into());
        let bytes = codec::encode(&damaged).unwrap();
        assert!(codec::decode::<Json>(&bytes).is_err());
    }
}
