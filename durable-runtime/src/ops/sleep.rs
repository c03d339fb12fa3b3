//! [`sleep`] and [`sleep_until`]: durable timers.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::functions::plain::future::PlainFuture;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::clock::{end_of_time, later};
use crate::step::command::Outcome;
use crate::step::context;
use crate::step::cx::Cx;

/// Waits for `duration`, counted from this call on: minutes or months, whether the process lives or not. It never ends
/// early. A sleep past the year 9999 never ends.
///
/// Outside an orchestrator it is `tokio::time::sleep`.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[orchestrator]
/// async fn trial(days: u64) -> Result<()> {
///     sleep(Duration::from_secs(days * 24 * 3600)).await;
///     Ok(())
/// }
/// ```
pub fn sleep(duration: Duration) -> Sleep {
    let (state, deadline) = match context::step_time() {
        Some(now) => (SleepState::Until(later(now, duration)), None),
        None => (
            SleepState::For(duration),
            Instant::now().checked_add(duration),
        ),
    };
    Sleep {
        state,
        deadline,
        plain: PlainFuture::default(),
    }
}

/// Waits until `deadline`, by the runtime's clock. It doesn't wait for a deadline in the past.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::{Duration, SystemTime};
///
/// #[orchestrator]
/// async fn remind(at: SystemTime) -> Result<()> {
///     sleep_until(at - Duration::from_secs(600)).await;
///     Ok(())
/// }
/// ```
pub fn sleep_until(deadline: SystemTime) -> Sleep {
    Sleep {
        // serde can't store a time before 1970, and no clock of a runtime reads one.
        state: SleepState::Until(deadline.max(SystemTime::UNIX_EPOCH)),
        deadline: None,
        plain: PlainFuture::default(),
    }
}

/// A durable timer. See [`sleep`].
#[must_use = "a timer does nothing unless it is awaited"]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sleep {
    state: SleepState,
    /// The end of a sleep of some length outside of orchestrators, if an `Instant` can express it.
    #[serde(skip)]
    deadline: Option<Instant>,
    #[serde(skip)]
    plain: PlainFuture<()>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum SleepState {
    /// The sleep was made outside of a step.
    For(Duration),
    Until(SystemTime),
    Armed(OpHandle),
}

impl Sleep {
    /// Ends the sleep. Like tokio's, it is ready again when it is polled again, also if the clock was set back.
    fn over(&mut self) -> Poll<()> {
        self.state = SleepState::Until(SystemTime::UNIX_EPOCH);
        Poll::Ready(())
    }
}

impl Sealed for Sleep {}

#[diagnostic::do_not_recommend]
impl Durable for Sleep {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<()> {
        let due = match &self.state {
            SleepState::Armed(begun) => {
                return match cx.take_outcome(begun.op()) {
                    Some(Outcome::Fired) => self.over(),
                    _ => Poll::Pending,
                };
            }
            SleepState::For(duration) => later(cx.now(), *duration),
            SleepState::Until(deadline) => (*deadline).min(end_of_time()),
        };
        if due <= cx.now() {
            return self.over();
        }
        self.state = SleepState::Armed(OpHandle::new(cx.arm_timer(due)));
        Poll::Pending
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let SleepState::Armed(begun) = &self.state {
            cx.cancel(begun.op());
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let begin = match (&self.state, self.deadline) {
            (SleepState::For(_), Some(deadline)) => Ok(deadline),
            (SleepState::For(duration), None) => Err(*duration),
            (SleepState::Until(deadline), _) => {
                Err(deadline.duration_since(context::now()).unwrap_or_default())
            }
            // Only a machine arms a timer, and only a machine polls it.
            (SleepState::Armed(_), _) => Err(Duration::ZERO),
        };
        self.plain.poll(context, || match begin {
            Ok(deadline) => tokio::time::sleep_until(deadline),
            Err(wait) => tokio::time::sleep(wait),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::hand::Hand;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_timer_that_has_fired_is_ready_again() {
        let mut hand = Hand::new();
        let mut timer = sleep(SECOND);
        assert!(hand.poll(&mut timer).is_pending());
        hand.pass(SECOND);
        assert!(hand.poll(&mut timer).is_ready());
        assert!(hand.poll(&mut timer).is_ready());
    }

    #[test]
    fn a_boxed_timer_is_durable_too() {
        let mut hand = Hand::new();
        let mut timer = Box::new(sleep(SECOND));
        assert!(hand.poll(&mut timer).is_pending());
        hand.cancel(&mut timer);
        assert_eq!(hand.cancelled(), ["timer"]);
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_a_borrowed_timer_goes_on() {
        let begun = Instant::now();
        let mut timer = sleep(3 * SECOND);
        tokio::select! {
            () = &mut timer => panic!("it is too early"),
            () = sleep(2 * SECOND) => {}
        }
        (&mut timer).await;
        assert_eq!(begun.elapsed(), 3 * SECOND);
        timer.clone().await;
        assert_eq!(begun.elapsed(), 3 * SECOND, "a clone ends when it does");
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_the_time_counts_from_the_call() {
        let begun = Instant::now();
        let timer = sleep(3 * SECOND);
        sleep(2 * SECOND).await;
        timer.await;
        assert_eq!(begun.elapsed(), 3 * SECOND);
        let plain = tokio::time::timeout(SECOND, sleep(Duration::MAX)).await;
        assert!(plain.is_err(), "the longest sleep ends");
    }

    /// The clock reads 1970 in a [`Hand`].
    #[test]
    fn the_longest_sleep_never_ends() {
        for mut timer in [
            sleep(Duration::MAX),
            sleep_until(end_of_time() + SECOND),
            sleep_until(end_of_time()),
        ] {
            let mut hand = Hand::new();
            assert!(hand.poll(&mut timer).is_pending());
            hand.pass(Duration::from_secs(1000 * 365 * 24 * 3600));
            assert!(hand.poll(&mut timer).is_pending());
        }
    }
}
