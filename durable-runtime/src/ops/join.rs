//! [`join`] and [`join_all`]: wait for all of several operations.
//!
//! In an orchestrator, `join!` of many is `join` of two halves, which are joins of their halves: `join!(a, b, c, d)` is
//! `join(join(a, b), join(c, d))`, and its output `((a, b), (c, d))` is flattened. `try_join!` is `try_join` in the
//! same way. Halves keep the stored value shallow.

use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Keeper, Poller, give_up_all, keep_all, values, waits};
use crate::machine::durable::{Durable, Sealed};
use crate::step::cx::Cx;
use crate::step::storable::Storable;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for both operations at the same time, and returns both outputs. `join` of the futures crate.
///
/// In an orchestrator, the value of the one that ends first is stored until the other one ends.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn price(shop: String) -> Result<u64> {
///     Ok(shop.len() as u64)
/// }
///
/// #[orchestrator]
/// async fn cheapest(one: String, other: String) -> Result<u64> {
///     let (one, other) = join(price(one), price(other)).await;
///     Ok(one?.min(other?))
/// }
/// ```
pub fn join<A: IntoFuture, B: IntoFuture>(first: A, second: B) -> Join<A, B> {
    Join {
        first: Branch::Waits(first),
        second: Branch::Waits(second),
    }
}

/// Two operations that are both waited for. See [`join`].
#[must_use = "a join does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct Join<A: IntoFuture, B: IntoFuture> {
    first: Branch<A>,
    second: Branch<B>,
}

impl<A: IntoFuture, B: IntoFuture> Join<A, B> {
    fn advance<P: Keeper<A> + Keeper<B>>(
        &mut self,
        poller: &mut P,
    ) -> Poll<(A::Output, B::Output)> {
        let first_waits = waits(poller, &mut self.first);
        let second_waits = waits(poller, &mut self.second);
        if first_waits || second_waits {
            poller.keep(&mut self.first);
            poller.keep(&mut self.second);
            return Poll::Pending;
        }
        Poll::Ready((
            poller.value(self.first.take()),
            poller.value(self.second.take()),
        ))
    }
}

impl<A: IntoFuture, B: IntoFuture> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<A: IntoFuture, B: IntoFuture> Sealed for Join<A, B> {}

#[diagnostic::do_not_recommend]
impl<A: Durable, B: Durable> Durable for Join<A, B>
where
    A::Output: Storable,
    B::Output: Storable,
{
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        A::results(results);
        B::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<(A::Output, B::Output)> {
        cx.all(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        cx.give_up(&mut self.first);
        cx.give_up(&mut self.second);
    }
}

/// Waits for all operations at the same time, and returns their outputs in the order of the operations. `join_all` of
/// the futures crate.
///
/// In an orchestrator, the values of ended operations are stored until the last one ends, and only then the function
/// resumes. Without any operation it is ready at once.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn word_count(page: String) -> Result<usize> {
///     Ok(page.split_whitespace().count())
/// }
///
/// #[orchestrator]
/// async fn total(pages: Vec<String>) -> Result<usize> {
///     let counts = join_all(pages.into_iter().map(word_count)).await;
///     // Pages that couldn't be read don't count.
///     Ok(counts.into_iter().flatten().sum())
/// }
/// ```
pub fn join_all<I>(operations: I) -> JoinAll<I::Item>
where
    I: IntoIterator<Item: IntoFuture>,
{
    JoinAll {
        branches: operations.into_iter().map(Branch::Waits).collect(),
    }
}

/// Operations that are all waited for. See [`join_all`].
#[must_use = "a join does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct JoinAll<F: IntoFuture> {
    branches: Vec<Branch<F>>,
}

impl<F: IntoFuture> JoinAll<F> {
    fn advance<P: Keeper<F>>(&mut self, poller: &mut P) -> Poll<Vec<F::Output>> {
        let mut all_ended = true;
        for branch in &mut self.branches {
            all_ended &= !waits(poller, branch);
        }
        if !all_ended {
            keep_all(poller, &mut self.branches);
            return Poll::Pending;
        }
        Poll::Ready(values(poller, &mut self.branches).collect())
    }
}

impl<F: IntoFuture> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<F: IntoFuture> Sealed for JoinAll<F> {}

#[diagnostic::do_not_recommend]
impl<F: Durable> Durable for JoinAll<F>
where
    F::Output: Storable,
{
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        F::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Vec<F::Output>> {
        cx.all(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        give_up_all(cx, &mut self.branches);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::Duration;

    use super::*;
    use crate::ops::event::event;
    use crate::ops::hand::Hand;
    use crate::ops::sleep::sleep;
    use crate::step::frame::Fault;

    #[test]
    fn both_are_begun_at_once_and_the_first_value_is_kept() {
        let mut hand = Hand::new();
        let mut both = join(event::<u32>("a"), event::<String>("b"));
        assert!(hand.poll(&mut both).is_pending());
        assert_eq!(hand.waits_for(), ["a", "b"]);
        hand.raise("b", "\"two\"");
        assert!(hand.poll(&mut both).is_pending());
        assert_eq!(hand.waits_for(), ["a"]);
        hand.raise("a", "1");
        let Poll::Ready((Ok(1), Ok(two))) = hand.poll(&mut both) else {
            panic!("both have ended");
        };
        assert_eq!(two, "two");
    }

    #[test]
    fn many_are_halves_of_halves() {
        let nested = |n: u32| {
            let each = |n: u32| event::<u32>(n.to_string());
            join(join(each(n), each(n + 1)), join(each(n + 2), each(n + 3)))
        };
        let mut hand = Hand::new();
        let mut all = join(
            join(join(nested(0), nested(4)), join(nested(8), nested(12))),
            sleep(Duration::from_secs(1)),
        );
        assert!(hand.poll(&mut all).is_pending());
        for n in (0..16).rev() {
            hand.raise(&n.to_string(), &n.to_string());
            assert!(hand.poll(&mut all).is_pending());
        }
        hand.pass(Duration::from_secs(1));
        let Poll::Ready((((first, _), (_, last)), ())) = hand.poll(&mut all) else {
            panic!("all have ended");
        };
        assert_eq!(first.0.0.unwrap(), 0);
        assert_eq!(last.1.1.unwrap(), 15);
    }

    #[test]
    fn outputs_are_in_the_order_of_the_operations() {
        let mut hand = Hand::new();
        let mut all = join_all(["a", "b", "c"].map(event::<u32>));
        assert!(hand.poll(&mut all).is_pending());
        for (name, payload) in [("c", "3"), ("a", "1"), ("b", "2")] {
            assert!(hand.poll(&mut all).is_pending());
            hand.raise(name, payload);
        }
        let Poll::Ready(outputs) = hand.poll(&mut all) else {
            panic!("all have ended");
        };
        let outputs: Vec<u32> = outputs.into_iter().map(Result::unwrap).collect();
        assert_eq!(outputs, [1, 2, 3]);
    }

    #[test]
    fn none_at_all_is_ready_at_once() {
        let mut none = join_all(Vec::<crate::ops::sleep::Sleep>::new());
        assert_eq!(Hand::new().poll(&mut none), Poll::Ready(Vec::new()));
    }

    #[test]
    fn what_has_not_ended_is_cancelled() {
        let mut hand = Hand::new();
        let mut all = join_all(["a", "b", "c"].map(event::<u32>));
        assert!(hand.poll(&mut all).is_pending());
        hand.raise("b", "2");
        assert!(hand.poll(&mut all).is_pending());
        hand.cancel(&mut all);
        assert_eq!(hand.cancelled(), ["a", "c"]);
        assert!(hand.waits_for().is_empty());
    }

    #[test]
    fn a_value_that_cannot_be_kept_is_told() {
        #[derive(Deserialize)]
        struct Secret;
        impl Serialize for Secret {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("it is a secret"))
            }
        }

        let mut hand = Hand::new();
        let mut both = join(event::<Secret>("a"), event::<u32>("b"));
        assert!(hand.poll(&mut both).is_pending());
        hand.raise("a", "null");
        let thrown = catch_unwind(AssertUnwindSafe(|| hand.poll(&mut both).is_pending()));
        let fault = thrown.unwrap_err().downcast::<Fault>().unwrap();
        let Fault::NotSerializable(message) = *fault else {
            panic!("{fault:?}");
        };
        assert!(message.contains("it is a secret"), "{message}");
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_they_are_futures_that_may_borrow() {
        let names = ["a".to_owned(), "bc".to_owned()];
        let lengths = join_all(names.iter().map(|name| async move {
            tokio::time::sleep(Duration::from_secs(10 - name.len() as u64)).await;
            name.len()
        }));
        let begun = tokio::time::Instant::now();
        let mut both = join(lengths, sleep(Duration::from_secs(3)));
        assert_eq!((&mut both).await, (vec![1, 2], ()));
        assert_eq!(begun.elapsed(), Duration::from_secs(9));
    }
}
