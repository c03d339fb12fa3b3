//! [`FailureError`]: a failure as a [`std::error::Error`], with its sources.

use std::any::Any;
use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::panics::drop_caught;
use crate::model::json::Json;

/// A [`Failure`](crate::Failure) as a [`std::error::Error`]. A failure derefs to it, and a `Box<dyn Error>` or an
/// `anyhow::Error` made of a failure holds it. `?` turns it back into the same failure.
///
/// ```
/// use durable_runtime::{Failure, FailureError};
///
/// let error: Box<dyn std::error::Error> = Failure::terminal("no such repo").into();
/// let failure = Failure::from(*error.downcast::<FailureError>().unwrap());
/// assert!(failure.is_terminal());
/// ```
#[derive(Clone)]
pub struct FailureError {
    pub(super) message: String,
    pub(super) type_name: String,
    pub(super) source: Option<Box<Cause>>,
    pub(super) data: Option<Json>,
    pub(super) terminal: bool,
    pub(super) retry_after: Option<Duration>,
    /// The data as the original error, once it was read.
    read: OnceLock<Kept>,
}

/// An error that was read and that nothing changes, so a failure may cross a `catch_unwind`. It lives as long as the
/// failure.
#[derive(Clone)]
struct Kept(Option<Arc<dyn Any + Send + Sync>>);

impl Drop for Kept {
    /// The engine drops failures, too, and must not end by a panic of user code.
    fn drop(&mut self) {
        drop_caught(self.0.take());
    }
}

impl UnwindSafe for Kept {}
impl RefUnwindSafe for Kept {}

/// A cause of a failure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cause {
    pub(super) message: String,
    pub(super) source: Option<Box<Cause>>,
}

impl Cause {
    /// The causes with these messages, the nearest first.
    pub(super) fn chain(messages: Vec<String>) -> Option<Box<Self>> {
        messages.into_iter().rev().fold(None, |source, message| {
            Some(Box::new(Self { message, source }))
        })
    }
}

impl FailureError {
    /// The number of bytes of the messages of its sources.
    pub(super) fn source_bytes(&self) -> usize {
        let causes = std::iter::successors(self.source.as_deref(), |cause| cause.source.as_deref());
        causes.map(|cause| cause.message.len()).sum()
    }

    pub(super) fn new(type_name: &str, message: String) -> Self {
        Self {
            message,
            type_name: type_name.to_owned(),
            source: None,
            data: None,
            terminal: false,
            retry_after: None,
            read: OnceLock::new(),
        }
    }

    pub(super) fn set_data(&mut self, data: Json) {
        self.data = Some(data);
        self.forget_read();
    }

    /// Drops the error that the data was read as.
    pub(super) fn forget_read(&mut self) {
        self.read = OnceLock::new();
    }

    /// The data as an `E`, or as the type that was read first.
    pub(super) fn read_data<E>(&self) -> Option<&(dyn Any + Send + Sync)>
    where
        E: DeserializeOwned + Send + Sync + 'static,
    {
        if self.read.get().is_none() {
            let error: E = self.data.as_ref()?.decode().ok()?;
            let _ = self.read.set(Kept(Some(Arc::new(error))));
        }
        self.read.get()?.0.as_deref()
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        let first = self.source.as_deref();
        std::iter::successors(first, |cause| cause.source.as_deref())
            .map(|cause| cause.message.as_str())
    }
}

impl PartialEq for FailureError {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
            && self.type_name == other.type_name
            && self.source == other.source
            && self.data == other.data
            && self.terminal == other.terminal
            && self.retry_after == other.retry_after
    }
}

impl fmt::Display for FailureError {
    /// The message; with `{:#}` the sources too, in a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        note_shown(self);
        f.write_str(&self.message)?;
        if f.alternate() {
            for source in self.sources() {
                write!(f, ": {source}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for FailureError {
    /// The form in which a program prints the failure that its `main` returns: the message, then its sources.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for source in self.sources() {
            write!(f, "\n  caused by: {source}")?;
        }
        Ok(())
    }
}

impl Error for FailureError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

/// Whether a listener is active, and the failure that was shown to it.
#[allow(clippy::option_option, reason = "the two say different things")]
type Shown = Option<Option<Box<FailureError>>>;

thread_local! {
    /// The failure that was shown since the listener began, if there is a listener.
    static SHOWN: RefCell<Shown> = const { RefCell::new(None) };
}

/// Notes that a failure is shown as text.
pub(super) fn note_shown(failure: &FailureError) {
    SHOWN.with_borrow_mut(|shown| {
        if let Some(none @ None) = shown {
            *none = Some(Box::new(failure.clone()));
        }
    });
}

/// An error's text, and the failure that the error is or shows as itself.
pub(super) fn said(error: &(dyn Error + '_)) -> (String, Option<Box<FailureError>>) {
    /// Puts the previous value back, also when showing the error panics.
    struct Restore(Shown);
    impl Drop for Restore {
        fn drop(&mut self) {
            SHOWN.set(self.0.take());
        }
    }

    let _restore = Restore(SHOWN.replace(Some(None)));
    let text = error.to_string();
    let shown = SHOWN.take().flatten();
    let shown = shown.filter(|failure| failure.message == text);
    (text, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A failure is a value as any other: it may be sent, shared, and looked at after a panic.
    #[test]
    fn it_is_sent_shared_and_unwound() {
        fn demand<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
        demand::<FailureError>();
        demand::<crate::model::failure::Failure>();
    }

    #[test]
    fn its_sources_are_a_chain() {
        let mut failure = FailureError::new("E", "no order".to_owned());
        failure.source = Cause::chain(vec!["no payment".to_owned(), "declined".to_owned()]);
        let first = failure.source().unwrap();
        assert_eq!(first.to_string(), "no payment");
        assert_eq!(first.source().unwrap().to_string(), "declined");
        assert!(first.source().unwrap().source().is_none());
    }
}
