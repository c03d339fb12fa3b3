//! The form of times and failures in what clients see ([`Status`](crate::Status), [`Waiting`](crate::Waiting),
//! [`HistoryEvent`](crate::HistoryEvent)): for people and for programs in any language.

use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::model::failure::Failure;
use crate::model::json::Json;

/// The form of RFC 3339: `2026-03-01T17:05:09.25Z`.
pub(crate) fn time<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&timestamp(*time))
}

#[allow(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(crate) fn optional_time<S: Serializer>(
    time: &Option<SystemTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    time.map(|time| timestamp(time).to_string())
        .serialize(serializer)
}

/// The nearest time that can be written: one past the year 9999 or before -9999 can't.
pub(crate) fn timestamp(time: SystemTime) -> Timestamp {
    Timestamp::try_from(time).unwrap_or(if time < SystemTime::UNIX_EPOCH {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// A failure as a client sees it.
#[derive(Serialize)]
struct ShownFailure<'a> {
    message: &'a str,
    type_name: &'a str,
    sources: Vec<&'a str>,
    data: Option<Json>,
    terminal: bool,
}

impl<'a> From<&'a Failure> for ShownFailure<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self {
            message: failure.message(),
            type_name: failure.type_name(),
            sources: failure.sources().collect(),
            // Any data is a `Json`.
            data: failure.data().unwrap_or_default(),
            terminal: failure.is_terminal(),
        }
    }
}

pub(crate) fn failure<S: Serializer>(failure: &Failure, serializer: S) -> Result<S::Ok, S::Error> {
    ShownFailure::from(failure).serialize(serializer)
}

#[allow(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(crate) fn optional_failure<S: Serializer>(
    failure: &Option<Failure>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    failure
        .as_ref()
        .map(ShownFailure::from)
        .serialize(serializer)
}
