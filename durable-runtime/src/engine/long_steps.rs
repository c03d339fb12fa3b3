//! What the log tells of steps that don't end soon.

use std::time::Duration;

use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::log::LOG;

/// The time after which a step is reported.
pub(super) const REPORTED: Duration = Duration::from_secs(1);

/// Tells of a step, by the key of its function.
pub(super) fn tell_of_step(instance: &InstanceId, key: &str) {
    let function = FunctionName::of(key);
    tracing::warn!(
        target: LOG,
        %instance,
        "a step of {function} has computed for {} s, and is not over: the code between two awaits of an orchestrator should be \
         short; move long work into an activity, or terminate the instance if the step never ends",
        REPORTED.as_secs()
    );
}

/// Tells that no more threads make steps: of one function, or of any, of which this one has most.
pub(super) fn tell_of_limit((key, is_of_all): (&str, bool), threads: usize) {
    let function = FunctionName::of(key);
    let what = if is_of_all {
        format!("no thread is left for steps, most of which are steps of {function}")
    } else {
        format!("no more threads make steps of {function}, so its other instances wait")
    };
    tracing::error!(
        target: LOG,
        "{what}: {threads} threads have steps that are not over soon; move what blocks or computes for long into activities. \
         The step of a terminated instance counts until it ends, so restart the process if it never does"
    );
}
