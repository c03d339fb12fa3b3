//! [`timeout`] and [`timeout_at`]: wait for an operation for a limited time.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Poller};
use super::sleep::{Sleep, sleep, sleep_until};
use crate::machine::durable::{Durable, Sealed};
use crate::model::chain::debug_as_chain;
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for an operation for `duration` at most, from this call on. `tokio::time::timeout`, for any time: an operation
/// that is ready when the time is over counts as ready.
///
/// When the time is over the operation is cancelled, and when the operation is ready the timer is.
///
/// # Errors
/// [`Elapsed`] if the time is over first.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[orchestrator]
/// async fn approval_in_time() -> Result<bool> {
///     match timeout(Duration::from_secs(3 * 24 * 3600), event("Approval")).await {
///         Ok(approved) => approved,
///         Err(_) => Ok(false),
///     }
/// }
/// ```
pub fn timeout<F: IntoFuture>(duration: Duration, operation: F) -> Timeout<F> {
    Timeout {
        operation: Branch::Waits(operation),
        timer: Branch::Waits(sleep(duration)),
    }
}

/// Waits for an operation until `deadline` at most, by the runtime's clock. See [`timeout`].
///
/// # Errors
/// [`Elapsed`] if the deadline passes first. An operation that is ready at once is ready also after the deadline.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::SystemTime;
///
/// #[orchestrator]
/// async fn order(deadline: SystemTime) -> Result<String> {
///     timeout_at(deadline, event("Order")).await?
/// }
/// ```
pub fn timeout_at<F: IntoFuture>(deadline: SystemTime, operation: F) -> Timeout<F> {
    Timeout {
        operation: Branch::Waits(operation),
        timer: Branch::Waits(sleep_until(deadline)),
    }
}

/// An operation with a deadline. See [`timeout`].
#[must_use = "a timeout does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct Timeout<F: IntoFuture> {
    operation: Branch<F>,
    timer: Branch<Sleep>,
}

/// The error of [`timeout`]: the time was over first. It can be stored.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("deadline has elapsed")]
pub struct Elapsed(());

debug_as_chain!(Elapsed);

impl<F: IntoFuture> Timeout<F> {
    fn advance<P>(&mut self, poller: &mut P) -> Poll<Result<F::Output, Elapsed>>
    where
        P: Poller<F> + Poller<Sleep>,
    {
        if let Poll::Ready(output) = poller.poll(&mut self.operation) {
            poller.give_up(&mut self.timer);
            return Poll::Ready(Ok(output));
        }
        if poller.poll(&mut self.timer).is_ready() {
            poller.give_up(&mut self.operation);
            return Poll::Ready(Err(Elapsed(())));
        }
        Poll::Pending
    }
}

impl<F: IntoFuture> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<F: IntoFuture> Sealed for Timeout<F> {}

#[diagnostic::do_not_recommend]
impl<F: Durable> Durable for Timeout<F> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        F::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<F::Output, Elapsed>> {
        cx.each(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        cx.give_up(&mut self.operation);
        cx.give_up(&mut self.timer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::event::event;
    use crate::ops::hand::Hand;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn an_operation_in_time_cancels_the_timer() {
        let mut hand = Hand::new();
        let mut in_time = timeout(SECOND, event::<u32>("a"));
        assert!(hand.poll(&mut in_time).is_pending());
        assert_eq!(hand.waits_for(), ["a", "timer"]);
        hand.raise("a", "1");
        assert!(matches!(hand.poll(&mut in_time), Poll::Ready(Ok(Ok(1)))));
        assert_eq!(hand.cancelled(), ["timer"]);
    }

    #[test]
    fn a_late_operation_is_cancelled() {
        let mut hand = Hand::new();
        let mut late = timeout(SECOND, event::<u32>("a"));
        assert!(hand.poll(&mut late).is_pending());
        hand.pass(SECOND);
        assert!(matches!(
            hand.poll(&mut late),
            Poll::Ready(Err(Elapsed(())))
        ));
        assert_eq!(hand.cancelled(), ["a"]);
    }

    #[test]
    fn an_operation_that_is_ready_when_the_time_has_come_is_not_late() {
        let mut hand = Hand::new();
        let mut on_time = timeout(SECOND, event::<u32>("a"));
        assert!(hand.poll(&mut on_time).is_pending());
        hand.pass(SECOND);
        hand.raise("a", "1");
        assert!(matches!(hand.poll(&mut on_time), Poll::Ready(Ok(Ok(1)))));
    }

    #[test]
    fn a_deadline_that_is_past_gives_up_what_is_not_ready_at_once() {
        let mut hand = Hand::new();
        hand.pass(SECOND);
        let mut ready = timeout_at(SystemTime::UNIX_EPOCH, sleep(Duration::ZERO));
        assert_eq!(hand.poll(&mut ready), Poll::Ready(Ok(())));
        let mut waits = timeout_at(SystemTime::UNIX_EPOCH, event::<u32>("a"));
        assert!(matches!(hand.poll(&mut waits), Poll::Ready(Err(_))));
        assert!(hand.waits_for().is_empty());
    }

    #[test]
    fn both_are_cancelled() {
        let mut hand = Hand::new();
        let mut late = timeout(SECOND, event::<u32>("a"));
        assert!(hand.poll(&mut late).is_pending());
        hand.cancel(&mut late);
        assert_eq!(hand.cancelled(), ["a", "timer"]);
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_it_is_a_future_that_may_borrow() {
        let word = "quick".to_owned();
        assert_eq!(timeout(SECOND, async { word.len() }).await, Ok(5));
        let late = timeout(SECOND, async {
            sleep(2 * SECOND).await;
            word.len()
        });
        let error = late.await.unwrap_err();
        assert_eq!(error.to_string(), "deadline has elapsed");
    }
}
