//! [`try_join`] and [`try_join_all`]: wait for all of several operations, or for the first failure.

use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Keeper, Poller, give_up_all, keep_all, values, waits};
use crate::machine::durable::{Durable, Sealed};
use crate::step::cx::Cx;
use crate::step::storable::Storable;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for both operations at the same time, and returns both values, or the first error: then the other one is
/// cancelled. `try_join` of the futures crate.
///
/// In an orchestrator, the result of the one that ends first is stored until the other one ends.
///
/// # Errors
/// The first error; when both fail at once, that of the first operation.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn reserve(what: String) -> Result<String> {
///     Ok(format!("{what}-1"))
/// }
///
/// #[orchestrator]
/// async fn book() -> Result<String> {
///     let (flight, hotel) = try_join(reserve("flight".into()), reserve("hotel".into())).await?;
///     Ok(format!("{flight} and {hotel}"))
/// }
/// ```
pub fn try_join<A, B, T, U, E>(first: A, second: B) -> TryJoin<A, B>
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    TryJoin {
        first: Branch::Waits(first),
        second: Branch::Waits(second),
    }
}

/// Two operations that are both waited for unless one fails. See [`try_join`].
#[must_use = "a join does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct TryJoin<A: IntoFuture, B: IntoFuture> {
    first: Branch<A>,
    second: Branch<B>,
}

impl<A, B, T, U, E> TryJoin<A, B>
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    fn advance<P: Keeper<A> + Keeper<B>>(&mut self, poller: &mut P) -> Poll<Result<(T, U), E>> {
        let first_waits = waits(poller, &mut self.first);
        if let Some(error) = take_error(&mut self.first) {
            poller.give_up(&mut self.second);
            return Poll::Ready(Err(error));
        }
        let second_waits = waits(poller, &mut self.second);
        if let Some(error) = take_error(&mut self.second) {
            poller.give_up(&mut self.first);
            return Poll::Ready(Err(error));
        }
        if first_waits || second_waits {
            poller.keep(&mut self.first);
            poller.keep(&mut self.second);
            return Poll::Pending;
        }
        let (first, second) = (self.first.take(), self.second.take());
        Poll::Ready(
            poller
                .value(first)
                .and_then(|first| Ok((first, poller.value(second)?))),
        )
    }
}

/// Takes the error, if the branch ended with one in this poll.
fn take_error<F, T, E>(branch: &mut Branch<F>) -> Option<E>
where
    F: IntoFuture<Output = Result<T, E>>,
{
    match branch.take() {
        Branch::Value(Err(error)) => Some(error),
        other => {
            *branch = other;
            None
        }
    }
}

impl<A, B, T, U, E> Future for TryJoin<A, B>
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    type Output = Result<(T, U), E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<A: IntoFuture, B: IntoFuture> Sealed for TryJoin<A, B> {}

#[diagnostic::do_not_recommend]
impl<A, B, T, U, E> Durable for TryJoin<A, B>
where
    A: Durable<Output = Result<T, E>>,
    B: Durable<Output = Result<U, E>>,
    Result<T, E>: Storable,
    Result<U, E>: Storable,
{
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        A::results(results);
        B::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<(T, U), E>> {
        cx.try_all(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        cx.give_up(&mut self.first);
        cx.give_up(&mut self.second);
    }
}

/// Waits for all operations at the same time, and returns their values in the order of the operations, or the first
/// error: then those that have not ended are cancelled. `try_join_all` of the futures crate.
///
/// In an orchestrator, the results of ended operations are stored until the last one ends, and the function resumes
/// then, or at the first error. Without any operation it is ready at once.
///
/// # Errors
/// The first error; when several fail at once, that of the first operation among them.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn back_up(file: String) -> Result<u64> {
///     Ok(file.len() as u64)
/// }
///
/// #[orchestrator]
/// async fn back_up_all(files: Vec<String>) -> Result<u64> {
///     let bytes = try_join_all(files.into_iter().map(back_up)).await?;
///     Ok(bytes.iter().sum())
/// }
/// ```
pub fn try_join_all<I, T, E>(operations: I) -> TryJoinAll<I::Item>
where
    I: IntoIterator<Item: IntoFuture<Output = Result<T, E>>>,
{
    TryJoinAll {
        branches: operations.into_iter().map(Branch::Waits).collect(),
    }
}

/// Operations that are all waited for unless one fails. See [`try_join_all`].
#[must_use = "a join does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct TryJoinAll<F: IntoFuture> {
    branches: Vec<Branch<F>>,
}

impl<F, T, E> TryJoinAll<F>
where
    F: IntoFuture<Output = Result<T, E>>,
{
    fn advance<P: Keeper<F>>(&mut self, poller: &mut P) -> Poll<Result<Vec<T>, E>> {
        let mut all_ended = true;
        for number in 0..self.branches.len() {
            all_ended &= !waits(poller, &mut self.branches[number]);
            if let Some(error) = take_error(&mut self.branches[number]) {
                give_up_all(poller, &mut self.branches);
                return Poll::Ready(Err(error));
            }
        }
        if !all_ended {
            keep_all(poller, &mut self.branches);
            return Poll::Pending;
        }
        Poll::Ready(values(poller, &mut self.branches).collect())
    }
}

impl<F, T, E> Future for TryJoinAll<F>
where
    F: IntoFuture<Output = Result<T, E>>,
{
    type Output = Result<Vec<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<F: IntoFuture> Sealed for TryJoinAll<F> {}

#[diagnostic::do_not_recommend]
impl<F, T, E> Durable for TryJoinAll<F>
where
    F: Durable<Output = Result<T, E>>,
    Result<T, E>: Storable,
{
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        F::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<Vec<T>, E>> {
        cx.try_all(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        give_up_all(cx, &mut self.branches);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::failure::Failure;
    use crate::ops::event::event;
    use crate::ops::hand::Hand;
    use crate::ops::sleep::sleep;

    #[test]
    fn both_values_are_given() {
        let mut hand = Hand::new();
        let mut both = try_join(event::<u32>("a"), event::<String>("b"));
        assert!(hand.poll(&mut both).is_pending());
        hand.raise("a", "1");
        assert!(hand.poll(&mut both).is_pending());
        hand.raise("b", "\"two\"");
        let Poll::Ready(Ok((1, two))) = hand.poll(&mut both) else {
            panic!("both have ended");
        };
        assert_eq!(two, "two");
    }

    #[test]
    fn the_first_error_cancels_the_other_one() {
        for (failing, other) in [("a", "b"), ("b", "a")] {
            let mut hand = Hand::new();
            let mut both = try_join(event::<u32>("a"), event::<u32>("b"));
            assert!(hand.poll(&mut both).is_pending());
            hand.raise(failing, "\"no number\"");
            assert!(matches!(hand.poll(&mut both), Poll::Ready(Err(_))));
            assert_eq!(hand.cancelled(), [other]);
        }
    }

    #[test]
    fn an_error_in_one_half_cancels_the_other_half() {
        let mut hand = Hand::new();
        let mut all = try_join(
            try_join(event::<u32>("a"), event::<u32>("b")),
            try_join(event::<u32>("c"), event::<u32>("d")),
        );
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("c", "\"no number\"");
        assert!(matches!(hand.poll(&mut all), Poll::Ready(Err(_))));
        assert_eq!(hand.cancelled(), ["d", "a", "b"]);
        assert!(hand.waits_for().is_empty());
    }

    #[test]
    fn values_are_in_the_order_of_the_operations() {
        let mut hand = Hand::new();
        let mut all = try_join_all(["a", "b"].map(event::<u32>));
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("b", "2");
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("a", "1");
        assert!(matches!(hand.poll(&mut all), Poll::Ready(Ok(values)) if values == [1, 2]));
    }

    #[test]
    fn the_first_error_cancels_all_others() {
        let mut hand = Hand::new();
        let mut all = try_join_all(["a", "b", "c", "d"].map(event::<u32>));
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("b", "2");
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("c", "\"no number\"");
        assert!(matches!(hand.poll(&mut all), Poll::Ready(Err(_))));
        assert_eq!(hand.cancelled(), ["a", "d"]);
    }

    #[test]
    fn what_has_not_ended_is_cancelled() {
        let mut hand = Hand::new();
        let mut all = try_join(
            event::<u32>("a"),
            try_join_all(["b", "c"].map(event::<u32>)),
        );
        assert!(hand.poll(&mut all).is_pending());
        hand.cancel(&mut all);
        assert_eq!(hand.cancelled(), ["a", "b", "c"]);
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_they_are_futures_that_may_borrow() {
        let seconds = [5, 1, 3];
        let begun = tokio::time::Instant::now();
        let slow = seconds.iter().map(|seconds| async move {
            sleep(Duration::from_secs(*seconds)).await;
            Ok::<_, Failure>(seconds)
        });
        assert_eq!(try_join_all(slow).await.unwrap(), [&5, &1, &3]);
        assert_eq!(begun.elapsed(), Duration::from_secs(5));

        let failing = async {
            sleep(Duration::from_secs(1)).await;
            Err::<(), _>(seconds.len())
        };
        assert_eq!(
            try_join(std::future::pending::<Result<(), _>>(), failing).await,
            Err(3)
        );
        assert_eq!(begun.elapsed(), Duration::from_secs(6));
    }
}
