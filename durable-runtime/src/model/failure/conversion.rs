//! Conversions of errors into failures and back.
//!
//! A failure among an error's sources, or one that the error shows as itself (`#[error(transparent)]`), is recognized:
//! it stays terminal, and its data stays.

use std::error::Error;
use std::ops::Deref;

use super::Failure;
use super::error::{Cause, FailureError, said};
use super::given::{ErrorObject, Given};
use super::names::name_of;
use super::typed::of_declared;

/// Makes a [`Failure`] of every [`std::error::Error`], by `?` and by `into`.
///
/// The trait belongs to a type of its own, [`Conversion`]. For a type that doesn't fit, rustc then shows this trait's
/// message and not that of `From` and `Into`.
#[diagnostic::on_unimplemented(
    message = "`{E}` doesn't become a `Failure` by itself: it is no `std::error::Error`",
    label = "this is no `std::error::Error`: make it a `Failure` by `.map_err(Failure::new)?` or `Failure::new(…)`; a `Box<dyn Error>` or an `anyhow::Error` by `.map_err(Failure::from_boxed)?` or `Failure::from_boxed(…)`"
)]
pub trait IntoFailure<E> {
    #[doc(hidden)]
    fn into_failure(error: E) -> Failure;
}

/// The converter of errors into failures.
pub struct Conversion;

#[diagnostic::do_not_recommend]
impl<E: Error> IntoFailure<E> for Conversion {
    fn into_failure(error: E) -> Failure {
        of_error(&error, name_of::<E>(), OfType::Known)
    }
}

impl<E> From<E> for Failure
where
    Conversion: IntoFailure<E>,
{
    fn from(error: E) -> Self {
        Conversion::into_failure(error)
    }
}

impl Deref for Failure {
    type Target = dyn Error + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &*self.inner
    }
}

impl AsRef<dyn Error + Send + Sync> for Failure {
    fn as_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &**self
    }
}

impl AsRef<dyn Error> for Failure {
    fn as_ref(&self) -> &(dyn Error + 'static) {
        &**self
    }
}

impl From<Failure> for Box<dyn Error + Send + Sync> {
    fn from(failure: Failure) -> Self {
        failure.inner
    }
}

impl From<Failure> for Box<dyn Error + Send> {
    fn from(failure: Failure) -> Self {
        failure.inner
    }
}

impl From<Failure> for Box<dyn Error> {
    fn from(failure: Failure) -> Self {
        failure.inner
    }
}

impl Failure {
    /// Makes a failure of an error of unknown type: a `Box<dyn Error>`, an `anyhow::Error`, an `eyre::Report`. These
    /// are no [`std::error::Error`]s, so `?` alone can't convert them.
    ///
    /// ```
    /// use durable_runtime::{Failure, Result};
    /// use std::error::Error;
    ///
    /// fn port(text: &str) -> Result<u16, Box<dyn Error + Send + Sync>> {
    ///     Ok(text.parse()?)
    /// }
    ///
    /// fn host(text: &str) -> Result<(String, u16)> {
    ///     Ok((text.to_owned(), port(text).map_err(Failure::from_boxed)?))
    /// }
    ///
    /// assert_eq!(host("http").unwrap_err().message(), "invalid digit found in string");
    /// ```
    pub fn from_boxed<B>(error: B) -> Self
    where
        B: Deref<Target: ErrorObject> + 'static,
    {
        let given = Given::of(&error);
        let failure = of_error(given.error, name_of::<B>(), OfType::Unknown);
        match of_declared(&given) {
            Some((name, data)) => failure.with_declared(name, data),
            None => failure,
        }
    }
}

/// The type of an error, if it is known.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum OfType {
    Known,
    Unknown,
}

pub(super) fn of_error(error: &(dyn Error + '_), type_name: &str, of_type: OfType) -> Failure {
    let (message, shown) = said(error);
    if let Some(inner) = shown {
        return Failure { inner };
    }
    let mut inner = FailureError::new(type_name, message.clone());
    let (mut before, mut messages, mut found) = (message, Vec::new(), false);
    let mut source = error.source();
    while let Some(error) = source {
        let (text, shown) = said(error);
        if let Some(failure) = shown
            && !found
        {
            found = true;
            inner.terminal = failure.terminal;
            inner.retry_after = failure.retry_after;
            inner.data = failure.data;
            if of_type == OfType::Unknown {
                inner.type_name = failure.type_name;
            }
        }
        // Some errors repeat the text of their sources; once is enough.
        if !before.contains(&text) {
            messages.push(text.clone());
        }
        before = text;
        source = error.source();
    }
    inner.source = Cause::chain(messages);
    Failure {
        inner: Box::new(inner),
    }
}
