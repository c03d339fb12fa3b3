//! What is said of a failure on its way: [`Failure::context`], and [`FailureContext`] for results.

use std::fmt;

use super::error::Cause;
use super::{Failure, Result};

impl Failure {
    /// The same failure with a message that says what was being done; the message so far becomes the first of
    /// its sources. Its data, and whether it is tried again, stay.
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

/// `.context(…)` of results that fail with a [`Failure`], such as those of activities. `Context` of `anyhow`,
/// beside which it can be in scope: that one is for other errors.
///
/// ```
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
    /// Says what was being done when it failed. See [`Failure::context`].
    fn context(self, context: impl fmt::Display) -> Result<T>;

    /// The same with a text that is only made if it has failed.
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

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Result<T> {}
}
