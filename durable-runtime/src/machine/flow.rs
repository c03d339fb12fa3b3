//! [`Flow`]: the end of a step of a machine, while the user's function returns a `Result`.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;

/// How a step of a machine ended, while the user's function returns `Result<T, E>`. A step returns
/// `Result<Flow<T>, E>`, so the user's `?` and `return` work in it as they stand.
pub enum Flow<T> {
    /// It waits; the frame holds the place and its locals.
    Waiting,
    /// The function returned.
    Done(T),
    /// The `async` block of the frame is over; this is its value.
    BlockDone(Box<dyn Any>),
}

/// Makes nested outputs flat: those of `join!` and `try_join!`.
pub fn flat<T, R>(nested: T, flat: impl FnOnce(T) -> R) -> R {
    flat(nested)
}
