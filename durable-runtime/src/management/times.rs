//! The form of points in time in answers and in queries.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::model::shown::timestamp;

/// `2026-03-01T17:05:09Z`: whole seconds, as in the status payload.
pub(super) fn seconds(time: SystemTime) -> String {
    timestamp(time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2026-03-01T17:05:09.2500000Z`: with the seven digits that .NET writes, as in history events.
pub(super) fn precise(time: SystemTime) -> String {
    format!("{:.7}", timestamp(time))
}

/// A time as clients write it: in the form of RFC 3339, with or without a fraction, and UTC unless it has an offset. `None`
/// for another text, and for a time in the year 1: that is the one of a .NET client that has set none.
pub(super) fn parsed(text: &str) -> Option<SystemTime> {
    let time = timestamp_of(text)?;
    let year = time.to_zoned(TimeZone::UTC).year();
    (year > 1).then(|| time.into())
}

/// Whether a text is a time, of whatever year.
pub(super) fn is_time(text: &str) -> bool {
    timestamp_of(text).is_some()
}

fn timestamp_of(text: &str) -> Option<Timestamp> {
    // Python writes the year of `datetime.min` without zeros. Another short year may be meant for one of this century.
    let padded = text.strip_prefix("1-").map(|rest| format!("0001-{rest}"));
    let text = padded.as_deref().unwrap_or(text);
    // A `+` that wasn't encoded has come as a space.
    let with_plus = || {
        let (time, offset) = text.rsplit_once(' ')?;
        format!("{time}+{offset}").parse().ok()
    };
    let in_utc = || -> Option<Timestamp> {
        let time: DateTime = text.parse().ok()?;
        Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    (text.parse().ok()).or_else(with_plus).or_else(in_utc)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_written_as_durable_functions_writes_them() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_772_384_709_250);
        assert_eq!(seconds(time), "2026-03-01T17:05:09Z");
        assert_eq!(precise(time), "2026-03-01T17:05:09.2500000Z");
    }

    #[test]
    fn times_are_read_as_clients_write_them() {
        let whole = Duration::from_secs(1_772_384_709);
        for (text, expected) in [
            ("2026-03-01T17:05:09Z", whole),
            ("2026-03-01T17:05:09", whole),
            ("2026-03-01 17:05:09", whole),
            (
                "2026-03-01T17:05:09.250000Z",
                whole + Duration::from_millis(250),
            ),
            (
                "2026-03-01T17:05:09.2500000Z",
                whole + Duration::from_millis(250),
            ),
            ("2026-03-01T19:05:09+02:00", whole),
            ("2026-03-01T19:05:09 02:00", whole),
            ("2026-03-01T12:05:09-05:00", whole),
            ("2026-03-01T17:05:09.000000+00:00", whole),
            ("1970-01-01", Duration::ZERO),
        ] {
            let expected = SystemTime::UNIX_EPOCH + expected;
            assert_eq!(parsed(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "2026-13-01T00:00:00Z",
            "2026-03-01T17:05:09Zulu",
            "26-03-01T17:05:09Z",
            " ",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
        for text in [
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00.000000Z",
            "0001-01-01T00:00:00",
            "1-01-01T00:00:00.000000Z",
        ] {
            assert!(is_time(text), "{text}");
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn a_second_is_never_rounded_up() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(999_999_999);
        assert_eq!(seconds(time), "1970-01-01T00:00:00Z");
        assert_eq!(precise(time), "1970-01-01T00:00:00.9999999Z");
    }
}
