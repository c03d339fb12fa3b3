//! [`RetryPolicy`]: how often and how fast a failed activity is tried again.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::model::clock::later;

/// The policy by which a failed activity is tried again. The fields are those of Durable Functions' retry options.
///
/// ```
/// use std::time::Duration;
/// use durable_runtime::RetryPolicy;
///
/// let policy = RetryPolicy::new(5, Duration::from_secs(1)).backoff(2.0).max(Duration::from_secs(5));
/// assert_eq!(policy.delay(1), Duration::from_secs(1));
/// assert_eq!(policy.delay(2), Duration::from_secs(2));
/// assert_eq!(policy.delay(4), Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetryPolicy {
    attempts: u32,
    first: Duration,
    backoff: f64,
    max: Option<Duration>,
    timeout: Option<Duration>,
}

impl RetryPolicy {
    /// A policy of at most `attempts` attempts in all (the first one counts; 0 is taken as 1), `first` apart.
    pub const fn new(attempts: u32, first: Duration) -> Self {
        Self {
            attempts: if attempts == 0 { 1 } else { attempts },
            first,
            backoff: 1.0,
            max: None,
            timeout: None,
        }
    }

    /// Sets the factor between consecutive waits (1 unless set).
    #[must_use]
    pub const fn backoff(mut self, coefficient: f64) -> Self {
        self.backoff = coefficient;
        self
    }

    /// Sets the longest wait.
    #[must_use]
    pub const fn max(mut self, wait: Duration) -> Self {
        self.max = Some(wait);
        self
    }

    /// Sets the time after the beginning of the first attempt at which no further attempt begins.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The number of attempts at most.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The wait after `failed` attempts: `min(first · backoff^(failed - 1), max)`. A wait that a [`Duration`] can't
    /// hold is the longest one.
    pub fn delay(&self, failed: u32) -> Duration {
        let exponent = i32::try_from(failed.saturating_sub(1)).unwrap_or(i32::MAX);
        let longest = self.max.unwrap_or(Duration::MAX);
        if self.first.is_zero() {
            // Times infinity it would not be a number.
            return Duration::ZERO;
        }
        let seconds = self.first.as_secs_f64() * self.backoff.powi(exponent);
        // Not a number, negative or more than a Duration holds: the longest wait.
        Duration::try_from_secs_f64(seconds)
            .unwrap_or(longest)
            .min(longest)
    }

    /// The time of the next attempt after `failed` attempts, of which the first began at `first_at`; `None` when there
    /// is none. `wanted` is the wait that the failure itself asked for.
    pub(crate) fn next_attempt(
        &self,
        failed: u32,
        first_at: SystemTime,
        now: SystemTime,
        wanted: Option<Duration>,
    ) -> Option<SystemTime> {
        if failed >= self.attempts {
            return None;
        }
        let at = later(now, wanted.unwrap_or_else(|| self.delay(failed)));
        let in_time = self
            .timeout
            .is_none_or(|timeout| at.duration_since(first_at).unwrap_or_default() <= timeout);
        in_time.then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_by_the_coefficient_up_to_the_maximum() {
        let policy = RetryPolicy::new(9, Duration::from_millis(100))
            .backoff(3.0)
            .max(Duration::from_secs(1));
        let delays: Vec<_> = (1..5)
            .map(|failed| policy.delay(failed).as_millis())
            .collect();
        assert_eq!(delays, [100, 300, 900, 1000]);
    }

    #[test]
    fn a_backoff_past_all_bounds_is_the_longest_wait() {
        let policy = RetryPolicy::new(u32::MAX, Duration::from_secs(1))
            .backoff(10.0)
            .max(Duration::from_secs(60));
        assert_eq!(policy.delay(u32::MAX), Duration::from_secs(60));
    }

    #[test]
    fn no_wait_is_too_long_and_one_of_nothing_stays_nothing() {
        use crate::model::clock::end_of_time;

        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let overflows = RetryPolicy::new(u32::MAX, Duration::from_secs(1)).backoff(1e300);
        let forever = Some(end_of_time());
        assert_eq!(overflows.next_attempt(7, now, now, None), forever);
        let wanted = Some(Duration::MAX);
        assert_eq!(overflows.next_attempt(1, now, now, wanted), forever);
        let longest = RetryPolicy::new(2, Duration::MAX);
        assert_eq!(longest.next_attempt(1, now, now, None), forever);
        for coefficient in [f64::NAN, f64::INFINITY, -2.0] {
            let odd = RetryPolicy::new(9, Duration::from_secs(1)).backoff(coefficient);
            assert!(odd.next_attempt(2, now, now, None) >= Some(now));
        }
        let at_once = RetryPolicy::new(u32::MAX, Duration::ZERO).backoff(10.0);
        assert_eq!(at_once.delay(u32::MAX), Duration::ZERO);
        let in_time = overflows.timeout(Duration::from_secs(3600));
        assert_eq!(in_time.next_attempt(7, now, now, None), None);
    }

    #[test]
    fn no_attempt_begins_after_the_overall_timeout() {
        let start = SystemTime::UNIX_EPOCH;
        let policy = RetryPolicy::new(10, Duration::from_secs(4)).timeout(Duration::from_secs(10));
        let second = start + Duration::from_secs(5);
        assert_eq!(
            policy.next_attempt(1, start, second, None),
            Some(second + Duration::from_secs(4))
        );
        assert_eq!(
            policy.next_attempt(2, start, second + Duration::from_secs(4), None),
            None
        );
    }

    #[test]
    fn the_attempts_are_counted_with_the_first() {
        let start = SystemTime::UNIX_EPOCH;
        let policy = RetryPolicy::new(2, Duration::ZERO);
        assert!(policy.next_attempt(1, start, start, None).is_some());
        assert!(policy.next_attempt(2, start, start, None).is_none());
    }
}
