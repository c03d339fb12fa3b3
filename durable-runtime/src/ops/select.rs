//! [`Select`]: the operation that `select!` compiles to in an orchestrator.
//!
//! ```text
//! select! {
//!     Ok(name) = event::<String>("Name"), if wanted => greet(name),
//!     () = sleep(limit) => give_up(),
//!     else => nothing(),
//! }
//! ```
//!
//! is built, once the preconditions are known, as
//!
//! ```text
//! let enabled = (wanted, true);
//! select(Or::when(enabled.0, event::<String>("Name"), Or::when(enabled.1, sleep(limit), Nothing)))
//! ```
//!
//! and returns, when it is awaited,
//!
//! - `None`: no branch is enabled (any more). The `else` branch runs, or [`all_disabled`] panics;
//! - `Some(Won::This(value))`: the first branch is ready; `Some(Won::Later(Won::This(value)))`: the second one
//!   is; and so on. Behind the last one, `Won::Later` holds an [`Infallible`], so that a `match` needs no arm
//!   for it.
//!
//! The losers are cancelled. A branch with a value that doesn't fit its pattern takes no further part, and the others
//! stay active: `accepts` of [`Select::poll_where`] decides that.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::branch::{Branch, Poller};
use crate::machine::awaiting::Await;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::stepping::Stepping;
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// The branches of a `select!`, polled in their order. Its output is the winner, and the branches that are left; `None`
/// when no branch is enabled.
#[derive(Debug, Serialize, Deserialize)]
pub struct Select<B> {
    branches: B,
}

/// A branch of a `select!`, before the others.
#[derive(Debug, Serialize, Deserialize)]
pub struct Or<F: IntoFuture, B> {
    branch: Branch<F>,
    others: B,
}

/// The end of the branches.
#[derive(Debug, Serialize, Deserialize)]
pub struct Nothing;

/// The branch that was ready, with its value.
#[derive(Debug, PartialEq)]
pub enum Won<T, Later> {
    /// The first one.
    This(T),
    /// One of the others.
    Later(Later),
}

/// Panics because no branch is enabled, where there is no `else`.
#[track_caller]
pub fn all_disabled() -> ! {
    panic!("all branches are disabled and there is no else branch")
}

/// `select!`, of these branches.
pub fn select<B>(branches: B) -> Select<B> {
    Select { branches }
}

impl<F: IntoFuture, B> Or<F, B> {
    /// A branch. It takes part if its precondition holds; otherwise its operation is dropped before it begins.
    pub fn when(enabled: bool, operation: F, others: B) -> Self {
        let branch = if enabled {
            Branch::Waits(operation)
        } else {
            Branch::Over
        };
        Self { branch, others }
    }
}

/// [`Or`] … [`Nothing`], of any futures.
pub trait Branches: Sized + Unpin {
    /// [`Won`] … [`Infallible`].
    type Won;

    /// Whether a branch is enabled.
    fn any_enabled(&self) -> bool;

    /// Polls as an ordinary future.
    fn poll_plain(&mut self, context: &mut Context<'_>) -> Poll<Self::Won>;
}

/// [`Or`] … [`Nothing`], of durable operations.
pub trait DurableBranches: Branches + Serialize + DeserializeOwned {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Self::Won>;

    fn cancel(&mut self, cx: &mut Cx<'_>);

    /// As [`Durable::results`].
    #[doc(hidden)]
    #[cfg(feature = "lock")]
    fn results(_: &mut Results<'_>) {}
}

impl<F: IntoFuture, B: Branches> Branches for Or<F, B> {
    type Won = Won<F::Output, B::Won>;

    fn any_enabled(&self) -> bool {
        self.branch.is_open() || self.others.any_enabled()
    }

    fn poll_plain(&mut self, context: &mut Context<'_>) -> Poll<Self::Won> {
        match context.poll(&mut self.branch) {
            Poll::Ready(value) => Poll::Ready(Won::This(value)),
            Poll::Pending => self.others.poll_plain(context).map(Won::Later),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<F: Durable, B: DurableBranches> DurableBranches for Or<F, B> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        F::results(results);
        B::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Self::Won> {
        match cx.poll(&mut self.branch) {
            Poll::Ready(value) => Poll::Ready(Won::This(value)),
            Poll::Pending => self.others.poll(cx).map(Won::Later),
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        cx.give_up(&mut self.branch);
        self.others.cancel(cx);
    }
}

impl Branches for Nothing {
    type Won = Infallible;

    fn any_enabled(&self) -> bool {
        false
    }

    fn poll_plain(&mut self, _: &mut Context<'_>) -> Poll<Infallible> {
        Poll::Pending
    }
}

#[diagnostic::do_not_recommend]
impl DurableBranches for Nothing {
    fn poll(&mut self, _: &mut Cx<'_>) -> Poll<Infallible> {
        Poll::Pending
    }

    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

impl<B: Branches> Future for Select<B> {
    type Output = Option<B::Won>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if !self.branches.any_enabled() {
            return Poll::Ready(None);
        }
        self.branches.poll_plain(context).map(Some)
    }
}

impl<B: DurableBranches> Select<B> {
    /// Polls, and skips a branch with a value that isn't accepted.
    pub fn poll_where(
        &mut self,
        cx: &mut Cx<'_>,
        mut accepts: impl FnMut(&B::Won) -> bool,
    ) -> Poll<Option<B::Won>> {
        while self.branches.any_enabled() {
            let won = ready!(cx.each(|cx| self.branches.poll(cx)));
            if accepts(&won) {
                self.branches.cancel(cx);
                return Poll::Ready(Some(won));
            }
        }
        Poll::Ready(None)
    }
}

impl<B> Sealed for Select<B> {}

#[diagnostic::do_not_recommend]
impl<B: DurableBranches + 'static> Durable for Select<B> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        B::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Option<B::Won>> {
        self.poll_where(cx, |_| true)
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        self.branches.cancel(cx);
    }
}

impl<B: DurableBranches> Await<Select<B>, Option<B::Won>> {
    /// The same for a `select!` whose patterns don't accept every value.
    pub fn __durable_poll_where<S>(
        &mut self,
        step: &mut Stepping<'_, '_, S>,
        accepts: impl FnMut(&B::Won) -> bool,
    ) -> Poll<Option<B::Won>> {
        self.poll_with(step, |select, cx| select.poll_where(cx, accepts))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ops::event::{Event, event};
    use crate::ops::hand::Hand;
    use crate::ops::sleep::{Sleep, sleep};

    const SECOND: Duration = Duration::from_secs(1);

    type EventOrTime = Select<Or<Event<u32>, Or<Sleep, Nothing>>>;

    fn event_or_time(event_enabled: bool, time_enabled: bool) -> EventOrTime {
        let time = Or::when(time_enabled, sleep(SECOND), Nothing);
        select(Or::when(event_enabled, event("a"), time))
    }

    #[test]
    fn the_winner_is_told_and_the_others_are_cancelled() {
        let mut hand = Hand::new();
        let mut select = event_or_time(true, true);
        assert!(hand.poll(&mut select).is_pending());
        assert_eq!(hand.waits_for(), ["a", "timer"]);
        hand.raise("a", "1");
        let won = hand.poll(&mut select);
        assert!(matches!(won, Poll::Ready(Some(Won::This(Ok(1))))));
        assert_eq!(hand.cancelled(), ["timer"]);
    }

    #[test]
    fn what_does_not_fit_leaves_the_others_until_none_is_left() {
        let mut hand = Hand::new();
        let mut select = event_or_time(true, true);
        let mut poll = |hand: &mut Hand| {
            hand.step(|cx| {
                select.poll_where(cx, |won| match won {
                    Won::This(value) => value.is_ok(),
                    Won::Later(_) => false,
                })
            })
        };
        assert!(poll(&mut hand).is_pending());
        hand.raise("a", "\"no number\"");
        assert!(poll(&mut hand).is_pending());
        hand.pass(SECOND);
        assert!(matches!(poll(&mut hand), Poll::Ready(None)));
    }

    #[test]
    fn a_disabled_branch_is_never_begun() {
        let mut hand = Hand::new();
        assert!(hand.poll(&mut event_or_time(false, true)).is_pending());
        assert_eq!(hand.waits_for(), ["timer"]);
    }

    #[test]
    fn nothing_is_won_when_all_are_disabled() {
        let mut none = event_or_time(false, false);
        assert!(matches!(Hand::new().poll(&mut none), Poll::Ready(None)));
    }

    #[test]
    fn of_two_that_are_ready_the_first_one_wins() {
        let mut hand = Hand::new();
        let mut select = event_or_time(true, true);
        assert!(hand.poll(&mut select).is_pending());
        hand.pass(SECOND);
        hand.raise("a", "1");
        assert!(matches!(
            hand.poll(&mut select),
            Poll::Ready(Some(Won::This(_)))
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_task_it_is_a_future() {
        let text = "text".to_owned();
        let now = Or::when(true, async { text.len() }, Nothing);
        let select = select(Or::when(true, sleep(SECOND), now));
        assert!(matches!(select.await, Some(Won::Later(Won::This(4)))));
    }
}
