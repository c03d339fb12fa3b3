//! Inline orchestrators: helpers that are awaited as a part of their caller's instance, and their calls
//! ([`InlineCall`]).

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use crate::codec::CodecError;
use crate::functions::params::Parameters;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::{FrameHandle, OpHandle};
use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;
use crate::step::cx::Cx;
use crate::step::depth::{self, Deeper};
use crate::step::entry::{InlineEntry, PlainArguments, inline_entry};
use crate::step::frame::{Blob, Fault, Frame, awaited_again};
use crate::step::held;
use crate::step::result::{StepResult, value_of};
use crate::step::tasks::step_tasks;

impl PlainArguments {
    pub(crate) fn of<P: 'static>(self, parameters: &Parameters<P>) -> Result<P, CodecError> {
        match self {
            Self::Given(params) => Ok(value_of(params)),
            Self::Stored(bytes) => (parameters.decode)(parameters.names, &bytes),
        }
    }
}

/// A call of an inline orchestrator. It runs as a part of the instance that awaits it, is stored with it, and has no
/// id, no input and no history of its own. It may call itself, up to 1,000 calls deep; a deeper call fails.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[activity]
/// async fn length_of(url: String) -> Result<u64> {
///     Ok(url.len() as u64)
/// }
///
/// #[orchestrator(inline)]
/// async fn patiently(url: String) -> Result<u64> {
///     for wait in [1, 60, 3600] {
///         if let Ok(length) = length_of(url.clone()).await {
///             return Ok(length);
///         }
///         sleep(Duration::from_secs(wait)).await;
///     }
///     length_of(url).await
/// }
///
/// #[orchestrator]
/// async fn both(one: String, other: String) -> Result<u64> {
///     let (one, other) = try_join!(patiently(one), patiently(other))?;
///     Ok(one + other)
/// }
/// ```
#[must_use = "an orchestrator does nothing unless it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct InlineCall<T> {
    state: InlineState,
    /// The arguments of a plain run, until one begins.
    #[serde(skip)]
    given: Option<Given>,
    /// The run outside of any runtime, once it is awaited.
    #[serde(skip)]
    plain: Option<PlainRun<T>>,
    /// Whether that is over.
    #[serde(skip)]
    is_over: bool,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

type PlainRun<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

/// A call's function, and its arguments as the caller gave them. Clones of a call share one: the first that runs takes
/// it.
#[derive(Clone)]
struct Given {
    /// The function's key.
    name: &'static str,
    params: Rc<Cell<Option<Box<dyn Any>>>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum InlineState {
    Called {
        name: String,
        arguments: Blob,
        /// The operations among the arguments.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        held: Vec<OpHandle>,
    },
    /// The arguments can't be stored. Only a plain run can use them.
    Invalid(Failure),
    Running {
        name: String,
        frame: FrameHandle,
    },
}

// By hand, for a `derive` would ask that `T` is `Clone` and `Debug`.

impl<T> Clone for InlineCall<T> {
    /// A call that hasn't begun. The clone of one that has fails when it is awaited: its operations are the other's.
    fn clone(&self) -> Self {
        let state = match &self.state {
            InlineState::Running { name, .. } => {
                let function = FunctionName::of(name).quoted();
                InlineState::Invalid(Failure::terminal(format!(
                    "a call of {function} was cloned after it had begun: clone it before, or call {function} again"
                )))
            }
            state => state.clone(),
        };
        Self {
            state,
            given: self.given.clone(),
            plain: None,
            is_over: false,
            output: PhantomData,
        }
    }
}

impl<T> fmt::Debug for InlineCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InlineCall")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl<T> InlineCall<T> {
    /// For an expansion of `#[orchestrator(inline)]`.
    #[doc(hidden)]
    pub fn new<P: 'static>(name: &'static str, parameters: &Parameters<P>, params: P) -> Self {
        let (encoded, held) = held::of(|| (parameters.encode)(parameters.names, &params));
        let state = match encoded {
            Ok(arguments) => InlineState::Called {
                name: name.to_owned(),
                arguments: Blob(arguments),
                held: held.into_iter().map(OpHandle::new).collect(),
            },
            Err(error) => InlineState::Invalid(Failure::terminal(format!(
                "the arguments of orchestrator {} can't be stored: {error}",
                FunctionName::of(name).quoted()
            ))),
        };
        let params = Rc::new(Cell::new(Some(Box::new(params) as Box<dyn Any>)));
        Self {
            state,
            given: Some(Given { name, params }),
            plain: None,
            is_over: false,
            output: PhantomData,
        }
    }
}

impl<T> Sealed for InlineCall<T> {}

#[diagnostic::do_not_recommend]
impl<T: 'static> Durable for InlineCall<T> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        self.given = None;
        if let InlineState::Called {
            name,
            arguments,
            held,
        } = &mut self.state
        {
            let mut frame = Frame::call(std::mem::take(arguments));
            *frame.ops_mut() = held.drain(..).map(OpHandle::into_op).collect();
            self.state = InlineState::Running {
                name: std::mem::take(name),
                frame: FrameHandle::new(frame),
            };
        }
        let (name, frame) = match &mut self.state {
            InlineState::Running { name, frame } => (name, frame.frame_mut()),
            // The plain function has no such error, so the caller must not see it as one.
            InlineState::Invalid(failure) => Fault::NotSerializable(failure.to_string()).throw(),
            InlineState::Called { .. } => unreachable!("it was begun just now"),
        };
        frame.demand_that_it_goes_on(format_args!(
            "a call of {}",
            FunctionName::of(name).quoted()
        ));
        let entry = inline_entry(name);
        let stepped = depth::deeper(entry.name, || {
            step_tasks::in_function(Some(entry.name), || cx.step_within(entry.step, frame))
        });
        let stepped = match stepped {
            Ok(stepped) => stepped,
            Err(failure) => return Poll::Ready(Err(failure)),
        };
        match stepped {
            StepResult::Value(value) => {
                cx.hand_over(frame.ops_mut());
                frame.end();
                Poll::Ready(value_of(value))
            }
            StepResult::Waiting | StepResult::Done(_) => Poll::Pending,
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        let ops = match &mut self.state {
            InlineState::Called { held, .. } => held.drain(..).map(OpHandle::into_op).collect(),
            InlineState::Invalid(_) => Vec::new(),
            InlineState::Running { frame, .. } => std::mem::take(frame.frame_mut().ops_mut()),
        };
        for op in ops {
            cx.cancel(op);
        }
    }
}

impl<T: 'static> InlineCall<T> {
    fn name(&self) -> &str {
        match (&self.given, &self.state) {
            (Some(given), _) => given.name,
            (None, InlineState::Called { name, .. } | InlineState::Running { name, .. }) => name,
            (None, InlineState::Invalid(_)) => "",
        }
    }

    /// A run outside of any runtime.
    fn begin(&self) -> PlainRun<T> {
        let name = self.name().to_owned();
        let (given, state) = (self.given.clone(), self.state.clone());
        Box::pin(Deeper::new(name, async move {
            let run = |name: &str, arguments| {
                let entry = InlineEntry::of_program(name).ok_or_else(|| {
                    let function = FunctionName::of(name).quoted();
                    Failure::terminal(format!("there is no inline orchestrator {function}"))
                })?;
                Ok::<_, Failure>((entry.plain)(arguments))
            };
            if let Some(given) = given
                && let Some(params) = given.params.take()
            {
                return value_of(run(given.name, PlainArguments::Given(params))?.await);
            }
            match state {
                InlineState::Called {
                    name, arguments, ..
                } => value_of(run(&name, PlainArguments::Stored(arguments.0))?.await),
                InlineState::Invalid(failure) => Err(failure),
                InlineState::Running { .. } => Err(Failure::terminal(
                    "only an orchestrator goes on with a call that has begun",
                )),
            }
        }))
    }
}

/// Outside of any runtime, the run begins with the first await, goes on with each one, and ends with the call.
impl<T: 'static> Future for InlineCall<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        if self.is_over {
            let function = FunctionName::of(self.name()).quoted();
            awaited_again(format_args!("a call of {function}"));
        }
        if self.plain.is_none() {
            self.plain = Some(self.begin());
        }
        let begun = self.plain.as_mut().expect("it is there by now");
        let polled = begun.as_mut().poll(context);
        self.is_over = polled.is_ready();
        polled
    }
}
