//! [`StepResult`]: the end of a step of a machine.

use std::any::Any;

use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::step::frame::{Fault, IncompatibleCheckpoint};

/// The end of a step of any machine.
pub enum StepResult {
    /// It waits; the frame holds the place and its locals.
    Waiting,
    /// The function of the instance has returned.
    Done(Result<Json, Failure>),
    /// The value of an `async` block, or of an inline function.
    Value(Box<dyn Any>),
}

/// The value that a machine returned for a frame. The frame's owner knows its type.
pub(crate) fn value_of<T: 'static>(value: Box<dyn Any>) -> T {
    *value.downcast().unwrap_or_else(|_| {
        // The code has changed, and the block is another one.
        Fault::Blocked(IncompatibleCheckpoint::Value {
            type_name: std::any::type_name::<T>().to_owned(),
        })
        .throw()
    })
}
