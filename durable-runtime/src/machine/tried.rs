//! `?` in an `async` block that is awaited at once where it stands. The block is a part of the function, so its `?`
//! ends the block and not the function.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::task::Poll;

/// The result of a `?`: a value, or the value with which the block ends.
pub enum Tried<T, F> {
    Value(T),
    Failed(F),
}

/// A type that `?` can be applied to.
pub trait CanFail {
    type Value;
    type Failed;

    fn tried(self) -> Tried<Self::Value, Self::Failed>;
}

impl<T, E> CanFail for Result<T, E> {
    type Value = T;
    type Failed = Result<Infallible, E>;

    fn tried(self) -> Tried<T, Self::Failed> {
        match self {
            Ok(value) => Tried::Value(value),
            Err(error) => Tried::Failed(Err(error)),
        }
    }
}

impl<T> CanFail for Option<T> {
    type Value = T;
    type Failed = Option<Infallible>;

    fn tried(self) -> Tried<T, Self::Failed> {
        match self {
            Some(value) => Tried::Value(value),
            None => Tried::Failed(None),
        }
    }
}

impl<B, C> CanFail for ControlFlow<B, C> {
    type Value = C;
    type Failed = ControlFlow<B, Infallible>;

    fn tried(self) -> Tried<C, Self::Failed> {
        match self {
            ControlFlow::Continue(value) => Tried::Value(value),
            ControlFlow::Break(value) => Tried::Failed(ControlFlow::Break(value)),
        }
    }
}

impl<T, E> CanFail for Poll<Result<T, E>> {
    type Value = Poll<T>;
    type Failed = Result<Infallible, E>;

    fn tried(self) -> Tried<Poll<T>, Self::Failed> {
        match self {
            Poll::Ready(Ok(value)) => Tried::Value(Poll::Ready(value)),
            Poll::Ready(Err(error)) => Tried::Failed(Err(error)),
            Poll::Pending => Tried::Value(Poll::Pending),
        }
    }
}

/// The value of a block that a `?` may end.
pub trait EndsWith<F> {
    fn of(failed: F) -> Self;
}

impl<T, E, F: From<E>> EndsWith<Result<Infallible, E>> for Result<T, F> {
    fn of(failed: Result<Infallible, E>) -> Self {
        match failed {
            Err(error) => Err(error.into()),
        }
    }
}

impl<T> EndsWith<Option<Infallible>> for Option<T> {
    fn of(_: Option<Infallible>) -> Self {
        None
    }
}

impl<B, C> EndsWith<ControlFlow<B, Infallible>> for ControlFlow<B, C> {
    fn of(failed: ControlFlow<B, Infallible>) -> Self {
        match failed {
            ControlFlow::Break(value) => Self::Break(value),
        }
    }
}

/// The value of the block that a `?` ends.
pub fn failed<F, B: EndsWith<F>>(failed: F) -> B {
    B::of(failed)
}
