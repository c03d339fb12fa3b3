//! [`Failure`]: an error of an activity or an orchestrator, in a form that can be stored. `error` is its
//! [`std::error::Error`] form, `conversion` makes failures of errors, `typed` restores declared errors, and `context`
//! adds context.

pub(crate) mod context;
pub(crate) mod conversion;
pub(crate) mod error;
pub(crate) mod given;
pub(crate) mod names;
pub(crate) mod panics;
mod stored;
pub(crate) mod typed;
#[cfg(feature = "anyhow")]
mod with_anyhow;

use std::any::Any;
use std::fmt;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::failure::error::FailureError;
use crate::model::failure::names::name_of;
use crate::model::failure::panics::{Misuse, advice, drop_caught};
use crate::model::json::{Json, JsonError};

/// The result of activities and orchestrators.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// A failure of an activity or of an orchestrator.
///
/// `?` turns every [`std::error::Error`] into a failure: its message, the messages of its sources and the name of its
/// type are kept. A failure is stored with the instance, so it outlives the process in which it happened.
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
///
/// It derefs to `dyn Error + Send + Sync`, and `?` turns it into a `Box<dyn Error>`, or with the feature `anyhow` into
/// an `anyhow::Error`. It isn't a [`std::error::Error`] itself, for then `?` could not convert errors into it;
/// [`Failure::into_error`] returns one.
///
/// ```
/// use durable_runtime::Failure;
/// use std::error::Error;
///
/// /// Of `thiserror`: `#[error("no order was made")] Step(#[from] Failure)`
/// fn order() -> Result<(), Box<dyn Error + Send + Sync>> {
///     Err(Failure::new("out of stock"))?
/// }
///
/// assert_eq!(order().unwrap_err().to_string(), "out of stock");
/// ```
///
/// # Errors that arrive as what they were
/// A declared error that is [`Serialize`] is kept in JSON. The caller of the function reads it with [`Failure::data`]
/// or [`Failure::downcast_ref`].
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// enum PayError {
///     Declined { left: u64 },
/// }
/// # impl std::fmt::Display for PayError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
/// #         f.write_str("the card was declined")
/// #     }
/// # }
/// # impl std::error::Error for PayError {}
///
/// #[activity]
/// async fn pay(amount: u64) -> Result<(), PayError> {
///     Err(PayError::Declined { left: amount / 2 })
/// }
///
/// #[orchestrator]
/// async fn pay_what_is_left(amount: u64) -> Result<u64> {
///     let Err(failure) = pay(amount).await else {
///         return Ok(amount);
///     };
///     match failure.data()? {
///         Some(PayError::Declined { left }) => Ok(left),
///         None => Err(failure),
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(pay_what_is_left(100).await?, 50);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct Failure {
    // Boxed: every `Result` of a step carries this type, and almost none of them fails.
    inner: Box<FailureError>,
}

const UNFIT_ARGUMENTS: &str = "durable_runtime::UnfitArguments";

impl Failure {
    /// A failure with a message. Activities that fail with it are retried by their policy.
    pub fn new(message: impl fmt::Display) -> Self {
        Self::named(name_of::<Self>(), message.to_string())
    }

    /// A failure that no retry policy tries again.
    ///
    /// ```
    /// use durable_runtime::Failure;
    /// assert!(Failure::terminal("the card was declined").is_terminal());
    /// ```
    pub fn terminal(message: impl fmt::Display) -> Self {
        Self::new(message).into_terminal()
    }

    pub(crate) fn named(type_name: &str, message: String) -> Self {
        Self {
            inner: Box::new(FailureError::new(type_name, message)),
        }
    }

    /// Its approximate number of bytes.
    pub(crate) fn bytes(&self) -> usize {
        let FailureError {
            message,
            type_name,
            data,
            ..
        } = &*self.inner;
        let data = data.as_ref().map_or(0, |data| data.as_str().len());
        message.len() + type_name.len() + data + self.inner.source_bytes()
    }

    /// The same failure, marked so that no retry policy tries again.
    #[must_use]
    pub fn into_terminal(mut self) -> Self {
        self.inner.terminal = true;
        self
    }

    /// The same failure with typed data for its handler.
    ///
    /// # Errors
    /// If JSON can't express `data`.
    ///
    /// ```
    /// use durable_runtime::Failure;
    ///
    /// let failure = Failure::new("out of stock").with_data(&vec!["A-17", "B-2"])?;
    /// assert_eq!(failure.data::<Vec<String>>()?.unwrap(), ["A-17", "B-2"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_data<T: Serialize + ?Sized>(mut self, data: &T) -> Result<Self, JsonError> {
        self.inner.set_data(Json::of(data)?);
        Ok(self)
    }

    /// The same failure, with a request that the next attempt begin no earlier than `wait` from now, in place of the
    /// delay of the retry policy. The number of attempts and the total time stay with the policy. A time after the year
    /// 9999 never comes.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.inner.retry_after = Some(wait);
        self
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The name of the error's type, as Rust writes it.
    pub fn type_name(&self) -> &str {
        &self.inner.type_name
    }

    /// The messages of the error's sources, the nearest first.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.inner.sources()
    }

    /// Whether retrying is pointless.
    pub fn is_terminal(&self) -> bool {
        self.inner.terminal
    }

    /// The declared error, if it is [`Serialize`], or the data given by [`Failure::with_data`]; `None` when there is
    /// neither.
    ///
    /// # Errors
    /// If there is data and it isn't a `T`. [`Failure::downcast_ref`] tests whether it is.
    pub fn data<T: DeserializeOwned>(&self) -> Result<Option<T>, JsonError> {
        self.inner.data.as_ref().map(Json::decode).transpose()
    }

    /// Whether the error was an `E` before it was stored, by the name of its type.
    ///
    /// ```
    /// use durable_runtime::Failure;
    /// use std::num::ParseIntError;
    ///
    /// let failure = Failure::from("x".parse::<u8>().unwrap_err());
    /// assert!(failure.is::<ParseIntError>());
    /// ```
    pub fn is<E: 'static>(&self) -> bool {
        self.inner.type_name == name_of::<E>()
    }

    /// The error as the `E` that it was, if it is one and a function of the program declares it or names it in
    /// `errors(…)`. Works like `downcast_ref` of `anyhow`: context that was added doesn't matter.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Debug, PartialEq, Serialize, Deserialize)]
    /// # struct OutOfStock(String);
    /// # impl std::fmt::Display for OutOfStock {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    /// #         write!(f, "{} is out of stock", self.0)
    /// #     }
    /// # }
    /// # impl std::error::Error for OutOfStock {}
    ///
    /// #[activity]
    /// async fn reserve(item: String) -> Result<(), OutOfStock> {
    ///     Err(OutOfStock(item))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let failure = reserve("A-17".into()).await.unwrap_err().context("no order was made");
    /// assert_eq!(failure.downcast_ref(), Some(&OutOfStock("A-17".into())));
    /// assert_eq!(failure.downcast_ref::<String>(), None);
    /// # }
    /// ```
    pub fn downcast_ref<E: DeserializeOwned + Send + Sync + 'static>(&self) -> Option<&E> {
        if !self.is::<E>() {
            return None;
        }
        let read: &(dyn Any + Send + Sync) = self.inner.read_data::<E>()?;
        read.downcast_ref()
    }

    /// The same by value.
    ///
    /// # Errors
    /// The failure itself, if it isn't an `E`.
    pub fn downcast<E: DeserializeOwned + 'static>(self) -> Result<E, Self> {
        match self.data() {
            Ok(Some(error)) if self.is::<E>() => Ok(error),
            _ => Err(self),
        }
    }

    /// The failure as a [`std::error::Error`].
    ///
    /// ```
    /// use durable_runtime::Failure;
    /// use std::sync::Arc;
    ///
    /// let shared: Arc<dyn std::error::Error> = Arc::new(Failure::new("no such repo").into_error());
    /// assert_eq!(shared.to_string(), "no such repo");
    /// ```
    pub fn into_error(self) -> FailureError {
        *self.inner
    }

    pub(crate) fn wanted_wait(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The same failure without the error that it was read as. That is a value of the user's, and is dropped here.
    pub(crate) fn unread(mut self) -> Self {
        self.inner.forget_read();
        self
    }

    /// A failure of the same kind with this message, without sources and data.
    pub(crate) fn cut(&self, message: String) -> Self {
        let mut cut = Self::named(self.type_name(), message);
        cut.inner.terminal = self.inner.terminal;
        cut.inner.retry_after = self.inner.retry_after;
        cut
    }

    /// The result of a terminated instance, for its callers.
    pub(crate) fn terminated(id: &crate::model::id::InstanceId, reason: &str) -> Self {
        Self::named(
            "durable_runtime::Terminated",
            format!("instance `{id}` was terminated: {reason}"),
        )
        .into_terminal()
    }

    /// The failure of an activity with an attempt that was lost too often with its process.
    pub(crate) fn lost(activity: &str, times: u32) -> Self {
        Self::named(
            "durable_runtime::Lost",
            format!(
                "the process died {times} times in a row during activity `{activity}`; it is not tried again"
            ),
        )
        .into_terminal()
    }

    /// The result of an attempt with stored arguments that the running code can't read. The activity did not fail: the
    /// instance is blocked.
    pub(crate) fn unfit_arguments(error: &dyn fmt::Display) -> Self {
        let message = format!("the arguments don't fit the activity's parameters: {error}");
        Self::named(UNFIT_ARGUMENTS, message).into_terminal()
    }

    pub(crate) fn is_unfit_arguments(&self) -> bool {
        self.inner.type_name == UNFIT_ARGUMENTS
    }

    /// The message of a panic.
    pub(crate) fn text_of_panic(payload: &(dyn Any + Send)) -> String {
        payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a value that is not text".to_owned())
    }

    /// A panic of user code as a failure of what panicked. The payload is the user's, too: a panic when it is dropped
    /// ends here.
    pub(crate) fn from_panic(payload: Box<dyn Any + Send>, what: &str) -> Self {
        let payload = match payload.downcast::<Misuse>() {
            Ok(misuse) => return misuse.into_failure(),
            Err(payload) => payload,
        };
        let message = Self::text_of_panic(&*payload);
        drop_caught(payload);
        let advice = advice(&message);
        Self::named("panic", format!("{what} panicked: {message}{advice}"))
    }
}

impl fmt::Display for Failure {
    /// The message; with `{:#}` the sources too, in a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl fmt::Debug for Failure {
    /// The form in which a program prints the failure that its `main` returns: the message, then its sources.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}
