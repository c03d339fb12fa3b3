//! The spans in which users' code runs, so that what it logs says for whom: the instance, the function, and of an
//! activity the attempt.
//!
//! They are of the level `ERROR`: whatever level is shown, their fields are.

use tracing::{Span, error_span};

use crate::model::id::InstanceId;

/// The target of the spans.
const TARGET: &str = "durable_runtime";

/// That of a step of an orchestrator.
pub(crate) fn of_step(instance: &InstanceId, function: &str) -> Span {
    error_span!(target: TARGET, "orchestrator", %instance, function)
}

/// That of an attempt of an activity. The first one is number 1.
pub(crate) fn of_attempt(instance: &InstanceId, function: &str, attempt: u32) -> Span {
    error_span!(target: TARGET, "activity", %instance, function, attempt)
}
