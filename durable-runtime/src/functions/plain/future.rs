//! [`PlainFuture`]: an operation as an ordinary future.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The ordinary future of an operation outside of orchestrators. It begins when it is first polled there, is never
/// stored, and isn't shared with a clone.
pub(crate) struct PlainFuture<T>(Option<Pin<Box<dyn Future<Output = T> + Send>>>);

impl<T> PlainFuture<T> {
    /// Polls the future; `begin` makes it the first time.
    pub(crate) fn poll<F>(
        &mut self,
        context: &mut Context<'_>,
        begin: impl FnOnce() -> F,
    ) -> Poll<T>
    where
        F: Future<Output = T> + Send + 'static,
    {
        self.0
            .get_or_insert_with(|| Box::pin(begin()))
            .as_mut()
            .poll(context)
    }
}

impl<T> Default for PlainFuture<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Clone for PlainFuture<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> fmt::Debug for PlainFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "begun"
        } else {
            "not begun"
        })
    }
}
