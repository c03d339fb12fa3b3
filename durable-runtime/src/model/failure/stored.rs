//! The stored form of a failure: its parts by name, the sources as a list. In the storage encoding they are in `inner`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Failure;
use super::error::{Cause, FailureError};
use crate::model::json::{Json, is_storage};

#[derive(Serialize)]
struct Written<'a> {
    message: &'a str,
    type_name: &'a str,
    sources: Vec<&'a str>,
    data: &'a Option<Json>,
    terminal: bool,
    retry_after: Option<Duration>,
}

#[derive(Deserialize)]
struct Read {
    message: String,
    type_name: String,
    sources: Vec<String>,
    data: Option<Json>,
    terminal: bool,
    retry_after: Option<Duration>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Failure")]
struct Within<T> {
    inner: T,
}

/// The JSON forms, including those of older programs.
#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    Bare(Read),
    Within(Within<Read>),
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = Written {
            message: &self.inner.message,
            type_name: &self.inner.type_name,
            sources: self.sources().collect(),
            data: &self.inner.data,
            terminal: self.inner.terminal,
            retry_after: self.inner.retry_after,
        };
        if is_storage::<S::Error>() || !serializer.is_human_readable() {
            Within { inner }.serialize(serializer)
        } else {
            inner.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Failure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = if is_storage::<D::Error>() || !deserializer.is_human_readable() {
            Within::deserialize(deserializer)?.inner
        } else {
            match Either::deserialize(deserializer)? {
                Either::Bare(read) => read,
                Either::Within(within) => within.inner,
            }
        };
        let mut inner = FailureError::new(&read.type_name, read.message);
        inner.source = Cause::chain(read.sources);
        inner.data = read.data;
        inner.terminal = read.terminal;
        inner.retry_after = read.retry_after;
        Ok(Self {
            inner: Box::new(inner),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;

    fn failure() -> Failure {
        let failure = Failure::terminal("declined").context("order 7 was not paid");
        failure
            .retry_after(Duration::from_secs(2))
            .with_data(&7)
            .unwrap()
    }

    #[test]
    fn json_says_its_parts_and_is_read_back() {
        let json = serde_json::to_value(failure()).unwrap();
        assert_eq!(json["message"], "order 7 was not paid");
        assert_eq!(json["sources"][0], "declined");
        assert_eq!(json["data"], 7);
        assert_eq!(serde_json::from_value::<Failure>(json).unwrap(), failure());
    }

    #[test]
    fn json_of_an_older_program_is_read() {
        let json = serde_json::json!({ "inner": failure() });
        assert_eq!(serde_json::from_value::<Failure>(json).unwrap(), failure());
    }

    #[test]
    fn the_storage_encodings_keep_it_as_they_always_have() {
        let bytes = codec::encode(&failure()).unwrap();
        assert_eq!(codec::decode::<Failure>(&bytes).unwrap(), failure());
        let json = codec::to_display_json(&bytes).unwrap();
        assert_eq!(json["inner"]["sources"][0], "declined");
        let bytes = codec::encode_compact(1, &failure());
        assert!(codec::decode_compact::<Failure>(1, &bytes).is_ok_and(|read| read == failure()));
    }
}
