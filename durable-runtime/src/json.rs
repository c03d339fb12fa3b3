//! [`Json`]: text that is known to be JSON. What crosses the boundary is kept as it came: inputs,
//! outputs, events and custom statuses.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{self, DeserializeOwned, DeserializeSeed};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec;

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

/// Why something is not JSON, or is not the JSON that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JsonError(String);

impl Json {
    /// What `value` serializes to.
    ///
    /// # Errors
    /// If JSON has no way to say it, or would say something else: NaN and infinities (which
    /// `serde_json` would turn into `null`), nested options, keys that aren't text.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, JsonError> {
        codec::check_json_safe(value).map_err(|error| JsonError(error.to_string()))?;
        let text = serde_json::to_string(value).map_err(|error| JsonError(error.to_string()))?;
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
    /// If it isn't one; the message names the place in the text.
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
            let path = track.path().to_string();
            JsonError(if path == "." {
                error.to_string()
            } else {
                format!("at `{path}`: {error}")
            })
        })
    }

    /// The text as a tree of values.
    pub fn to_value(&self) -> serde_json::Value {
        // The text was validated when this was made; the one thing left is serde_json's limit on
        // depth, which the same parser enforced then.
        serde_json::from_str(&self.0).unwrap_or(serde_json::Value::Null)
    }

    /// When this is a string that holds JSON, the JSON that it holds.
    ///
    /// Durable Functions' Python client encodes its bodies twice.
    pub(crate) fn unwrapped(&self) -> Option<Self> {
        serde_json::from_str::<String>(&self.0).ok()?.parse().ok()
    }
}

impl std::str::FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str::<serde_json::Value>(text)
            .map_err(|error| JsonError(error.to_string()))?;
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

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Written by `Serialize` above from a text that was valid; parsed again all the same, for
        // a store can be damaged, and an invalid text must not reach an HTTP answer.
        let text = String::deserialize(deserializer)?;
        serde_json::from_str::<de::IgnoredAny>(&text).map_err(de::Error::custom)?;
        Ok(Self(text.into()))
    }
}
