//! [`Flow`]: the end of a step of a machine, while the user's function returns a `Result`.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;

use crate::machine::compile_time::type_ok::HasOutput;

/// The end of a step of a machine, while the user's function returns `Result<T, E>`. A step returns `Result<Flow<T>,
/// E>`, so the user's `?` and `return` work in it unchanged.
pub enum Flow<T> {
    /// It waits; the frame holds the place and its locals.
    Parked,
    /// The function returned.
    Done(T),
    /// The `async` block of the frame is over; this is its value.
    BlockDone(Box<dyn Any>),
}

/// Returns the result of the user's function from a step.
#[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
pub fn returned<S: HasOutput<Result<T, E>>, T, E>(result: S::Type) -> Result<Flow<T>, E> {
    S::takes(result).map(Flow::Done)
}

/// Flattens nested outputs: those of `join!` and `try_join!`.
pub fn flat<T, R>(nested: T, flat: impl FnOnce(T) -> R) -> R {
    flat(nested)
}
