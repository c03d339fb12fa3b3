//! [`Branch`]: one of several operations that another operation waits for.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::machine::durable::Durable;
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault, IncompatibleCheckpoint};
use crate::step::storable::Storable;

/// One of several operations that are waited for together. In an orchestrator it is a [`Durable`] operation, and
/// stored; in a task it may be any future.
#[derive(Serialize, Deserialize)]
pub(crate) enum Branch<F: IntoFuture> {
    /// The operation is pending.
    Waits(F),
    /// The operation is pending, in a task, where it was begun as a future.
    #[serde(skip)]
    Runs(Pin<Box<F::IntoFuture>>),
    /// It ended with this value in the current poll, or in a task.
    #[serde(skip)]
    Value(F::Output),
    /// It ended with this value, in the storage encoding.
    Kept(Blob),
    /// It takes no part: its value was handed over, it was cancelled, or it was never enabled.
    Over,
}

/// The future is pinned in its box, and nothing else in a branch is.
impl<F: IntoFuture> Unpin for Branch<F> {}

impl<F: IntoFuture> Branch<F> {
    /// Whether it is pending.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Waits(_) | Self::Runs(_))
    }

    /// Leaves an empty branch behind.
    pub(crate) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Over)
    }
}

/// The poller of a branch: a task (a [`Context`]), or a step of an orchestrator (a [`Cx`]).
pub(crate) trait Poller<F: IntoFuture> {
    /// Advances the branch as far as possible. It is over when it was ready.
    fn poll(&mut self, branch: &mut Branch<F>) -> Poll<F::Output>;

    /// Cancels the branch's operation, or drops its value.
    fn give_up(&mut self, branch: &mut Branch<F>);
}

/// A poller that waits for several branches, and keeps the values of those that ended first.
pub(crate) trait Keeper<F: IntoFuture>: Poller<F> {
    /// Converts the branch's value, if it has one, into a form that lasts until the next poll.
    fn keep(&mut self, branch: &mut Branch<F>);

    /// The value that the branch ended with.
    fn value(&mut self, branch: Branch<F>) -> F::Output;
}

impl<F: IntoFuture> Poller<F> for Context<'_> {
    fn poll(&mut self, branch: &mut Branch<F>) -> Poll<F::Output> {
        *branch = match branch.take() {
            Branch::Waits(operation) => Branch::Runs(Box::pin(operation.into_future())),
            begun => begun,
        };
        let Branch::Runs(future) = branch else {
            return Poll::Pending;
        };
        let value = ready!(future.as_mut().poll(self));
        *branch = Branch::Over;
        Poll::Ready(value)
    }

    fn give_up(&mut self, branch: &mut Branch<F>) {
        *branch = Branch::Over;
    }
}

impl<F: Durable> Poller<F> for Cx<'_> {
    fn poll(&mut self, branch: &mut Branch<F>) -> Poll<F::Output> {
        let Branch::Waits(operation) = branch else {
            return Poll::Pending;
        };
        let value = ready!(operation.poll(self));
        *branch = Branch::Over;
        Poll::Ready(value)
    }

    fn give_up(&mut self, branch: &mut Branch<F>) {
        if let Branch::Waits(mut operation) = branch.take() {
            operation.cancel(self);
        }
    }
}

impl<F: IntoFuture> Keeper<F> for Context<'_> {
    fn keep(&mut self, _: &mut Branch<F>) {}

    fn value(&mut self, branch: Branch<F>) -> F::Output {
        match branch {
            Branch::Value(value) => value,
            _ => polled_again(),
        }
    }
}

impl<F: Durable> Keeper<F> for Cx<'_>
where
    F::Output: Storable,
{
    fn keep(&mut self, branch: &mut Branch<F>) {
        let Branch::Value(value) = branch else {
            return;
        };
        let bytes = codec::encode_verified(value).unwrap_or_else(|error| {
            Fault::NotSerializable(format!(
                "a value of type `{}` can't be stored while the other operations are awaited: {error}",
                std::any::type_name::<F::Output>()
            ))
            .throw()
        });
        *branch = Branch::Kept(Blob(bytes));
    }

    fn value(&mut self, branch: Branch<F>) -> F::Output {
        match branch {
            Branch::Value(value) => value,
            Branch::Kept(Blob(bytes)) => codec::decode_held(&bytes).unwrap_or_else(|error| {
                Fault::Blocked(IncompatibleCheckpoint::Operation {
                    point: "an await of several operations".to_owned(),
                    type_name: std::any::type_name::<F::Output>().to_owned(),
                    reason: error.to_string(),
                })
                .throw()
            }),
            _ => polled_again(),
        }
    }
}

fn polled_again() -> ! {
    panic!("an operation is polled again after it was ready")
}

/// Advances one of several branches as far as possible, unless it has ended. Returns whether it is still pending.
pub(crate) fn waits<F: IntoFuture>(poller: &mut impl Poller<F>, branch: &mut Branch<F>) -> bool {
    if let Poll::Ready(value) = poller.poll(branch) {
        *branch = Branch::Value(value);
    }
    branch.is_open()
}

/// Keeps the values of branches of which some are pending.
pub(crate) fn keep_all<F: IntoFuture>(poller: &mut impl Keeper<F>, branches: &mut [Branch<F>]) {
    for branch in branches {
        poller.keep(branch);
    }
}

/// The values that all branches ended with.
pub(crate) fn values<F: IntoFuture>(
    poller: &mut impl Keeper<F>,
    branches: &mut Vec<Branch<F>>,
) -> impl Iterator<Item = F::Output> {
    let ended = std::mem::take(branches).into_iter();
    ended.map(|branch| poller.value(branch))
}

/// Cancels all branches.
pub(crate) fn give_up_all<F: IntoFuture>(poller: &mut impl Poller<F>, branches: &mut [Branch<F>]) {
    for branch in branches {
        poller.give_up(branch);
    }
}

impl<F: IntoFuture + fmt::Debug> fmt::Debug for Branch<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waits(operation) => operation.fmt(f),
            Self::Runs(_) => f.write_str("running"),
            Self::Value(_) | Self::Kept(_) => f.write_str("ended"),
            Self::Over => f.write_str("over"),
        }
    }
}
