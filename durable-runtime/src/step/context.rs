//! The free functions that an orchestrator may call between two awaits. They find their instance in a thread-local or
//! task-local context.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::SystemTime;

use serde::Serialize;

use crate::model::clock::{Clock, plain_clock};
use crate::model::failure::Failure;
use crate::model::failure::panics::Misuse;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::cancellation::{Cancellation, CancellationToken};
use crate::step::state::States;

/// The longest custom status, in bytes of JSON. Durable Functions' own limit.
pub(crate) const CUSTOM_STATUS_BYTES_MAX: usize = 16 * 1024;

/// The step that runs on this thread.
struct CurrentStep {
    instance: InstanceId,
    clock: Arc<dyn Clock>,
    custom_status: Option<Result<Json, Failure>>,
}

thread_local! {
    static STEP: RefCell<Option<CurrentStep>> = const { RefCell::new(None) };
}

/// The attempt of an activity that runs in this task.
struct Running {
    /// The instance that called it; `None` outside of any runtime.
    instance: Option<InstanceId>,
    /// The runtime's; `None` outside of any.
    clock: Option<Arc<dyn Clock>>,
    cancellation: Cancellation,
    states: States,
}

tokio::task_local! {
    static ATTEMPT: Running;
}

/// Sets what `status` shows as the instance's custom status: any JSON of at most 16 KiB. It is
/// stored with the step that sets it.
///
/// A status that is too long, or that JSON can't express, fails the instance with an error that says so. In an
/// activity, which has no status, the call is an error: it fails the activity, and isn't tried again. Where an
/// orchestrator runs as a plain async function this does nothing.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn count(to: u32) -> Result<u32> {
///     for n in 0..to {
///         set_custom_status(format!("{n} of {to}"));
///         sleep(std::time::Duration::from_secs(1)).await;
///     }
///     Ok(to)
/// }
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "a literal or a `format!` is what users pass"
)]
pub fn set_custom_status(status: impl Serialize) {
    STEP.with_borrow_mut(|step| {
        let Some(step) = step else {
            return refuse_in_activity(
                "set_custom_status() was called in an activity; only an orchestrator has a custom \
                 status: return the value, and set it there",
            );
        };
        let json = Json::of(&status)
            .map_err(|error| Failure::terminal(format!("the custom status can't be written as JSON: {error}")))
            .and_then(|json| match json.as_str().len() {
                ..=CUSTOM_STATUS_BYTES_MAX => Ok(json),
                bytes => Err(Failure::terminal(format!(
                    "the custom status is {bytes} bytes long; at most {CUSTOM_STATUS_BYTES_MAX} are allowed"
                ))),
            });
        // The first mistake stays: a later status must not hide it.
        if !matches!(step.custom_status, Some(Err(_))) {
            step.custom_status = Some(json);
        }
    });
}

/// Unwinds from the running attempt, if there is one: its code called something that only an orchestrator may call.
fn refuse_in_activity(message: &str) {
    if ATTEMPT.try_with(|_| ()).is_ok() {
        // Without the panic hook: it is reported as the attempt's failure.
        std::panic::resume_unwind(Box::new(Misuse(message.to_owned())));
    }
}

/// The id of the instance that this code runs for: in an orchestrator, and in an activity that it called.
///
/// # Panics
/// Outside of both, for there is no instance then. That includes an orchestrator or an activity that is called as a
/// plain async function, as in a unit test: start it in a [`Runtime`](crate::Runtime), or give it the id as a
/// parameter.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn charge(cents: u64) -> Result<String> {
///     // A key that stays the same when the activity is tried again.
///     Ok(format!("{}-charge-{cents}", instance_id()))
/// }
/// ```
#[track_caller]
pub fn instance_id() -> InstanceId {
    let Some(id) = try_instance_id() else {
        panic!(
            "`instance_id()` was called where no instance runs: start the orchestrator by `Runtime::start`, in a test on a store in a temporary folder, or give the function the id as a parameter. A durable function that is called as a plain async function has no instance, and neither has a task or a thread that an activity spawns: take the id before, and move it there"
        );
    };
    id
}

fn try_instance_id() -> Option<InstanceId> {
    STEP.with_borrow(|step| step.as_ref().map(|step| step.instance.clone()))
        .or_else(|| ATTEMPT.try_with(|attempt| attempt.instance.clone()).ok()?)
}

/// The states of the running activity, for its `State` parameters.
pub(crate) fn states_of_attempt() -> Option<States> {
    ATTEMPT.try_with(|attempt| attempt.states.clone()).ok()
}

/// The token that tells the running activity to stop, and gives the reason:
///
/// - [`NobodyWaits`](crate::CancellationReason::NobodyWaits): it lost a race in its orchestrator, or the instance that
///   called it was terminated or has ended. An attempt that has asked for its token stops by itself, and its result is
///   dropped. An attempt that never asked is dropped at its next `await`.
/// - [`Shutdown`](crate::CancellationReason::Shutdown): the runtime shuts down. A result that comes in time is the
///   outcome. An error that isn't terminal is not: it means that the attempt was interrupted. An attempt that was
///   interrupted, or is dropped when the time is over, is made again when the store is opened again.
///
/// So ask for it if there is something to undo, or if a thread or a task works for the activity. Only the activity's
/// own code can ask; give a clone to the tasks that it spawns.
///
/// An attempt is not notified when its process dies. Outside of an activity that a runtime runs the token is never
/// cancelled.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::CancellationReason;
///
/// #[activity]
/// async fn export(rows: u64) -> Result<u64> {
///     let cancelled = cancellation();
///     let written = tokio::task::spawn_blocking(move || {
///         (0..rows).take_while(|_row| !cancelled.is_cancelled()).count() as u64
///     });
///     Ok(written.await?)
/// }
///
/// #[activity]
/// async fn rent(machine: String) -> Result<String> {
///     let cancelled = cancellation();
///     tokio::select! {
///         () = tokio::time::sleep(std::time::Duration::from_secs(60)) => Ok(machine),
///         () = cancelled.cancelled() => {
///             if cancelled.reason() == Some(CancellationReason::NobodyWaits) {
///                 // Here it is given back.
///             }
///             Err(Failure::new("interrupted"))
///         }
///     }
/// }
/// ```
pub fn cancellation() -> CancellationToken {
    ATTEMPT
        .try_with(|attempt| attempt.cancellation.token())
        .unwrap_or_default()
}

/// The time by the clock that [`sleep`](crate::sleep) uses: in an orchestrator, and in an activity that it called, that
/// of the runtime. It differs from [`SystemTime::now`] only where a test has a clock of its own: one that it gave the
/// runtime, or, outside of any runtime, tokio's paused one.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[orchestrator]
/// async fn for_a_day() -> Result<()> {
///     let end = now() + Duration::from_secs(24 * 3600);
///     while now() < end {
///         sleep(Duration::from_secs(60)).await;
///     }
///     Ok(())
/// }
///
/// // in a `#[tokio::test(start_paused = true)]` it takes no time
/// # tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap().block_on(async {
/// for_a_day().await?;
/// # Ok::<(), Failure>(())
/// # }).unwrap();
/// ```
pub fn now() -> SystemTime {
    step_time()
        .or_else(|| {
            ATTEMPT
                .try_with(|attempt| Some(attempt.clock.as_ref()?.now()))
                .ok()?
        })
        .unwrap_or_else(plain_clock)
}

/// The time in the running step, if there is one.
pub(crate) fn step_time() -> Option<SystemTime> {
    STEP.with_borrow(|step| step.as_ref().map(|step| step.clock.now()))
}

/// Runs one step of `instance`, in which the functions above find it. Returns the custom status that the step set, too.
pub(crate) fn in_step<R>(
    instance: &InstanceId,
    clock: &Arc<dyn Clock>,
    step: impl FnOnce() -> R,
) -> (R, Option<Result<Json, Failure>>) {
    /// Restores the previous step, also when the step panics.
    struct Restore(Option<CurrentStep>);
    impl Drop for Restore {
        fn drop(&mut self) {
            STEP.set(self.0.take());
        }
    }

    let fresh = CurrentStep {
        instance: instance.clone(),
        clock: Arc::clone(clock),
        custom_status: None,
    };
    let _restore = Restore(STEP.replace(Some(fresh)));
    let result = step();
    (result, STEP.take().and_then(|step| step.custom_status))
}

/// Runs `future`, an activity that `instance` called.
pub(crate) async fn in_activity<F: Future>(
    instance: InstanceId,
    clock: Arc<dyn Clock>,
    cancellation: Cancellation,
    states: States,
    future: F,
) -> F::Output {
    let attempt = Running {
        instance: Some(instance),
        clock: Some(clock),
        cancellation,
        states,
    };
    ATTEMPT.scope(attempt, future).await
}

/// Runs `future`, an activity that is awaited in place: inside of another activity, or outside of any runtime.
pub(crate) async fn in_place<F: Future>(states: States, future: F) -> F::Output {
    if ATTEMPT.try_with(|_| ()).is_ok() {
        return future.await;
    }
    let attempt = Running {
        instance: None,
        clock: None,
        cancellation: Cancellation::default(),
        states,
    };
    ATTEMPT.scope(attempt, future).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "start the orchestrator by `Runtime::start`")]
    fn where_there_is_no_instance_it_is_told_how_to_have_one() {
        instance_id();
    }
}
