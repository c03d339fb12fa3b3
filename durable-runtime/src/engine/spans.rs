//! The spans in which user code runs. They carry the instance, the function, and for an activity the attempt.
//!
//! They are of the level `ERROR`, so that their fields are shown at every level of the log.

use tracing::{Span, error_span};

use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;

/// The target of the spans.
const TARGET: &str = "durable_runtime";

/// The span of a step of an orchestrator. The version is a field of it if there is one.
pub(crate) fn of_step(instance: &InstanceId, function: FunctionName<'_>) -> Span {
    let FunctionName { name, version } = function;
    error_span!(target: TARGET, "orchestrator", %instance, function = name, version)
}

/// The span of an attempt of an activity. The first one is number 1.
pub(crate) fn of_attempt(instance: &InstanceId, function: &str, attempt: u32) -> Span {
    error_span!(target: TARGET, "activity", %instance, function, attempt)
}
