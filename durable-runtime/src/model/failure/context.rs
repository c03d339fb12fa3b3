//! Context of failures: [`Failure::context`], and [`FailureContext`] for results.

use std::fmt;

use super::error::Cause;
use super::{Failure, Result};

impl Failure {
    /// The same failure with a message that says what was being done; the message so far becomes the first of its
    /// sources. Its data stays, and so does its retryability.
    ///
    /// ```
    /// use durable_runtime::Failure;
    ///
    /// let failure = Failure::terminal("the card was declined").context("order 7 was not paid");
    /// assert_eq!(format!("{failure:#}"), "order 7 was not paid: the card was declined");
    /// assert!(failure.is_terminal());
    /// ```
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        let inner = &mut self.inner;
        let message = std::mem::replace(&mut inner.message, context.to_string());
        let source = inner.source.take();
        inner.source = Some(Box::new(Cause { message, source }));
        self
    }
}

/// `.context(…)` of results that fail with a [`Failure`], such as those of activities.
///
/// It isn't in the prelude. With the feature `anyhow`, `anyhow::Context` and the prelude are enough.
///
/// ```standalone_crate
/// use durable_runtime::FailureContext;
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn pay(amount: u64) -> Result<()> {
///     Err(Failure::terminal(format!("there are no {amount} left")))
/// }
///
/// #[orchestrator]
/// async fn order(amount: u64) -> Result<()> {
///     pay(amount).await.context("the order was not paid")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let failure = order(7).await.unwrap_err();
/// assert_eq!(format!("{failure:#}"), "the order was not paid: there are no 7 left");
/// # }
/// ```
pub trait FailureContext<T>: sealed::Sealed {
    /// Adds a message that says what was being done. See [`Failure::context`].
    ///
    /// # Errors
    /// The failure, or the failure made of the error, with the context.
    fn context(self, context: impl fmt::Display) -> Result<T>;

    /// The same with a text that is only made on failure.
    ///
    /// # Errors
    /// As for [`FailureContext::context`].
    fn with_context<C: fmt::Display>(self, context: impl FnOnce() -> C) -> Result<T>;
}

impl<T> FailureContext<T> for Result<T> {
    fn context(self, context: impl fmt::Display) -> Self {
        self.map_err(|failure| failure.context(context))
    }

    fn with_context<C: fmt::Display>(self, context: impl FnOnce() -> C) -> Self {
        self.map_err(|failure| failure.context(context()))
    }
}

/// The same beside `anyhow::Context`, which is sealed and can't be implemented for this crate's results. rustc looks
/// for a method that takes its receiver by `&mut` only after it has found none that takes it by value. So this method
/// is taken for this crate's results, and `anyhow`'s for all others, including those with an error that is inferred
/// later.
#[cfg(feature = "anyhow")]
#[doc(hidden)]
pub trait ContextBesideAnyhow<T>: sealed::Sealed {
    /// As [`FailureContext::context`].
    fn context(&mut self, context: impl fmt::Display) -> Result<T>;

    /// As [`FailureContext::with_context`].
    fn with_context<C: fmt::Display>(&mut self, context: impl FnOnce() -> C) -> Result<T>;
}

#[cfg(feature = "anyhow")]
impl<T> ContextBesideAnyhow<T> for Result<T> {
    fn context(&mut self, context: impl fmt::Display) -> Self {
        FailureContext::context(taken(self), context)
    }

    fn with_context<C: fmt::Display>(&mut self, context: impl FnOnce() -> C) -> Self {
        FailureContext::with_context(taken(self), context)
    }
}

#[cfg(feature = "anyhow")]
fn taken<T>(result: &mut Result<T>) -> Result<T> {
    let left = Failure::terminal("this result was taken: a context was given to it");
    std::mem::replace(result, Err(left))
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Result<T> {}
}
