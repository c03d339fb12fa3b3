//! [`race`]: the first of two operations.

use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Poller};
use crate::machine::durable::{Durable, Sealed};
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for the operation that ends first, returns its output, and cancels the other one. `race` of the
/// futures-concurrency crate; when both are ready at once, the first one wins.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn decision() -> Result<bool> {
///     race(event("Manager"), event("Director")).await
/// }
/// ```
pub fn race<A, B>(first: A, second: B) -> Race<A, B>
where
    A: IntoFuture,
    B: IntoFuture<Output = A::Output>,
{
    Race {
        first: Branch::Waits(first),
        second: Branch::Waits(second),
    }
}

/// Two operations, of which the first to end wins. See [`race`].
#[must_use = "a race does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct Race<A: IntoFuture, B: IntoFuture> {
    first: Branch<A>,
    second: Branch<B>,
}

impl<A, B> Race<A, B>
where
    A: IntoFuture,
    B: IntoFuture<Output = A::Output>,
{
    fn advance<P: Poller<A> + Poller<B>>(&mut self, poller: &mut P) -> Poll<A::Output> {
        if let Poll::Ready(output) = poller.poll(&mut self.first) {
            poller.give_up(&mut self.second);
            return Poll::Ready(output);
        }
        if let Poll::Ready(output) = poller.poll(&mut self.second) {
            poller.give_up(&mut self.first);
            return Poll::Ready(output);
        }
        Poll::Pending
    }
}

impl<A, B> Future for Race<A, B>
where
    A: IntoFuture,
    B: IntoFuture<Output = A::Output>,
{
    type Output = A::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<A::Output> {
        self.advance(context)
    }
}

impl<A: IntoFuture, B: IntoFuture> Sealed for Race<A, B> {}

#[diagnostic::do_not_recommend]
impl<A: Durable, B: Durable<Output = A::Output>> Durable for Race<A, B> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        A::results(results);
        B::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<A::Output> {
        cx.each(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        cx.give_up(&mut self.first);
        cx.give_up(&mut self.second);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ops::event::event;
    use crate::ops::hand::Hand;
    use crate::ops::sleep::sleep;

    #[test]
    fn the_first_to_end_wins_and_the_other_one_is_cancelled() {
        for (winner, loser) in [("a", "b"), ("b", "a")] {
            let mut hand = Hand::new();
            let mut either = race(event::<u32>("a"), event::<u32>("b"));
            assert!(hand.poll(&mut either).is_pending());
            hand.raise(winner, "1");
            assert!(matches!(hand.poll(&mut either), Poll::Ready(Ok(1))));
            assert_eq!(hand.cancelled(), [loser]);
            assert!(hand.waits_for().is_empty());
        }
    }

    #[test]
    fn of_two_that_are_ready_the_first_one_wins() {
        let mut hand = Hand::new();
        let mut either = race(event::<u32>("a"), event::<u32>("b"));
        assert!(hand.poll(&mut either).is_pending());
        hand.raise("b", "2");
        hand.raise("a", "1");
        assert!(matches!(hand.poll(&mut either), Poll::Ready(Ok(1))));
    }

    #[test]
    fn both_are_cancelled() {
        let mut hand = Hand::new();
        let mut either = race(event::<u32>("a"), event::<u32>("b"));
        assert!(hand.poll(&mut either).is_pending());
        hand.cancel(&mut either);
        assert_eq!(hand.cancelled(), ["a", "b"]);
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_they_are_futures_that_may_borrow() {
        let word = "quick".to_owned();
        let quick = async { &*word };
        let slow = async {
            sleep(Duration::from_secs(1)).await;
            "slow"
        };
        assert_eq!(race(slow, quick).await, "quick");
    }
}
