//! How a step of a machine ends: [`StepResult`].

use std::any::Any;

use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::step::frame::{Fault, Misfit};

/// How a step of any machine ended.
pub enum StepResult {
    /// It waits; the frame holds where and with what.
    Parked,
    /// The function of the instance has returned.
    Done(Result<Json, Failure>),
    /// The value of an `async` block, or of a function that runs within its caller.
    Value(Box<dyn Any>),
}

/// The value that a machine gave for a frame, whose type the frame's owner knows.
pub(crate) fn value_of<T: 'static>(value: Box<dyn Any>) -> T {
    *value.downcast().unwrap_or_else(|_| {
        // The code has changed, and the block is another one.
        Fault::Blocked(Misfit::Value {
            type_name: std::any::type_name::<T>().to_owned(),
        })
        .throw()
    })
}
