//! [`sleep`] and [`sleep_until`]: durable timers.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::plain::Plain;
use crate::begun::Begun;
use crate::cx::{Cx, Outcome};
use crate::durable::Durable;

/// Waits for `duration`: minutes or months, whether the process lives or not. It never ends early.
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
    Sleep {
        state: SleepState::For(duration),
        plain: Plain::default(),
    }
}

/// Waits until `deadline`, by the runtime's clock. A deadline that is past already doesn't wait.
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
        state: SleepState::Until(deadline),
        plain: Plain::default(),
    }
}

/// A durable timer. See [`sleep`].
#[must_use = "a timer does nothing unless it is awaited"]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sleep {
    state: SleepState,
    #[serde(skip)]
    plain: Plain<()>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum SleepState {
    For(Duration),
    Until(SystemTime),
    Armed(Begun),
}

/// The latest time that a timer is set to. A sleep that would end later than the clock can say ends
/// here: some 8,000 years from now.
fn end_of_time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799)
}

#[diagnostic::do_not_recommend]
impl Durable for Sleep {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<()> {
        let due = match &self.state {
            SleepState::Armed(begun) => {
                return match cx.take_outcome(begun.op()) {
                    Some(Outcome::Fired) => {
                        // As tokio's, it is ready again when it is polled again.
                        self.state = SleepState::Until(cx.now());
                        Poll::Ready(())
                    }
                    _ => Poll::Pending,
                };
            }
            SleepState::For(duration) => {
                cx.now().checked_add(*duration).unwrap_or_else(end_of_time)
            }
            SleepState::Until(deadline) => *deadline,
        };
        if due <= cx.now() {
            return Poll::Ready(());
        }
        self.state = SleepState::Armed(Begun::new(cx.arm_timer(due.min(end_of_time()))));
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
        let wait = match self.state {
            SleepState::For(duration) => duration,
            SleepState::Until(deadline) => {
                deadline.duration_since(crate::now()).unwrap_or_default()
            }
            // Only a machine arms a timer, and a machine polls it.
            SleepState::Armed(_) => Duration::ZERO,
        };
        self.plain.poll(context, || tokio::time::sleep(wait))
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
        let begun = tokio::time::Instant::now();
        let mut timer = sleep(3 * SECOND);
        tokio::select! {
            () = &mut timer => panic!("it is too early"),
            () = sleep(2 * SECOND) => {}
        }
        (&mut timer).await;
        assert_eq!(begun.elapsed(), 3 * SECOND);
        timer.clone().await;
        assert_eq!(begun.elapsed(), 6 * SECOND, "a clone begins anew");
    }
}
