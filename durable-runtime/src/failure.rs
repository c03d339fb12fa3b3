//! [`Failure`]: what went wrong in an activity or an orchestrator, in a form that can be stored.

use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::json::{Json, JsonError};

/// The result of activities and orchestrators.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// A failure of an activity or of an orchestrator.
///
/// Every [`std::error::Error`] becomes one by `?`: its message, the messages of its sources and the
/// name of its type are kept. It is stored with the instance, so it outlives the process in which
/// it happened.
///
/// ```
/// use durable_runtime::Failure;
///
/// fn port(text: &str) -> Result<u16, Failure> {
///     Ok(text.parse()?)
/// }
///
/// let failure = port("http").unwrap_err();
/// assert_eq!(failure.message(), "invalid digit found in string");
/// assert_eq!(failure.type_name(), "core::num::error::ParseIntError");
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    // Boxed: every `Result` of a step carries this type, and almost none of them fails.
    inner: Box<Inner>,
}

const UNFIT_ARGUMENTS: &str = "durable_runtime::UnfitArguments";

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Inner {
    message: String,
    type_name: String,
    sources: Vec<String>,
    data: Option<Json>,
    terminal: bool,
    retry_after: Option<Duration>,
}

impl Failure {
    /// A failure with a message. Activities that fail with it are retried by their policy.
    pub fn new(message: impl fmt::Display) -> Self {
        Self::named(std::any::type_name::<Self>(), message.to_string())
    }

    /// A failure that no retry policy tries again.
    ///
    /// ```
    /// use durable_runtime::Failure;
    /// assert!(Failure::terminal("the card was declined").is_terminal());
    /// ```
    pub fn terminal(message: impl fmt::Display) -> Self {
        let mut failure = Self::new(message);
        failure.inner.terminal = true;
        failure
    }

    pub(crate) fn named(type_name: &str, message: String) -> Self {
        Self {
            inner: Box::new(Inner {
                message,
                type_name: type_name.to_owned(),
                sources: Vec::new(),
                data: None,
                terminal: false,
                retry_after: None,
            }),
        }
    }

    /// A failure as it was stored.
    pub(crate) fn of_parts(
        message: String,
        type_name: String,
        sources: Vec<String>,
        data: Option<Json>,
        terminal: bool,
        retry_after: Option<Duration>,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                message,
                type_name,
                sources,
                data,
                terminal,
                retry_after,
            }),
        }
    }

    /// The same failure, which no retry policy tries again.
    #[must_use]
    pub fn into_terminal(mut self) -> Self {
        self.inner.terminal = true;
        self
    }

    /// The same failure with typed data, for whoever handles it.
    ///
    /// # Errors
    /// If `data` can't be said in JSON.
    ///
    /// ```
    /// use durable_runtime::Failure;
    ///
    /// let failure = Failure::new("out of stock").with_data(&vec!["A-17", "B-2"])?;
    /// assert_eq!(failure.data::<Vec<String>>()?.unwrap(), ["A-17", "B-2"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_data<T: Serialize + ?Sized>(mut self, data: &T) -> Result<Self, JsonError> {
        self.inner.data = Some(Json::of(data)?);
        Ok(self)
    }

    /// The same failure, asking for the next attempt no earlier than `wait` from now, in place of
    /// what the retry policy would wait. How often and for how long to try stays with the policy.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.inner.retry_after = Some(wait);
        self
    }

    /// What went wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The name of the error's type, as Rust writes it.
    pub fn type_name(&self) -> &str {
        &self.inner.type_name
    }

    /// The messages of the error's sources, the nearest first.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.inner.sources.iter().map(String::as_str)
    }

    /// Whether retrying is pointless.
    pub fn is_terminal(&self) -> bool {
        self.inner.terminal
    }

    /// The data given by [`Failure::with_data`], or `None` when there is none.
    ///
    /// # Errors
    /// If there is data and it isn't a `T`.
    pub fn data<T: DeserializeOwned>(&self) -> Result<Option<T>, JsonError> {
        self.inner.data.as_ref().map(Json::decode).transpose()
    }

    pub(crate) fn wanted_wait(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// What waits for an instance gets, when that was terminated.
    pub(crate) fn terminated(id: &crate::id::InstanceId, reason: &str) -> Self {
        Self::named(
            "durable_runtime::Terminated",
            format!("instance `{id}` was terminated: {reason}"),
        )
        .into_terminal()
    }

    /// What an attempt says whose stored arguments the running code can't read. It is not the activity that
    /// failed: the instance is blocked.
    pub(crate) fn unfit_arguments(error: &dyn fmt::Display) -> Self {
        let message = format!("the arguments don't fit the activity's parameters: {error}");
        Self::named(UNFIT_ARGUMENTS, message).into_terminal()
    }

    pub(crate) fn is_unfit_arguments(&self) -> bool {
        self.inner.type_name == UNFIT_ARGUMENTS
    }

    /// A panic of user code, as the failure of what panicked. The payload is the user's, too: dropping it may
    /// panic, which ends here.
    pub(crate) fn from_panic(payload: Box<dyn std::any::Any + Send>, what: &str) -> Self {
        let message = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a value that is not text".to_owned());
        let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(payload)));
        if let Err(again) = dropped {
            std::mem::forget(again);
        }
        Self::named("panic", format!("{what} panicked: {message}"))
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut said = error.to_string();
        let mut failure = Self::named(std::any::type_name::<E>(), said.clone());
        let mut source = error.source();
        while let Some(error) = source {
            // Some errors say what their sources say; once is enough.
            let text = error.to_string();
            if !said.contains(&text) {
                failure.inner.sources.push(text.clone());
            }
            said = text;
            source = error.source();
        }
        failure
    }
}

impl fmt::Display for Failure {
    /// The message; with `{:#}` the sources too, in a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)?;
        if f.alternate() {
            for source in self.sources() {
                write!(f, ": {source}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Failure {
    /// As a program prints it that ends with this failure: the message, then its sources.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)?;
        for source in self.sources() {
            write!(f, "\n  caused by: {source}")?;
        }
        Ok(())
    }
}
