//! Activities: the functions that do the work, called by orchestrators ([`ActivityCall`]) and run by the engine.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::functions::params::Parameters;
use crate::functions::plain::future::PlainFuture;
use crate::functions::registry::Registry;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::model::failure::panics::Misuse;
use crate::model::failure::{Failure, Result};
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::step::command::{ActivityTask, Outcome};
use crate::step::cx::Cx;
use crate::step::entry::{ActivityEntry, NotInJson};
use crate::step::frame::{Blob, Fault, IncompatibleCheckpoint};
use crate::step::state::States;
use crate::step::storable::Storable;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;
use crate::step::{context, shared};

/// A call of an activity, which runs when it is awaited.
///
/// In an orchestrator the call is stored and scheduled, and failures are retried by its retry policy, across restarts
/// of the process. Awaited anywhere else the activity runs in place.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[activity]
/// async fn fetch(url: String) -> Result<u64> {
///     Ok(url.len() as u64)
/// }
///
/// #[orchestrator]
/// async fn patient(url: String) -> Result<u64> {
///     let policy = RetryPolicy::new(5, Duration::from_secs(60)).backoff(2.0);
///     fetch(url).retry(policy).timeout(Duration::from_secs(10)).await
/// }
/// ```
#[must_use = "an activity does nothing unless it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ActivityCall<T> {
    state: ActivityState,
    /// The activity's name, if it is called by its name: its result is converted through JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by_name: Option<String>,
    #[serde(skip)]
    plain: PlainFuture<Result<Vec<u8>>>,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum ActivityState {
    Called(ActivityTask),
    /// The arguments can't be stored.
    Invalid(Failure),
    Scheduled(OpHandle),
}

/// A call of the activity of this name, with its arguments in JSON: one parameter as its bare value, several as an
/// object keyed by their names. Its result is converted through JSON, too, so `T` may be any type that can be read from
/// that: the activity's own, or a `serde_json::Value`.
///
/// A name without an activity, arguments that don't fit its parameters and a result that isn't a `T` are terminal
/// failures, which say what would fit. The activity's retry policy and timeout hold as in a call of the function
/// itself. A parameter that borrows, such as a `&'static str`, can't be given in JSON.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn charge(card: String, cents: u64) -> Result<String> {
///     Ok(format!("{card}: {cents}"))
/// }
///
/// #[orchestrator]
/// async fn run(step: String, arguments: serde_json::Value) -> Result<serde_json::Value> {
///     activity(step, arguments).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let arguments = serde_json::json!({"card": "4711", "cents": 950});
/// assert_eq!(run("charge".into(), arguments).await?, "4711: 950");
/// # Ok(())
/// # }
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "a literal or a `json!` is what users pass"
)]
pub fn activity<T>(name: impl Into<String>, arguments: impl Serialize) -> ActivityCall<T> {
    let name = name.into();
    let call = entry_of(&name).and_then(|entry| {
        let unfit = |error: &dyn fmt::Display| {
            Failure::terminal(format!(
                "the arguments don't fit activity `{name}` at {}: {error}",
                entry.place()
            ))
        };
        let arguments = Json::of(&arguments).map_err(|error| unfit(&error))?;
        let input = (entry.arguments)(&arguments).map_err(|error| unfit(&error))?;
        Ok((entry, input))
    });
    ActivityCall::of(call, Some(name))
}

/// The program's activity of this name.
fn entry_of(name: &str) -> Result<&'static ActivityEntry> {
    let program = Registry::program()?;
    program.activity(name).ok_or_else(|| {
        let names = program.activity_names().join(", ");
        Failure::terminal(format!(
            "there is no activity named `{name}`; there are: {names}"
        ))
    })
}

// By hand, for a `derive` would ask that `T` is `Clone` and `Debug`.

impl<T> Clone for ActivityCall<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            by_name: self.by_name.clone(),
            plain: self.plain.clone(),
            output: PhantomData,
        }
    }
}

impl<T> fmt::Debug for ActivityCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActivityCall")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl<T> ActivityCall<T> {
    /// For an expansion of `#[activity]`.
    #[doc(hidden)]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the expansion has no use for them any more"
    )]
    pub fn new<P>(entry: &'static ActivityEntry, parameters: &Parameters<P>, params: P) -> Self {
        let encoded = shared::leaving(|| (parameters.encode)(parameters.names, &params));
        let input = encoded.map_err(|error| {
            Failure::terminal(format!(
                "the arguments of activity `{}` can't be stored: {error}",
                entry.name
            ))
        });
        Self::of(input.map(|input| (entry, input)), None)
    }

    fn of(call: Result<(&'static ActivityEntry, Vec<u8>)>, by_name: Option<String>) -> Self {
        let state = match call {
            Ok((entry, input)) => ActivityState::Called(ActivityTask {
                name: entry.name.to_owned(),
                input: Blob(input),
                retry: entry.retry,
                timeout: entry.timeout,
            }),
            Err(failure) => ActivityState::Invalid(failure),
        };
        Self {
            state,
            by_name,
            plain: PlainFuture::default(),
            output: PhantomData,
        }
    }

    /// Sets the retry policy, in place of the activity's own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        if let ActivityState::Called(task) = &mut self.state {
            task.retry = Some(policy);
        }
        self
    }

    /// Sets the timeout of each attempt, in place of the activity's own.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        if let ActivityState::Called(task) = &mut self.state {
            task.timeout = Some(timeout);
        }
        self
    }
}

impl<T> Sealed for ActivityCall<T> {}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> Durable for ActivityCall<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        match &mut self.state {
            ActivityState::Called(task) => {
                let task = task.clone();
                self.state = ActivityState::Scheduled(OpHandle::new(cx.schedule_activity(task)));
                Poll::Pending
            }
            ActivityState::Invalid(failure) => Poll::Ready(Err(failure.clone())),
            ActivityState::Scheduled(begun) => match cx.take_outcome(begun.op()) {
                Some(Outcome::Activity(Ok(blob))) => Poll::Ready(match &self.by_name {
                    None => Ok(decode_result(&blob.0)),
                    Some(name) => said_result(name, &blob.0),
                }),
                Some(Outcome::Activity(Err(failure))) => Poll::Ready(Err(failure)),
                _ => Poll::Pending,
            },
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let ActivityState::Scheduled(begun) = &self.state {
            cx.cancel(begun.op());
        }
    }
}

fn decode_result<T: Storable>(bytes: &[u8]) -> T {
    codec::decode(bytes).unwrap_or_else(|error| block::<T>(error.to_string()))
}

/// Blocks the instance because the running code can't read a recorded result: the activity did not fail.
fn block<T>(reason: String) -> ! {
    Fault::Blocked(IncompatibleCheckpoint::Operation {
        point: "an activity".to_owned(),
        type_name: std::any::type_name::<T>().to_owned(),
        reason,
    })
    .throw()
}

/// Converts the result of an activity that an orchestrator called by its name.
fn said_result<T: Storable>(name: &str, bytes: &[u8]) -> Result<T> {
    let entry = Registry::program().ok().and_then(|all| all.activity(name));
    let Some(entry) = entry else {
        Fault::Blocked(IncompatibleCheckpoint::NoSuchFunction {
            name: format!("`{name}`"),
        })
        .throw()
    };
    match (entry.result_in_json)(bytes) {
        Ok(json) => from_json(name, &json),
        Err(NotInJson::Unread(reason)) => block::<T>(reason),
        Err(NotInJson::NotJson(reason)) => Err(not_json(name, &reason)),
    }
}

fn from_json<T: Storable>(name: &str, json: &Json) -> Result<T> {
    json.value().and_then(T::deserialize).map_err(|error| {
        Failure::terminal(format!(
            "the result of activity `{name}` isn't a `{}`: {error}",
            std::any::type_name::<T>()
        ))
    })
}

fn not_json(name: &str, reason: &str) -> Failure {
    Failure::terminal(format!(
        "the result of activity `{name}` can't be written as JSON: {reason}"
    ))
}

impl<T: Storable> Future for ActivityCall<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let call = &mut *self;
        let begin = || run_in_place(States::current(), call.state.clone());
        let by_name = call.by_name.as_deref();
        call.plain.poll(context, begin).map(|result| {
            let unread = |error: &dyn fmt::Display| {
                Failure::terminal(format!("the activity's result can't be read back: {error}"))
            };
            let bytes = result?;
            let Some(name) = by_name else {
                return codec::decode(&bytes).map_err(|error| unread(&error));
            };
            match (entry_of(name)?.result_in_json)(&bytes) {
                Ok(json) => from_json(name, &json),
                Err(NotInJson::Unread(reason)) => Err(unread(&reason)),
                Err(NotInJson::NotJson(reason)) => Err(not_json(name, &reason)),
            }
        })
    }
}

/// Runs an activity outside of any runtime, with its retries and its timeout.
async fn run_in_place(states: States, call: ActivityState) -> Result<Vec<u8>> {
    let task = match call {
        ActivityState::Called(task) => task,
        ActivityState::Invalid(failure) => return Err(failure),
        ActivityState::Scheduled(_) => {
            return Err(Failure::terminal(
                "only an orchestrator goes on with a scheduled call",
            ));
        }
    };
    let entry = entry_of(&task.name)?;
    let first_at = context::now();
    for failed in 1.. {
        let work = context::in_place(states.clone(), attempt(entry, &states, &task));
        let failure = match caught(work).await {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(failure)) => failure,
            // Its panic belongs to the code that awaits it; a misuse is a failure.
            Err(thrown) => match thrown.downcast::<Misuse>() {
                Ok(misuse) => misuse.into_failure(),
                Err(panic) => resume_unwind(panic),
            },
        };
        if !entry.deserves_retry(&failure) {
            return Err(failure);
        }
        let now = context::now();
        let policy = task.retry.as_ref();
        let next = policy
            .and_then(|policy| policy.next_attempt(failed, first_at, now, failure.wanted_wait()));
        let Some(at) = next else {
            return Err(failure);
        };
        tokio::time::sleep(at.duration_since(now).unwrap_or_default()).await;
    }
    unreachable!("attempts are counted in a u32 and a policy allows no more than that")
}

/// One attempt. It fails when it takes longer than the task allows.
pub(crate) async fn attempt(
    entry: &ActivityEntry,
    states: &States,
    task: &ActivityTask,
) -> Result<Vec<u8>> {
    let run = (entry.run)(states, &task.input.0);
    let Some(timeout) = task.timeout else {
        return run.await;
    };
    tokio::time::timeout(timeout, run)
        .await
        .unwrap_or_else(|_| {
            Err(Failure::named(
                "durable_runtime::Timeout",
                format!(
                    "activity `{}` took longer than its timeout of {timeout:?}",
                    entry.name
                ),
            ))
        })
}

/// Awaits `future` and catches its panic.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(move |cx| {
        let future = future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
