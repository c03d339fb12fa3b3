//! [`select_all`]: several operations, one after the other as they end.

use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Poller, give_up_all};
use crate::machine::durable::{Durable, Sealed};
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Waits for the operation that ends first, and returns its output, its number, and the others, which stay active and
/// can be waited for again. `select_all` of the futures crate, except that the others are a [`SelectAll`] and not a
/// `Vec`, so that they need not be `Unpin`; and that they stay in order.
///
/// When several are ready at once, the first of them is taken.
///
/// # Panics
/// If it is awaited with no operation left. [`SelectAll::is_empty`] tests that.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn render(page: u32) -> Result<u32> {
///     Ok(page)
/// }
///
/// #[orchestrator]
/// async fn render_all(pages: u32) -> Result<u32> {
///     let mut pending = select_all((0..pages).map(render));
///     let mut done = 0;
///     while !pending.is_empty() {
///         let (page, _, others) = pending.await;
///         page?;
///         done += 1;
///         set_custom_status(format!("{done} of {pages}"));
///         pending = others;
///     }
///     Ok(done)
/// }
/// ```
pub fn select_all<I>(operations: I) -> SelectAll<I::Item>
where
    I: IntoIterator<Item: IntoFuture>,
{
    SelectAll {
        branches: operations.into_iter().map(Branch::Waits).collect(),
    }
}

/// Operations, of which the first to end wins. See [`select_all`].
#[must_use = "a select does nothing unless it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
pub struct SelectAll<F: IntoFuture> {
    branches: Vec<Branch<F>>,
}

impl<F: IntoFuture> SelectAll<F> {
    /// Adds an operation, after the others. It begins when they are awaited next.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    ///
    /// #[activity]
    /// async fn render(page: u32) -> Result<u32> {
    ///     Ok(page)
    /// }
    ///
    /// /// Ten at a time.
    /// #[orchestrator]
    /// async fn render_all(pages: u32) -> Result<u32> {
    ///     let mut left = 0..pages;
    ///     let mut pending = select_all(left.by_ref().take(10).map(render));
    ///     let mut done = 0;
    ///     while !pending.is_empty() {
    ///         let (page, _, others) = pending.await;
    ///         page?;
    ///         done += 1;
    ///         pending = others;
    ///         if let Some(page) = left.next() {
    ///             pending.push(render(page));
    ///         }
    ///     }
    ///     Ok(done)
    /// }
    /// ```
    pub fn push(&mut self, operation: F) {
        self.branches.push(Branch::Waits(operation));
    }

    /// The number of operations that have not ended.
    pub fn len(&self) -> usize {
        self.branches.len()
    }

    /// Whether no operation is left to wait for.
    pub fn is_empty(&self) -> bool {
        self.branches.is_empty()
    }

    fn advance<P: Poller<F>>(&mut self, poller: &mut P) -> Poll<(F::Output, usize, Self)> {
        assert!(
            !self.is_empty(),
            "`select_all` is awaited with no operation left"
        );
        for number in 0..self.branches.len() {
            if let Poll::Ready(output) = poller.poll(&mut self.branches[number]) {
                let mut branches = std::mem::take(&mut self.branches);
                branches.remove(number);
                return Poll::Ready((output, number, Self { branches }));
            }
        }
        Poll::Pending
    }
}

impl<F: IntoFuture> Future for SelectAll<F> {
    type Output = (F::Output, usize, Self);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.advance(context)
    }
}

impl<F: IntoFuture> Sealed for SelectAll<F> {}

#[diagnostic::do_not_recommend]
impl<F: Durable> Durable for SelectAll<F> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        F::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<(F::Output, usize, Self)> {
        cx.each(|cx| self.advance(cx))
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        give_up_all(cx, &mut self.branches);
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
    fn the_others_go_on_and_are_waited_for_again() {
        let mut hand = Hand::new();
        let mut pending = select_all(["a", "b", "c"].map(event::<u32>));
        assert!(hand.poll(&mut pending).is_pending());
        hand.raise("b", "2");
        let Poll::Ready((Ok(2), 1, mut others)) = hand.poll(&mut pending) else {
            panic!("`b` has ended");
        };
        assert_eq!(others.len(), 2);
        assert_eq!(hand.waits_for(), ["a", "c"]);
        assert!(hand.cancelled().is_empty());
        hand.raise("c", "3");
        let Poll::Ready((Ok(3), 1, mut others)) = hand.poll(&mut others) else {
            panic!("`c` has ended");
        };
        hand.cancel(&mut others);
        assert_eq!(hand.cancelled(), ["a"]);
    }

    #[test]
    #[should_panic(expected = "`select_all` is awaited with no operation left")]
    fn none_at_all_can_not_be_waited_for() {
        let _ = Hand::new().poll(&mut select_all(Vec::<crate::ops::sleep::Sleep>::new()));
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_they_are_futures_that_may_borrow() {
        let seconds = [3, 1, 2];
        let mut pending = select_all(seconds.iter().map(|seconds| async move {
            sleep(Duration::from_secs(*seconds)).await;
            seconds
        }));
        let mut ended = Vec::new();
        while !pending.is_empty() {
            let (seconds, _, others) = pending.await;
            ended.push(*seconds);
            pending = others;
        }
        assert_eq!(ended, [1, 2, 3]);
    }
}
