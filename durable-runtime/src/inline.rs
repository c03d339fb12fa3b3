//! Inline orchestrators: helpers that are awaited as a part of their caller's instance, as they are registered
//! ([`InlineEntry`]) and called ([`InlineCall`]).

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::panic::RefUnwindSafe;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::Poll;

use serde::{Deserialize, Serialize};

use crate::ambient;
use crate::begun::BegunFrame;
use crate::block::value_of;
use crate::codec::CodecError;
use crate::cx::Cx;
use crate::durable::Durable;
use crate::failure::{Failure, Result};
use crate::frame::{Blob, Fault, Frame, Manifest, Misfit};
use crate::machine::{Flow, StepResult};
use crate::ops::spawn::{Plain, with_tasks_of_caller};
use crate::params::Parameters;
use crate::registry::Registration;
use crate::tasks;

/// A run of an inline orchestrator outside of any runtime: a `Result<T>`, whose type its call knows.
pub type PlainValue = Pin<Box<dyn Future<Output = Box<dyn Any>>>>;

/// What an expansion of `#[orchestrator(inline)]` registers.
#[doc(hidden)]
#[derive(Debug)]
pub struct InlineEntry {
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub manifest: &'static Manifest,
    /// Runs one step of the machine.
    pub step: fn(&mut Frame, &mut Cx<'_>) -> StepResult,
}

impl InlineEntry {
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The program's inline orchestrator of this name.
    fn of_program(name: &str) -> Option<&'static Self> {
        static ENTRIES: OnceLock<HashMap<&'static str, &'static InlineEntry>> = OnceLock::new();
        let entries = ENTRIES.get_or_init(|| {
            let all = inventory::iter::<Registration>.into_iter();
            all.filter_map(|registration| match registration {
                Registration::Inline(entry) => Some((entry.name, *entry)),
                _ => None,
            })
            .collect()
        });
        entries.get(name).copied()
    }
}

/// The result of a step of an inline orchestrator, for its entry.
pub fn finish_inline<T: 'static, E: Into<Failure>>(step: Result<Flow<T>, E>) -> StepResult {
    let result: Result<T> = match step {
        Ok(Flow::Parked) => return StepResult::Parked,
        Ok(Flow::BlockDone(value)) => return StepResult::Value(value),
        Ok(Flow::Done(value)) => Ok(value),
        Err(error) => Err(error.into()),
    };
    StepResult::Value(Box::new(result))
}

/// Runs an inline orchestrator as the plain async function that it is.
pub fn run_inline<T, E>(body: impl Future<Output = Result<T, E>> + 'static) -> PlainValue
where
    T: 'static,
    E: Into<Failure>,
{
    Box::pin(async move {
        let result: Result<T> = with_tasks_of_caller(body).await.map_err(Into::into);
        Box::new(result) as Box<dyn Any>
    })
}

/// A call that was made outside of any instance: the plain function gets its arguments as they are.
trait PlainCall {
    fn run(self: Box<Self>) -> PlainValue;
    /// The same call once more, with arguments of its own.
    fn again(&self) -> Result<Box<dyn PlainCall>, CodecError>;
}

struct Made<P: 'static> {
    parameters: &'static Parameters<P>,
    arguments: P,
    plain: fn(P) -> PlainValue,
}

impl<P: 'static> PlainCall for Made<P> {
    fn run(self: Box<Self>) -> PlainValue {
        (self.plain)(self.arguments)
    }

    fn again(&self) -> Result<Box<dyn PlainCall>, CodecError> {
        let Self {
            parameters, plain, ..
        } = *self;
        let encoded = (parameters.encode)(parameters.names, &self.arguments)?;
        let arguments = (parameters.decode)(parameters.names, &encoded)?;
        Ok(Box::new(Self {
            parameters,
            arguments,
            plain,
        }))
    }
}

/// A call of an inline orchestrator: it runs as a part of the instance that awaits it, is stored with it, and
/// has no id, no input and no history of its own.
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
    state: CallState,
    /// Where it runs outside of any runtime and is awaited by `&mut`.
    #[serde(skip)]
    plain: Option<Plain<Result<T>>>,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

#[derive(Serialize, Deserialize)]
enum CallState {
    Called {
        name: String,
        arguments: Blob,
    },
    /// The arguments can't be stored.
    Invalid(Failure),
    Running {
        name: String,
        frame: BegunFrame,
    },
    /// It was made outside of any instance.
    #[serde(skip)]
    Plain(Box<dyn PlainCall>),
}

impl CallState {
    /// Why it can't be stored, as the failure that it is.
    fn invalid(name: &str, error: &CodecError) -> Self {
        Self::Invalid(Failure::terminal(format!(
            "the arguments of orchestrator `{name}` can't be stored: {error}"
        )))
    }
}

impl Clone for CallState {
    fn clone(&self) -> Self {
        match self {
            Self::Called { name, arguments } => Self::Called {
                name: name.clone(),
                arguments: arguments.clone(),
            },
            Self::Invalid(failure) => Self::Invalid(failure.clone()),
            Self::Running { name, frame } => Self::Running {
                name: name.clone(),
                frame: frame.clone(),
            },
            Self::Plain(call) => match call.again() {
                Ok(again) => Self::Plain(again),
                Err(error) => Self::Invalid(Failure::terminal(format!(
                    "the arguments of the call can't be cloned: {error}"
                ))),
            },
        }
    }
}

impl fmt::Debug for CallState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Called { name, arguments } => f
                .debug_tuple("Called")
                .field(name)
                .field(arguments)
                .finish(),
            Self::Invalid(failure) => f.debug_tuple("Invalid").field(failure).finish(),
            Self::Running { name, frame } => {
                f.debug_tuple("Running").field(name).field(frame).finish()
            }
            Self::Plain(_) => f.write_str("Plain"),
        }
    }
}

/// What it holds in memory only is there outside of instances only: nothing in it is stored.
impl<T> RefUnwindSafe for InlineCall<T> {}

impl<T> Clone for InlineCall<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            plain: None,
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
    /// For an expansion of `#[orchestrator(inline)]`: `plain` runs the plain function.
    #[doc(hidden)]
    pub fn new<P: 'static>(
        name: &'static str,
        parameters: &'static Parameters<P>,
        arguments: P,
        plain: fn(P) -> PlainValue,
    ) -> Self {
        let state = if !ambient::is_in_step() {
            CallState::Plain(Box::new(Made {
                parameters,
                arguments,
                plain,
            }))
        } else {
            match (parameters.encode)(parameters.names, &arguments) {
                Ok(arguments) => CallState::Called {
                    name: name.to_owned(),
                    arguments: Blob(arguments),
                },
                Err(error) => CallState::invalid(name, &error),
            }
        };
        Self {
            state,
            plain: None,
            output: PhantomData,
        }
    }
}

/// The entry of an inline orchestrator that an instance runs, which is blocked if there is none.
pub(crate) fn entry(name: &str) -> &'static InlineEntry {
    InlineEntry::of_program(name).unwrap_or_else(|| {
        Fault::Blocked(Misfit::NoSuchFunction {
            name: name.to_owned(),
        })
        .throw()
    })
}

#[diagnostic::do_not_recommend]
impl<T: 'static> Durable for InlineCall<T> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        if let CallState::Called { name, arguments } = &mut self.state {
            self.state = CallState::Running {
                name: std::mem::take(name),
                frame: BegunFrame::new(Frame::call(std::mem::take(arguments))),
            };
        }
        let (name, frame) = match &mut self.state {
            CallState::Running { name, frame } => (name, frame.frame_mut()),
            // The plain function has no such error, so it is none that the caller may go on with.
            CallState::Invalid(failure) => Fault::Unsavable(failure.to_string()).throw(),
            CallState::Called { .. } => unreachable!("it was begun just now"),
            CallState::Plain(_) => Fault::Unsavable(
                "an inline orchestrator is awaited whose call was made outside of the instance"
                    .to_owned(),
            )
            .throw(),
        };
        let entry = entry(name);
        if let Err(misfit) = frame.check_fit(entry.manifest) {
            Fault::Blocked(misfit).throw();
        }
        let stepped = tasks::in_function(Some(entry.name), || cx.step_within(entry.step, frame));
        match stepped {
            StepResult::Value(value) => {
                cx.hand_over(frame.ops_mut());
                Poll::Ready(value_of(value))
            }
            StepResult::Parked | StepResult::Done(_) => Poll::Pending,
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let CallState::Running { frame, .. } = &mut self.state {
            for op in std::mem::take(frame.frame_mut().ops_mut()) {
                cx.cancel(op);
            }
        }
    }
}

impl<T: 'static> IntoFuture for InlineCall<T> {
    type Output = Result<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            match self.state {
                CallState::Plain(call) => value_of(call.run().await),
                CallState::Invalid(failure) => Err(failure),
                CallState::Called { .. } | CallState::Running { .. } => Err(Failure::terminal(
                    "only the orchestrator that has made this call goes on with it",
                )),
            }
        })
    }
}

/// In a plain orchestrator: the call runs beside the function from the first time on that it is awaited.
impl<T: 'static> IntoFuture for &mut InlineCall<T> {
    type Output = Result<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>>>>;

    fn into_future(self) -> Self::IntoFuture {
        if self.plain.is_none() {
            let begun = CallState::Invalid(Failure::terminal("the call has begun already"));
            let call = InlineCall::<T> {
                state: std::mem::replace(&mut self.state, begun),
                plain: None,
                output: PhantomData,
            };
            self.plain = Some(Plain::begin(call.into_future()));
        }
        let end = self.plain.as_ref().expect("it was begun just now").end();
        Box::pin(async move { end.await? })
    }
}
