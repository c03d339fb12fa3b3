//! [`FailsWith`]: converts the result of an annotated function into that of a step, of an attempt or of a plain run.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;

use crate::functions::params::{JsonParameters, Parameters};
use crate::functions::plain::tasks::{with_tasks, with_tasks_of_caller};
use crate::machine::compile_time::results::JsonResult;
use crate::machine::flow::Flow;
use crate::machine::local::Encode;
use crate::model::failure::Failure;
use crate::model::failure::typed::{Fails, how};
use crate::model::json::Json;
use crate::step::entry::{Attempt, PlainArguments, PlainRun, PlainValue};
use crate::step::result::StepResult;
use crate::step::state::States;

/// An error type of a durable function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the error of a durable function: it doesn't turn into a `Failure`",
    label = "its error doesn't turn into a `Failure`",
    note = "return `durable_runtime::Result<T>`, `anyhow::Result<T>`, or any `Result<T, E>` where `E` implements `std::error::Error`; for a text, return `Result<T>` and `Err(Failure::new(text))`"
)]
pub trait FailsWith<How = how::Plain>: Sized {
    fn into_failure(self) -> Failure;

    /// Converts the result of a step, with the user's types, into the stored form.
    fn finish<T: JsonResult>((step, _): (Result<Flow<T>, Self>, How)) -> StepResult {
        StepResult::Done(match step {
            Ok(Flow::Waiting) => return StepResult::Waiting,
            Ok(Flow::BlockDone(value)) => return StepResult::Value(value),
            Ok(Flow::Done(value)) => output(&value),
            Err(error) => Err(error.into_failure()),
        })
    }

    /// Runs an activity's function with arguments in the storage encoding.
    fn run_activity<P, F, T: 'static>(
        (parameters, result, states, input, call, _): (
            &Parameters<P>,
            Encode<T>,
            &States,
            &[u8],
            impl FnOnce(&States, P) -> Result<F, Failure>,
            How,
        ),
    ) -> Attempt
    where
        F: Future<Output = Result<T, Self>> + Send + 'static,
    {
        let body = (parameters.decode)(parameters.names, input)
            .map_err(|error| Failure::unfit_arguments(&error))
            .and_then(|params| call(states, params));
        Box::pin(async move {
            let value = body?.await.map_err(Self::into_failure)?;
            result(&value).map_err(|error| {
                Failure::terminal(format!("the activity's result can't be stored: {error}"))
            })
        })
    }

    /// Runs an orchestrator's plain function.
    fn run_plain<P, F, T>(
        (parameters, input, call, _): (&JsonParameters<P>, &Json, impl FnOnce(P) -> F, How),
    ) -> PlainRun
    where
        F: Future<Output = Result<T, Self>> + 'static,
        T: JsonResult,
    {
        let body = (parameters.from_json)(parameters.names, input).map(call);
        Box::pin(async move {
            let value = with_tasks(body?).await.map_err(Self::into_failure)?;
            output(&value)
        })
    }

    /// The result of a step of an inline orchestrator.
    fn finish_inline<T: 'static>((step, _): (Result<Flow<T>, Self>, How)) -> StepResult {
        let result: Result<T, Failure> = match step {
            Ok(Flow::Waiting) => return StepResult::Waiting,
            Ok(Flow::BlockDone(value)) => return StepResult::Value(value),
            Ok(Flow::Done(value)) => Ok(value),
            Err(error) => Err(error.into_failure()),
        };
        StepResult::Value(Box::new(result))
    }

    /// Runs an inline orchestrator's plain function.
    fn run_inline<P: 'static, F, T>(
        (parameters, arguments, call, _): (
            &Parameters<P>,
            PlainArguments,
            impl FnOnce(P) -> F,
            How,
        ),
    ) -> PlainValue
    where
        F: Future<Output = Result<T, Self>> + 'static,
        T: 'static,
    {
        let body = arguments.of(parameters).map(call);
        Box::pin(async move {
            let result: Result<T, Failure> = match body {
                Ok(body) => with_tasks_of_caller(body).await.map_err(Self::into_failure),
                Err(error) => Err(error.into()),
            };
            Box::new(result) as Box<dyn Any>
        })
    }
}

#[diagnostic::do_not_recommend]
impl<How, E: Fails<How>> FailsWith<How> for E {
    fn into_failure(self) -> Failure {
        Fails::into_failure(self)
    }
}

/// What an orchestrator returns, as JSON.
fn output<T: JsonResult>(value: &T) -> Result<Json, Failure> {
    Json::of(value).map_err(|error| {
        Failure::terminal(format!(
            "the function's output can't be written as JSON: {error}"
        ))
    })
}
