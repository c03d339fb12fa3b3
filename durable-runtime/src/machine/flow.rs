//! How a step of a machine ends, while the user's function returns a `Result`: [`Flow`].

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;

use crate::machine::compile_time::sound::Yields;

/// How a step of a machine ended, while the user's function returns `Result<T, E>`. A step returns
/// `Result<Flow<T>, E>`, so the user's `?` and `return` work in it as they stand.
pub enum Flow<T> {
    /// It waits; the frame holds where and with what.
    Parked,
    /// The function returned.
    Done(T),
    /// The frame was that of an `async` block, which is over; this is its value.
    BlockDone(Box<dyn Any>),
}

/// Returns from a step with what the user's function returns.
#[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
pub fn returned<S: Yields<Result<T, E>>, T, E>(result: S::Type) -> Result<Flow<T>, E> {
    S::takes(result).map(Flow::Done)
}

/// Makes nested outputs flat: those of `join!` and `try_join!`.
pub fn flat<T, R>(nested: T, flat: impl FnOnce(T) -> R) -> R {
    flat(nested)
}
