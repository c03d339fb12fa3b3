//! [`Micros`]: a time as rows have it.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// A time in microseconds since 1970, before it in negative numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Micros(i64);

impl Micros {
    pub(crate) fn of(micros: i64) -> Self {
        Self(micros)
    }

    pub(crate) fn micros(self) -> i64 {
        self.0
    }
}

impl From<SystemTime> for Micros {
    fn from(time: SystemTime) -> Self {
        let micros = |span: Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => micros(since),
            Err(before) => -micros(before.duration()),
        })
    }
}

impl From<Micros> for SystemTime {
    fn from(Micros(micros): Micros) -> Self {
        let span = Duration::from_micros(micros.unsigned_abs());
        if micros >= 0 {
            Self::UNIX_EPOCH + span
        } else {
            Self::UNIX_EPOCH - span
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_1970_are_kept() {
        let time = SystemTime::UNIX_EPOCH - Duration::from_secs(3);
        assert_eq!(SystemTime::from(Micros::from(time)), time);
    }
}
