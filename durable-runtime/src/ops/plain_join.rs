//! `join!` and `try_join!` in plain code: what tokio's macros of the same names do, in fewer types, so that rustc tells
//! of a branch that is no future once.
//!
//! All branches are polled in the task that awaits them. Which one is polled first changes from poll to poll, unless
//! `biased;` is said. A branch is dropped when it is over.

#![allow(missing_docs, reason = "only the macros see what is public here")]

use std::pin::Pin;
use std::task::{Context, Poll};

type PollOf<F, T> = fn(Pin<&mut F>, &mut Context<'_>) -> Poll<T>;

/// A branch. Its methods demand nothing of `F`, so that what is no future is told by the function that begins it alone.
pub struct Part<F, T> {
    state: State<F, T>,
    poll: PollOf<F, T>,
}

enum State<F, T> {
    Runs(Pin<Box<F>>),
    Ended(T),
    Taken,
}

/// The future is pinned in its box, and nothing else in a branch is.
impl<F, T> Unpin for Part<F, T> {}

/// A branch of `join!`. Its type names no type that belongs to `O`, which rustc would report again of what is no future.
pub fn part<O, F, T>(operation: O) -> Part<F, T>
where
    O: IntoFuture<IntoFuture = F, Output = T>,
{
    begun(operation)
}

fn begun<O: IntoFuture>(operation: O) -> Part<O::IntoFuture, O::Output> {
    Part {
        state: State::Runs(Box::pin(operation.into_future())),
        poll: O::IntoFuture::poll,
    }
}

/// A branch of `try_join!`.
pub fn try_part<O, F, T, E>(operation: O) -> Part<F, Result<T, E>>
where
    O: IntoFuture<IntoFuture = F, Output = Result<T, E>>,
{
    begun(operation)
}

impl<F, T> Part<F, T> {
    /// Advances the branch. Returns whether it is still pending.
    pub fn waits(&mut self, context: &mut Context<'_>) -> bool {
        let State::Runs(future) = &mut self.state else {
            return false;
        };
        match (self.poll)(future.as_mut(), context) {
            Poll::Ready(value) => {
                self.state = State::Ended(value);
                false
            }
            Poll::Pending => true,
        }
    }

    /// The value that it ended with.
    pub fn value(&mut self) -> T {
        match std::mem::replace(&mut self.state, State::Taken) {
            State::Ended(value) => value,
            _ => panic!("`join!` is polled again after it was ready"),
        }
    }
}

impl<F, T, E> Part<F, Result<T, E>> {
    /// The failure with which it has ended, as the end of all.
    pub fn failure<U>(&mut self) -> Option<Poll<Result<U, E>>> {
        match std::mem::replace(&mut self.state, State::Taken) {
            State::Ended(Err(error)) => Some(Poll::Ready(Err(error))),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// The value that it ended with, which is no failure.
    pub fn success(&mut self) -> T {
        match self.value() {
            Ok(value) => value,
            Err(_) => unreachable!("a failure ends all at once"),
        }
    }
}

/// The order in which branches are polled.
pub struct Order {
    first: usize,
    biased: bool,
}

impl Order {
    /// Another branch is the first one at each poll.
    pub const FAIR: Self = Self {
        first: 0,
        biased: false,
    };

    /// They are always polled as they are written.
    pub const BIASED: Self = Self {
        first: 0,
        biased: true,
    };

    /// Two rounds over so many branches, in which each has its turn once.
    pub fn __durable_rounds(&mut self, branches: usize) -> [Round; 2] {
        let first = self.first;
        if !self.biased {
            self.first = (first + 1) % branches;
        }
        let round = |is_first| Round {
            first,
            is_first,
            at: 0,
        };
        [round(true), round(false)]
    }
}

/// A round over the branches: from the first one on, or up to it.
pub struct Round {
    first: usize,
    is_first: bool,
    at: usize,
}

impl Round {
    /// Whether the next branch has its turn in this round.
    pub fn __durable_has_next(&mut self) -> bool {
        let at = self.at;
        self.at += 1;
        (at >= self.first) == self.is_first
    }
}

/// Polls branches until all have ended. What follows the poll of a branch may end it early.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_poll {
    ($order:ident [$($part:ident = $begun:expr, $followed_by:expr;)+] $outputs:expr) => {{
        let mut parts = ($($begun,)+);
        let ($($part,)+) = &mut parts;
        let mut order = $crate::__private::plain::Order::$order;
        $crate::__private::plain::poll_fn(move |context| {
            let mut waits = false;
            for mut round in order.__durable_rounds(<[_]>::len(&[$(::core::stringify!($part)),+])) {
                $(if round.__durable_has_next() {
                    waits |= $part.waits(context);
                    $followed_by
                })+
            }
            if waits {
                return $crate::__private::Poll::Pending;
            }
            // A value's type may have no values.
            #[allow(unreachable_code)]
            $crate::__private::Poll::Ready($outputs)
        })
        .await
    }};
}

/// `join!` in plain code: gives each branch a name of its own, and waits for all.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_join {
    () => { async {}.await };
    (biased;) => { async {}.await };
    (biased; $($operation:expr),+ $(,)?) => {
        $crate::__private::plain::join!(@named BIASED [] $($operation,)+)
    };
    (@named $order:ident [$($named:tt)*] $operation:expr, $($more:tt)*) => {
        $crate::__private::plain::join!(@named $order [$($named)* (part $operation)] $($more)*)
    };
    (@named $order:ident [$(($part:ident $operation:expr))+]) => {
        $crate::__private::plain::poll!($order
            [$($part = $crate::__private::plain::part($operation), ();)+]
            ($($part.value(),)+))
    };
    ($($operation:expr),+ $(,)?) => {
        $crate::__private::plain::join!(@named FAIR [] $($operation,)+)
    };
}

/// `try_join!` in plain code.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_try_join {
    () => { async { $crate::__private::core::result::Result::Ok(()) }.await };
    (biased;) => { async { $crate::__private::core::result::Result::Ok(()) }.await };
    (biased; $($operation:expr),+ $(,)?) => {
        $crate::__private::plain::try_join!(@named BIASED [] $($operation,)+)
    };
    (@named $order:ident [$($named:tt)*] $operation:expr, $($more:tt)*) => {
        $crate::__private::plain::try_join!(@named $order [$($named)* (part $operation)] $($more)*)
    };
    (@named $order:ident [$(($part:ident $operation:expr))+]) => {
        $crate::__private::plain::poll!($order
            [$($part = $crate::__private::plain::try_part($operation),
                if let $crate::__private::core::option::Option::Some(failure) = $part.failure() {
                    return failure;
                };)+]
            $crate::__private::core::result::Result::Ok(($($part.success(),)+)))
    };
    ($($operation:expr),+ $(,)?) => {
        $crate::__private::plain::try_join!(@named FAIR [] $($operation,)+)
    };
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::convert::Infallible;
    use std::time::Duration;

    use tokio::time::{Instant, sleep};

    async fn after(seconds: u64) -> u64 {
        sleep(Duration::from_secs(seconds)).await;
        seconds
    }

    #[tokio::test(start_paused = true)]
    async fn all_run_at_the_same_time_and_their_outputs_are_in_order() {
        let begun = Instant::now();
        let one = crate::join!(after(3),);
        assert_eq!(one, (3,));
        let three = crate::join!(biased; after(3), async { "two" }, after(1));
        assert_eq!(three, (3, "two", 1));
        let none: () = crate::join!();
        assert_eq!(none, ());
        assert_eq!(begun.elapsed(), Duration::from_secs(6));
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_error_ends_all() {
        let begun = Instant::now();
        let both: Result<(u64, u64), &str> =
            crate::try_join!(async { Ok(after(9).await) }, async {
                after(1).await;
                Err("no")
            });
        assert_eq!(both, Err("no"));
        assert_eq!(begun.elapsed(), Duration::from_secs(1));
        let both = crate::try_join!(async { Ok::<_, Infallible>(after(2).await) }, async {
            Ok("b")
        });
        assert_eq!(both, Ok((2, "b")));
        let none: Result<(), Infallible> = crate::try_join!();
        assert_eq!(none, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn another_one_is_polled_first_each_time_unless_it_is_biased() {
        let polls = RefCell::new(String::new());
        let noted = async |name: &str| {
            for _ in 0..3 {
                polls.borrow_mut().push_str(name);
                tokio::task::yield_now().await;
            }
        };
        crate::join!(noted("a"), noted("b"), noted("c"));
        assert_eq!(polls.take(), "abcbcacab");
        crate::join!(biased; noted("a"), noted("b"), noted("c"));
        assert_eq!(polls.take(), "abcabcabc");
    }

    #[tokio::test]
    async fn they_may_be_many_and_are_sent_between_threads() {
        let many = async {
            let one = async || 1;
            let all = crate::join!(
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one(),
                one()
            );
            all.11
        };
        assert_eq!(tokio::spawn(many).await.unwrap(), 1);
    }
}
