//! The form of points in time in answers.

use std::time::SystemTime;

use crate::model::shown::timestamp;

/// `2026-03-01T17:05:09Z`: whole seconds, as in the status payload.
pub(super) fn seconds(time: SystemTime) -> String {
    timestamp(time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2026-03-01T17:05:09.2500000Z`: with the seven digits that .NET writes, as in history events.
pub(super) fn precise(time: SystemTime) -> String {
    format!("{:.7}", timestamp(time))
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
    fn a_second_is_never_rounded_up() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(999_999_999);
        assert_eq!(seconds(time), "1970-01-01T00:00:00Z");
        assert_eq!(precise(time), "1970-01-01T00:00:00.9999999Z");
    }
}
