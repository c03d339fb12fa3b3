//! The seam through which time comes in.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// Where a runtime gets its time from.
///
/// The one that is not for tests is [`SystemClock`].
pub trait Clock: Send + Sync + 'static {
    /// The time of day.
    fn now(&self) -> SystemTime;

    /// Waits until `deadline`. It may return early: who calls it looks at [`Clock::now`] again.
    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// How long the machine's clock is left out of sight: it can be set, and it stands still on some
/// machines while they are suspended, so a timer may become due earlier than it seemed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        wall_clock()
    }

    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = deadline.duration_since(self.now()).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait.min(LOOK_AGAIN)))
    }
}

/// The machine's time of day: the one place that asks for it.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the seam that everything else is to use"
)]
pub(crate) fn wall_clock() -> SystemTime {
    SystemTime::now()
}
