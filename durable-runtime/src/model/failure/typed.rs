//! Errors that arrive with their own type. An expansion asks two things of the declared error: how it becomes a failure
//! ([`how`]), and its type ([`ErrorType`]), so that it is found in an error of unknown type such as an `anyhow::Error`.
//!
//! The question is a method that several traits have. rustc takes that of the first reference in `&&&&Declared<R>` with
//! an implementation of the trait, so a specific answer comes before the general one.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::TypeId;
use std::error::Error;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{Cause, FailureError};
use super::given::{ErrorObject, Given};
use super::names::name_of;
use super::{Failure, Result};
use crate::model::json::{Json, JsonError};
use crate::model::registered::Registered;

/// The declared result of a function.
pub struct Declared<R>(PhantomData<fn() -> R>);

impl<R> Declared<R> {
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The ways in which a declared error becomes a failure.
pub mod how {
    use super::{Declared, Deref, Error, ErrorObject, Failure, Result, Serialize};

    /// With the error itself as data.
    pub struct Typed;
    /// With the error itself as data, unless its own conversion adds data.
    pub struct Own;
    /// By `Into`.
    pub struct Plain;
    /// By the failure or error that is found in it.
    pub struct Boxed;

    pub trait IsTyped {
        fn __durable_how(&self) -> Typed {
            Typed
        }
    }
    impl<T, E: Error + Serialize + 'static> IsTyped for &&&&Declared<Result<T, E>> {}

    pub trait IsOwn {
        fn __durable_how(&self) -> Own {
            Own
        }
    }
    impl<T, E: Into<Failure> + Serialize + 'static> IsOwn for &&&Declared<Result<T, E>> {}

    pub trait IsPlain {
        fn __durable_how(&self) -> Plain {
            Plain
        }
    }
    impl<T, E: Into<Failure>> IsPlain for &&Declared<Result<T, E>> {}

    pub trait IsBoxed {
        fn __durable_how(&self) -> Boxed {
            Boxed
        }
    }
    impl<T, E: Deref<Target: ErrorObject> + 'static> IsBoxed for &Declared<Result<T, E>> {}

    /// The fallback. The conversion is demanded elsewhere, which reports the error.
    pub trait IsNone {
        fn __durable_how(&self) -> Plain {
            Plain
        }
    }
    impl<R> IsNone for Declared<R> {}
}

/// A declared error, as a failure.
pub trait Fails<How> {
    fn into_failure(self) -> Failure;
}

impl<E: Error + Serialize + 'static> Fails<how::Typed> for E {
    fn into_failure(self) -> Failure {
        let data = Json::of(&self);
        Failure::from(self).with_declared(name_of::<E>(), data)
    }
}

impl<E: Into<Failure> + Serialize + 'static> Fails<how::Own> for E {
    fn into_failure(self) -> Failure {
        if TypeId::of::<E>() == TypeId::of::<Failure>() {
            return self.into();
        }
        let data = Json::of(&self);
        let failure = self.into();
        if failure.inner.data.is_some() {
            failure
        } else {
            failure.with_declared(name_of::<E>(), data)
        }
    }
}

impl<E: Into<Failure>> Fails<how::Plain> for E {
    fn into_failure(self) -> Failure {
        self.into()
    }
}

impl<E: Deref<Target: ErrorObject> + 'static> Fails<how::Boxed> for E {
    fn into_failure(self) -> Failure {
        Failure::from_boxed(self)
    }
}

impl Failure {
    /// The failure of an error of this type, with this data. Data that can't be kept makes it a terminal failure that
    /// says so: a caller that looks for the error would otherwise silently take another way.
    pub(super) fn with_declared(mut self, type_name: &str, data: Result<Json, JsonError>) -> Self {
        match data {
            Ok(data) => {
                type_name.clone_into(&mut self.inner.type_name);
                self.inner.set_data(data);
                self
            }
            Err(error) => {
                let message = format!("the error `{type_name}` can't be written as JSON: {error}");
                let mut inner = FailureError::new(type_name, message);
                inner.source = Some(Box::new(Cause {
                    message: std::mem::take(&mut self.inner.message),
                    source: self.inner.source.take(),
                }));
                inner.terminal = true;
                Self {
                    inner: Box::new(inner),
                }
            }
        }
    }
}

/// A type of errors that the program's functions declare, or name in `errors(…)`.
#[derive(Clone, Copy)]
pub struct ErrorType {
    name: &'static str,
    find: fn(&Given<'_>) -> Option<Result<Json, JsonError>>,
    #[cfg(feature = "anyhow")]
    read: Option<fn(&Json) -> Option<anyhow::Error>>,
}

/// The types that may be named in `errors(…)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be named in `errors(…)`: it can't arrive with its own type",
    label = "this is no error that can be stored",
    note = "it has to be a `std::error::Error`, `Serialize` and `Deserialize`, `Send` and `Sync`"
)]
pub trait TypedError: Sized {
    fn error_type() -> Option<ErrorType>;
}

#[diagnostic::do_not_recommend]
impl<E: Error + Serialize + DeserializeOwned + Send + Sync + 'static> TypedError for E {
    fn error_type() -> Option<ErrorType> {
        Some(ErrorType {
            #[cfg(feature = "anyhow")]
            read: Some(read::<E>),
            ..ErrorType::written::<E>()
        })
    }
}

impl ErrorType {
    fn written<E: Error + Serialize + Send + Sync + 'static>() -> Self {
        Self {
            name: name_of::<E>(),
            find: |given| given.find::<E>().map(Json::of),
            #[cfg(feature = "anyhow")]
            read: None,
        }
    }

    /// Reads an error of this type from JSON.
    #[cfg(feature = "anyhow")]
    pub(super) fn read(name: &str, data: &Json) -> Option<anyhow::Error> {
        let declared = all().iter().find(|declared| declared.name == name)?;
        declared.read?(data)
    }
}

#[cfg(feature = "anyhow")]
/// Reads an error of type `E` from its JSON.
fn read<E>(data: &Json) -> Option<anyhow::Error>
where
    E: Error + DeserializeOwned + Send + Sync + 'static,
{
    data.decode::<E>().ok().map(anyhow::Error::new)
}

pub trait IsRead {
    fn __durable_error_type(&self) -> Option<ErrorType>;
}

impl<T, E: TypedError> IsRead for &&Declared<Result<T, E>> {
    fn __durable_error_type(&self) -> Option<ErrorType> {
        E::error_type()
    }
}

pub trait IsWritten {
    fn __durable_error_type(&self) -> Option<ErrorType>;
}

impl<T, E: Error + Serialize + Send + Sync + 'static> IsWritten for &Declared<Result<T, E>> {
    fn __durable_error_type(&self) -> Option<ErrorType> {
        Some(ErrorType::written::<E>())
    }
}

pub trait IsNeither {
    fn __durable_error_type(&self) -> Option<ErrorType> {
        None
    }
}

impl<R> IsNeither for Declared<R> {}

/// The types of errors that the program knows.
fn all() -> &'static [ErrorType] {
    static ALL: OnceLock<Vec<ErrorType>> = OnceLock::new();
    ALL.get_or_init(|| {
        Registered::all()
            .flat_map(|function| function.errors)
            .filter_map(|error_type| error_type())
            .collect()
    })
}

/// The first error of a known type among the given error and its sources, with the name of that type.
pub(super) fn of_declared(given: &Given<'_>) -> Option<(&'static str, Result<Json, JsonError>)> {
    all()
        .iter()
        .find_map(|declared| Some((declared.name, (declared.find)(given)?)))
}

/// Finds out how the declared error of a function becomes a failure.
#[doc(hidden)]
#[macro_export]
macro_rules! __how {
    ($result:ty) => {{
        use $crate::__private::how::{
            IsBoxed as _, IsNone as _, IsOwn as _, IsPlain as _, IsTyped as _,
        };
        (&&&&&$crate::__private::Declared::<$result>::new()).__durable_how()
    }};
}

/// Finds out the type of the declared error of a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_type {
    ($result:ty) => {
        || {
            use $crate::__private::{IsNeither as _, IsRead as _, IsWritten as _};
            (&&&$crate::__private::Declared::<$result>::new()).__durable_error_type()
        }
    };
}
