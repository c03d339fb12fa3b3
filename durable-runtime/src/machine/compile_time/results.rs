//! The return types of durable functions, as the typing pass demands them.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use crate::codec;
use crate::machine::compile_time::type_ok::TypeOk;
use crate::machine::flow::Flow;
use crate::step::storable::Storable;

/// The return type of a durable function. The function's entry demands that its error turns into a
/// [`Failure`](crate::Failure).
#[diagnostic::on_unimplemented(
    message = "a durable function returns a `Result`, not `{Self}`",
    label = "this is not a `Result`",
    note = "return `durable_runtime::Result<T>`, or any `Result<T, E>` where `E` implements `std::error::Error`"
)]
pub trait Fallible {
    type Ok;
}

#[diagnostic::do_not_recommend]
impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
}

/// A return type of an orchestrator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the result of an orchestrator: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or return what it is made from"
)]
pub trait JsonResult: serde::Serialize {}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize> JsonResult for T {}

/// The return type of a step of a function that returns this `Result`. The function's declaration demands that it is
/// one.
pub trait Stepped<R> {
    type Type;
}

impl<T, E, const SIZE: usize> Stepped<Result<T, E>> for TypeOk<SIZE> {
    type Type = Result<Flow<T>, E>;
}

/// A return type of an activity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the result of an activity: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or return what it is made from"
)]
pub trait StoredResult: Sized {
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    fn encode(&self) -> Result<Vec<u8>, codec::CodecError>;
}

#[diagnostic::do_not_recommend]
impl<T: Storable> StoredResult for T {
    fn encode(&self) -> Result<Vec<u8>, codec::CodecError> {
        codec::encode_verified(self)
    }
}
