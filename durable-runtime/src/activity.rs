//! Activities: the functions in which work is done, called by orchestrators ([`ActivityCall`]) and run
//! by the engine.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::begun::Begun;
use crate::cx::{ActivityTask, Cx, Outcome};
use crate::durable::{Durable, Storable};
use crate::failure::{Failure, Result};
use crate::frame::{Blob, Fault, Misfit};
use crate::ops::plain::Plain;
use crate::params::Parameters;
use crate::state::{StateType, States};
use crate::{RetryPolicy, codec, registry, shared};

/// An attempt of an activity: its result in the storage encoding.
pub type Attempt = Pin<Box<dyn Future<Output = Result<Vec<u8>>> + Send>>;

/// What an expansion of `#[activity]` registers.
#[doc(hidden)]
#[derive(Debug)]
pub struct ActivityEntry {
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub retry: Option<RetryPolicy>,
    /// Which failures are worth another attempt; all that aren't terminal when there is none.
    pub retry_when: Option<fn(&Failure) -> bool>,
    /// How long one attempt may take.
    pub timeout: Option<Duration>,
    /// How many attempts of it may run at a time; as many as of all, when there is none.
    pub max_concurrent: Option<usize>,
    pub states: &'static [StateType],
    pub run: fn(&States, &[u8]) -> Attempt,
}

impl ActivityEntry {
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// When a failed activity is tried again; `None` when the failure is the outcome.
    pub(crate) fn next_attempt(
        &self,
        policy: Option<&RetryPolicy>,
        failure: &Failure,
        failed: u32,
        first_at: SystemTime,
        now: SystemTime,
    ) -> Option<SystemTime> {
        if failure.is_terminal() || self.retry_when.is_some_and(|worth| !worth(failure)) {
            return None;
        }
        policy?.next_attempt(failed, first_at, now, failure.wanted_wait())
    }
}

/// A call of an activity, which runs when it is awaited.
///
/// In an orchestrator it is stored and scheduled, and its failures are tried again by its retry
/// policy, across restarts of the process. Awaited anywhere else the activity runs in place.
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
    state: CallState,
    #[serde(skip)]
    plain: Plain<Result<Vec<u8>>>,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum CallState {
    Called(ActivityTask),
    /// The arguments can't be stored.
    Invalid(Failure),
    Scheduled(Begun),
}

impl<T> Clone for ActivityCall<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
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
        let state = match encoded {
            Ok(input) => CallState::Called(ActivityTask {
                name: entry.name.to_owned(),
                input: Blob(input),
                retry: entry.retry,
                timeout: entry.timeout,
            }),
            Err(error) => CallState::Invalid(Failure::terminal(format!(
                "the arguments of activity `{}` can't be stored: {error}",
                entry.name
            ))),
        };
        Self {
            state,
            plain: Plain::default(),
            output: PhantomData,
        }
    }

    /// Tries again by this policy, in place of the activity's own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        if let CallState::Called(task) = &mut self.state {
            task.retry = Some(policy);
        }
        self
    }

    /// Fails an attempt that takes longer than this, in place of the activity's own timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        if let CallState::Called(task) = &mut self.state {
            task.timeout = Some(timeout);
        }
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Storable> Durable for ActivityCall<T> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        match &mut self.state {
            CallState::Called(task) => {
                let task = task.clone();
                self.state = CallState::Scheduled(Begun::new(cx.schedule_activity(task)));
                Poll::Pending
            }
            CallState::Invalid(failure) => Poll::Ready(Err(failure.clone())),
            CallState::Scheduled(begun) => match cx.take_outcome(begun.op()) {
                Some(Outcome::Activity(Ok(blob))) => Poll::Ready(Ok(decode_result(&blob.0))),
                Some(Outcome::Activity(Err(failure))) => Poll::Ready(Err(failure)),
                _ => Poll::Pending,
            },
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        if let CallState::Scheduled(begun) = &self.state {
            cx.cancel(begun.op());
        }
    }
}

/// A result that was recorded and can't be read by the running code blocks the instance: it is not
/// the activity that failed.
fn decode_result<T: Storable>(bytes: &[u8]) -> T {
    codec::decode(bytes).unwrap_or_else(|error| {
        Fault::Blocked(Misfit::Operation {
            point: "an activity".to_owned(),
            type_name: std::any::type_name::<T>().to_owned(),
            reason: error.to_string(),
        })
        .throw()
    })
}

impl<T: Storable> Future for ActivityCall<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let call = &mut *self;
        let begin = || run_in_place(States::current(), call.state.clone());
        call.plain.poll(context, begin).map(|result| {
            codec::decode(&result?).map_err(|error| {
                Failure::terminal(format!("the activity's result can't be read back: {error}"))
            })
        })
    }
}

/// Runs an activity outside of any runtime, with its retries and its timeout.
async fn run_in_place(states: States, call: CallState) -> Result<Vec<u8>> {
    let task = match call {
        CallState::Called(task) => task,
        CallState::Invalid(failure) => return Err(failure),
        CallState::Scheduled(_) => {
            return Err(Failure::terminal(
                "only an orchestrator goes on with a scheduled call",
            ));
        }
    };
    let registry = registry::Registry::of_program()?;
    let entry = registry
        .activity(&task.name)
        .ok_or_else(|| Failure::terminal(format!("there is no activity named `{}`", task.name)))?;
    let first_at = crate::now();
    for failed in 1.. {
        let failure = match attempt(entry, &states, &task).await {
            Ok(bytes) => return Ok(bytes),
            Err(failure) => failure,
        };
        let now = crate::now();
        let Some(at) = entry.next_attempt(task.retry.as_ref(), &failure, failed, first_at, now)
        else {
            return Err(failure);
        };
        tokio::time::sleep(at.duration_since(now).unwrap_or_default()).await;
    }
    unreachable!("attempts are counted in a u32 and a policy allows no more than that")
}

/// One attempt, which fails when it takes longer than the task allows.
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
