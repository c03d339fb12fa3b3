//! The free functions that an orchestrator may call between two awaits, and how they find the
//! instance that they are called for.

use std::cell::RefCell;
use std::time::SystemTime;

use serde::Serialize;

use crate::cancellation::{Cancellation, CancellationToken};
use crate::failure::Failure;
use crate::id::InstanceId;
use crate::json::Json;

/// The longest custom status, in bytes of JSON. Durable Functions' own limit.
pub(crate) const CUSTOM_STATUS_BYTES_MAX: usize = 16 * 1024;

/// The step that runs on this thread.
struct Step {
    instance: InstanceId,
    now: SystemTime,
    custom_status: Option<Result<Json, Failure>>,
}

thread_local! {
    static STEP: RefCell<Option<Step>> = const { RefCell::new(None) };
}

/// The attempt of an activity that runs in this task.
struct Running {
    instance: InstanceId,
    cancellation: Cancellation,
}

tokio::task_local! {
    static ATTEMPT: Running;
}

/// Sets what `status` shows as the instance's custom status: any JSON of at most 16 KiB. It is
/// stored with the step that sets it.
///
/// A status that is too long, or that JSON can't say, fails the instance with an error that tells so.
/// Outside an instance this does nothing.
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
        let Some(step) = step else { return };
        let json = Json::of(&status)
            .map_err(|error| Failure::terminal(format!("the custom status can't be said in JSON: {error}")))
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

/// The id of the instance that this code runs for: in an orchestrator, and in an activity that it called.
///
/// # Panics
/// Outside of both, for there is no instance then.
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
pub fn instance_id() -> InstanceId {
    try_instance_id().expect(
        "instance_id() is called outside of an orchestrator and of an activity that one called",
    )
}

fn try_instance_id() -> Option<InstanceId> {
    STEP.with_borrow(|step| step.as_ref().map(|step| step.instance.clone()))
        .or_else(|| ATTEMPT.try_with(|attempt| attempt.instance.clone()).ok())
}

/// The token by which the activity that runs here learns that nobody waits for it any more: it lost a
/// race in its orchestrator, or the instance that called it was terminated or has ended.
///
/// An attempt that asks for its token is told, and left to stop by itself; what it returns then is
/// dropped. One that never asked is dropped at its next `await`. So ask for it where there is something
/// to put back, or where a thread or a task works for the activity. Only what runs as the activity itself
/// can ask; give a clone to the tasks that it spawns.
///
/// An attempt that ends because the process does is not told. Outside of an activity that a runtime runs
/// the token is never cancelled.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::cancellation;
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
///             // Here it is given back.
///             Err(Failure::new("it was not needed any more"))
///         }
///     }
/// }
/// ```
pub fn cancellation() -> CancellationToken {
    ATTEMPT
        .try_with(|attempt| attempt.cancellation.token())
        .unwrap_or_default()
}

/// The time by the runtime's clock. In an orchestrator it is the time at which the step began; it
/// differs from [`SystemTime::now`] only where a test gave the runtime a clock of its own.
///
/// ```
/// assert!(durable_runtime::now() > std::time::SystemTime::UNIX_EPOCH);
/// ```
pub fn now() -> SystemTime {
    STEP.with_borrow(|step| step.as_ref().map(|step| step.now))
        .unwrap_or_else(crate::engine::clock::wall_clock)
}

/// Whether the code of a step runs.
pub(crate) fn is_in_step() -> bool {
    STEP.with_borrow(Option::is_some)
}

/// Runs one step of `instance`, in which the functions above find it. Returns the custom status that
/// the step set, too.
pub(crate) fn in_step<R>(
    instance: &InstanceId,
    now: SystemTime,
    step: impl FnOnce() -> R,
) -> (R, Option<Result<Json, Failure>>) {
    /// Puts back what was there, also when the step panics.
    struct Restore(Option<Step>);
    impl Drop for Restore {
        fn drop(&mut self) {
            STEP.set(self.0.take());
        }
    }

    let fresh = Step {
        instance: instance.clone(),
        now,
        custom_status: None,
    };
    let _restore = Restore(STEP.replace(Some(fresh)));
    let result = step();
    (result, STEP.take().and_then(|step| step.custom_status))
}

/// Runs `future`, an activity that `instance` called.
pub(crate) async fn in_activity<F: Future>(
    instance: InstanceId,
    cancellation: Cancellation,
    future: F,
) -> F::Output {
    let attempt = Running {
        instance,
        cancellation,
    };
    ATTEMPT.scope(attempt, future).await
}
