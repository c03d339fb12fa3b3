//! Tools for tests of durable functions: time that tests can advance.

pub(crate) mod crash;
#[doc(hidden)]
pub mod hooks;

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::model::clock::{Clock, Hold, later};

/// A clock that follows tokio's time, so that a runtime in a test with paused time sleeps for months in
/// an instant.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::testing::TokioClock;
/// use durable_runtime::Clock;
/// use std::time::Duration;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap().block_on(async {
/// // in a `#[tokio::test(start_paused = true)]`
/// let clock = TokioClock::new();
/// let morning = clock.now();
/// tokio::time::sleep(Duration::from_secs(30 * 24 * 3600)).await;
/// assert_eq!(clock.now(), morning + Duration::from_secs(30 * 24 * 3600));
/// # });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TokioClock {
    base: SystemTime,
    began: Instant,
}

impl TokioClock {
    /// A clock that reads 2025-01-01, 00:00 UTC, now.
    pub fn new() -> Self {
        Self::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600))
    }

    /// A clock that reads `now` now.
    pub fn starting_at(now: SystemTime) -> Self {
        Self {
            base: now,
            began: Instant::now(),
        }
    }
}

impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        later(self.base, self.began.elapsed())
    }

    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = deadline.duration_since(self.now()).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }

    fn hold(&self) -> Option<Hold> {
        Some(Hold::of_tokio())
    }
}
