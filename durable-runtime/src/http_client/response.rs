//! [`Response`]: what the server answered.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::http_client::body::Body;
use crate::model::failure::{Failure, Result};

/// The type name of the failure of [`Response::error_for_status`].
const STATUS_ERROR: &str = "durable_runtime::http::StatusError";

/// The response to a request, with its whole body. It can be stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    #[serde(with = "status_code")]
    status: StatusCode,
    url: String,
    #[serde(with = "header_map")]
    headers: HeaderMap,
    body: Body,
}

impl Response {
    pub(crate) fn new(status: StatusCode, url: String, headers: HeaderMap, body: Vec<u8>) -> Self {
        let body = Body(body);
        Self {
            status,
            url,
            headers,
            body,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The URL that has answered, after redirects and polls.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The body.
    pub fn bytes(&self) -> &[u8] {
        &self.body.0
    }

    /// The body as a text. Bytes that are no UTF-8 become `�`.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body.0).into_owned()
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    /// If it is no JSON, or no `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let unfit = |error: &dyn std::fmt::Display| {
            let (type_name, url) = (std::any::type_name::<T>(), shown(&self.url));
            Failure::new(format!(
                "the response of {url} is no `{type_name}` in JSON: {error}"
            ))
        };
        let mut json = serde_json::Deserializer::from_slice(&self.body.0);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| unfit(&error))?;
        json.end().map_err(|error| unfit(&error))?;
        Ok(value)
    }

    /// The response itself, or a [`Failure`] if its status is of a client error (4xx) or of a server error (5xx).
    ///
    /// # Errors
    /// If the status is one of those. The failure's [`data`](Failure::data) is the status, as a `u16`.
    pub fn error_for_status(self) -> Result<Self> {
        let kind = if self.status.is_client_error() {
            "client"
        } else if self.status.is_server_error() {
            "server"
        } else {
            return Ok(self);
        };
        let (status, url) = (self.status, shown(&self.url));
        let message = format!("HTTP status {kind} error ({status}) for {url}");
        let failure = Failure::named(STATUS_ERROR, message);
        let with_status = failure.clone().with_data(&status.as_u16());
        Err(with_status.unwrap_or(failure))
    }
}

/// A URL as failures show it: without the query, which may hold a key.
pub(crate) fn shown(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

/// A status is stored as its number.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "it is how serde passes it"
)]
mod status_code {
    use reqwest::StatusCode;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        status: &StatusCode,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(status.as_u16())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<StatusCode, D::Error> {
        StatusCode::from_u16(u16::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Headers are stored as pairs of texts. A byte that isn't ASCII is the character of its number, as in ISO 8859-1.
mod header_map {
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        headers: &HeaderMap,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(headers.iter().map(|(name, value)| {
            let value: String = value.as_bytes().iter().copied().map(char::from).collect();
            (name.as_str(), value)
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<HeaderMap, D::Error> {
        let mut headers = HeaderMap::new();
        for (name, value) in Vec::<(String, String)>::deserialize(deserializer)? {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(D::Error::custom)?;
            let bytes: Result<Vec<u8>, _> = value.chars().map(u8::try_from).collect();
            let bytes = bytes.map_err(D::Error::custom)?;
            let value = HeaderValue::from_bytes(&bytes).map_err(D::Error::custom)?;
            headers.append(name, value);
        }
        Ok(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;

    fn response(status: u16, body: &[u8]) -> Response {
        let mut headers = HeaderMap::new();
        for (name, value) in [("b", &b"1"[..]), ("a", b"caf\xe9"), ("b", b"2")] {
            headers.append(name, value.try_into().unwrap());
        }
        let url = "http://localhost/x?code=hunter2".to_owned();
        Response::new(status.try_into().unwrap(), url, headers, body.to_vec())
    }

    #[test]
    fn a_response_is_stored_as_it_is() {
        for body in [&b""[..], b"text", b"\xff\x00"] {
            let stored = response(299, body);
            let bytes = codec::encode(&stored).unwrap();
            let back: Response = codec::decode(&bytes).unwrap();
            assert_eq!(back, stored);
            assert_eq!(codec::encode(&back).unwrap(), bytes);
            let json = serde_json::to_string(&stored).unwrap();
            assert_eq!(serde_json::from_str::<Response>(&json).unwrap(), stored);
        }
    }

    #[test]
    fn only_statuses_of_errors_are_failures_and_they_tell_no_query() {
        for status in [200, 202, 304] {
            response(status, b"").error_for_status().unwrap();
        }
        for (status, said) in [
            (
                404,
                "HTTP status client error (404 Not Found) for http://localhost/x",
            ),
            (
                503,
                "HTTP status server error (503 Service Unavailable) for http://localhost/x",
            ),
        ] {
            let failure = response(status, b"").error_for_status().unwrap_err();
            assert_eq!(failure.message(), said);
            assert_eq!(failure.data::<u16>().unwrap(), Some(status));
            assert!(!failure.is_terminal());
        }
    }

    #[test]
    fn json_that_does_not_fit_tells_where() {
        let numbers: Vec<u8> = response(200, b" [1, 2] ").json().unwrap();
        assert_eq!(numbers, [1, 2]);
        for (body, said) in [
            (&b"[1, -2]"[..], "[1]"),
            (b"[1] x", "trailing"),
            (b"<html>", "expected value"),
        ] {
            let failure = response(200, body).json::<Vec<u8>>().unwrap_err();
            assert!(failure.message().contains(said), "{failure}");
        }
    }
}
