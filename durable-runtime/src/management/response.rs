//! The answers of handlers. Every body is empty or JSON.

use std::error::Error;

use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::model::chain;
use crate::model::error::ErrorKind;

/// The result of a handler.
pub(super) type HandlerResult = Result<Response, Refusal>;

/// A refusal: a status, and the reason.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    body: Option<Reason>,
    retry_after_seconds: Option<u64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Reason {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception_type: Option<String>,
}

impl Refusal {
    /// A refusal with an empty body.
    pub(super) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            body: None,
            retry_after_seconds: None,
        }
    }

    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            body: Some(Reason {
                message: message.into(),
                exception_message: None,
                exception_type: None,
            }),
            retry_after_seconds: None,
        }
    }

    /// A refusal with the error behind it. Programs tell errors apart by `kind`: a name of this API, and not that of a
    /// Rust type.
    fn because<E: Error>(status: StatusCode, message: &str, kind: &str, error: &E) -> Self {
        let texts = std::iter::once(error.to_string()).chain(chain::sources(error));
        let text = texts.collect::<Vec<_>>().join(": ");
        Self {
            status,
            body: Some(Reason {
                message: message.to_owned(),
                exception_message: Some(text),
                exception_type: Some(kind.to_owned()),
            }),
            retry_after_seconds: None,
        }
    }

    pub(super) fn bad_json<E: Error>(error: &E) -> Self {
        let message = "Invalid JSON content";
        Self::because(StatusCode::BAD_REQUEST, message, "InvalidJson", error)
    }

    /// The same refusal, which invites another try after so many seconds.
    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }
}

/// The runtime's errors, in the words of Durable Functions where it has some.
impl From<crate::model::error::Error> for Refusal {
    fn from(error: crate::model::error::Error) -> Self {
        let kind = format!("{:?}", error.kind());
        match error.kind() {
            ErrorKind::InstanceNotFound => Self::empty(StatusCode::NOT_FOUND),
            ErrorKind::InstanceEnded => Self::empty(StatusCode::GONE),
            ErrorKind::InstanceNotEnded => Self::because(
                StatusCode::PRECONDITION_FAILED,
                "The orchestration instance has not ended",
                &kind,
                &error,
            ),
            ErrorKind::NotRewindable => Self::because(
                StatusCode::PRECONDITION_FAILED,
                "The orchestration instance can't be rewound",
                &kind,
                &error,
            ),
            ErrorKind::InstanceExists => Self::because(
                StatusCode::CONFLICT,
                "An Orchestration instance with this id already exists.",
                &kind,
                &error,
            ),
            ErrorKind::MailboxFull => Self::because(
                StatusCode::TOO_MANY_REQUESTS,
                "The orchestration instance holds as many events as it may that it has not taken",
                &kind,
                &error,
            )
            .retry_after(1),
            ErrorKind::TooLarge => Self::because(
                StatusCode::PAYLOAD_TOO_LARGE,
                "The payload is larger than the runtime may store",
                &kind,
                &error,
            ),
            ErrorKind::UnknownFunction | ErrorKind::InvalidInput | ErrorKind::InvalidId => {
                Self::because(
                    StatusCode::BAD_REQUEST,
                    "One or more of the arguments submitted is incorrect",
                    &kind,
                    &error,
                )
            }
            ErrorKind::Stopped => Self::because(
                StatusCode::SERVICE_UNAVAILABLE,
                "The runtime has stopped",
                &kind,
                &error,
            ),
            _ => {
                tracing::error!(
                    error = &error as &dyn Error,
                    "a request could not be served"
                );
                Self::because(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong while processing your request",
                    &kind,
                    &error,
                )
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = match self.body {
            None => self.status.into_response(),
            Some(body) => json(self.status, &body),
        };
        if let Some(seconds) = self.retry_after_seconds {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An answer with a JSON body.
pub(super) fn json<T: Serialize + ?Sized>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_string(body) {
        Ok(text) => raw_json(status, text),
        // Bodies are structs of text and of JSON that was validated on arrival.
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "an answer can't be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// An answer with a body that is JSON already.
pub(super) fn raw_json(status: StatusCode, text: String) -> Response {
    let content_type = HeaderValue::from_static("application/json; charset=utf-8");
    (status, [(CONTENT_TYPE, content_type)], text).into_response()
}

/// The same answer, with the URL and the number of seconds of the next poll.
pub(super) fn poll_at(mut response: Response, url: &str, seconds: u64) -> Response {
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    // The URL holds the client's `Host`, which may be anything.
    if let Ok(location) = HeaderValue::from_str(url) {
        headers.insert(LOCATION, location);
    }
    response
}
