//! The clock. All reads of time go through it, so that tests control them. Also the bounds of times.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::model::log::LOG;
/// The source of a runtime's time.
///
/// [`SystemClock`] is the clock outside of tests.
///
/// A runtime accepts times from 1970 to the end of the year 9999. An earlier or a later time is replaced by the nearest
/// of these, and the log reports it.
pub trait Clock: Send + Sync + 'static {
    /// The time of day.
    fn now(&self) -> SystemTime;

    /// Waits until `deadline`. It may return early: the caller checks [`Clock::now`] again.
    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// Stops a manually advanced time from advancing by itself as long as the returned value is held: work is under way
    /// that such a time doesn't know of. A clock that advances anyway returns nothing.
    #[doc(hidden)]
    fn hold(&self) -> Option<Hold> {
        None
    }
}

/// A guard that stops the time from advancing by itself.
#[derive(Debug)]
pub struct Hold {
    _released: std::sync::mpsc::Sender<()>,
}

impl Hold {
    /// A guard for tokio's time, which doesn't advance by itself while one of its threads for blocking work is busy.
    pub(crate) fn of_tokio() -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        tokio::task::spawn_blocking(move || {
            let _ = receiver.recv();
        });
        Self { _released: sender }
    }
}

/// The longest sleep between two looks at the machine's clock. The clock can be set, and it stands still on some
/// machines while they are suspended, so a timer may become due earlier than computed.
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

/// The machine's time of day: the only place that reads it.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the seam that everything else is to use"
)]
pub(crate) fn wall_clock() -> SystemTime {
    SystemTime::now()
}

/// The time of day outside of a runtime: the machine's, or tokio's where a test has paused or advanced that. So it
/// agrees with `tokio::time::sleep`.
pub(crate) fn plain_clock() -> SystemTime {
    /// One moment by both clocks. Where tokio's time differs from the machine's, the time is counted from it.
    static BASE: OnceLock<(SystemTime, Instant)> = OnceLock::new();

    let before = Instant::now();
    let tokio = tokio::time::Instant::now().into_std();
    if (before..=Instant::now()).contains(&tokio) {
        return wall_clock();
    }
    let (time, base) = *BASE.get_or_init(|| (wall_clock(), Instant::now()));
    let counted = match tokio.checked_duration_since(base) {
        Some(since) => time.checked_add(since),
        None => time.checked_sub(base.duration_since(tokio)),
    };
    counted.unwrap_or_else(end_of_time)
}

/// The latest time that anything is set to. What would be due later than a clock can express is due then, which is
/// never.
pub(crate) fn end_of_time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799)
}

/// The time `wait` after `time`, at most the end of time.
pub(crate) fn later(time: SystemTime, wait: Duration) -> SystemTime {
    let end = end_of_time();
    time.checked_add(wait).map_or(end, |time| time.min(end))
}

/// A clock within its bounds: it never reads earlier than 1970, for stored times are counted from there, and it never
/// reaches the end of time.
pub(crate) struct Bounded {
    clock: Arc<dyn Clock>,
    /// Whether the log has reported that the clock is wrong.
    told: AtomicBool,
}

impl Bounded {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            told: AtomicBool::new(false),
        }
    }
}

impl Clock for Bounded {
    fn now(&self) -> SystemTime {
        let first = SystemTime::UNIX_EPOCH;
        let last = end_of_time() - Duration::from_micros(1);
        let time = as_the_clock(|| self.clock.now());
        if (first..=last).contains(&time) {
            return time;
        }
        if !self.told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                target: LOG,
                "the clock is out of bounds: it reads {time:?}, which is before 1970 or after 9999; timers wait until it is set"
            );
        }
        time.clamp(first, last)
    }

    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        as_the_clock(|| self.clock.sleep_until(deadline))
    }

    fn hold(&self) -> Option<Hold> {
        self.clock.hold()
    }
}

/// The begin of the message of a panic of the user's clock.
pub(crate) const CLOCK_PANICKED: &str = "the runtime's `Clock` panicked";

/// Calls a clock of the user's. A panic says whose it is.
fn as_the_clock<T>(call: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        let text = text.unwrap_or_else(|| "a value that is not text".to_owned());
        resume_unwind(Box::new(format!("{CLOCK_PANICKED}: {text}")))
    })
}

/// A clock that stands still, for tests.
#[cfg(any(test, feature = "bench"))]
pub(crate) struct Still(pub(crate) SystemTime);

#[cfg(any(test, feature = "bench"))]
impl Clock for Still {
    fn now(&self) -> SystemTime {
        self.0
    }

    fn sleep_until(&self, _: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(time: SystemTime) -> SystemTime {
        Bounded::new(Arc::new(Still(time))).now()
    }

    #[test]
    fn a_time_within_the_bounds_is_as_the_clock_says_it() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_123_456_789);
        assert_eq!(bounded(time), time);
        assert_eq!(bounded(SystemTime::UNIX_EPOCH), SystemTime::UNIX_EPOCH);
    }

    #[test]
    fn a_clock_before_1970_stands_at_1970_and_one_past_the_end_right_before_it() {
        let day = Duration::from_secs(24 * 3600);
        assert_eq!(
            bounded(SystemTime::UNIX_EPOCH - 365 * day),
            SystemTime::UNIX_EPOCH
        );
        let last = bounded(end_of_time() + 365 * day);
        assert!(last < end_of_time());
        assert_eq!(later(last, Duration::MAX), end_of_time());
        assert_eq!(
            later(SystemTime::UNIX_EPOCH, day),
            SystemTime::UNIX_EPOCH + day
        );
    }

    #[test]
    fn outside_of_any_runtime_the_time_is_the_machines() {
        let before = wall_clock();
        let time = plain_clock();
        assert!((before..=wall_clock()).contains(&time), "{time:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn where_tokios_time_is_paused_it_stands_still_and_goes_on_with_that() {
        let began = plain_clock();
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!(plain_clock(), began);
        let year = Duration::from_secs(365 * 24 * 3600);
        tokio::time::sleep(year).await;
        assert_eq!(plain_clock(), began + year);
        tokio::time::resume();
        std::thread::sleep(Duration::from_millis(5));
        assert!(plain_clock() >= began + year + Duration::from_millis(5));
    }
}
