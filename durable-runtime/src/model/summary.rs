//! [`InstanceSummary`]: an instance in short.

use std::time::SystemTime;

use serde::Serialize;

use crate::model::id::InstanceId;
use crate::model::shown;
use crate::model::status::RuntimeStatus;

/// An instance in a store, in short. See [`Inspector::instances`](crate::Inspector::instances).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InstanceSummary {
    /// Its id.
    pub id: InstanceId,
    /// Its orchestrator's name; empty when its record can't be read.
    pub name: String,
    /// Its orchestrator's version, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its stage.
    pub runtime_status: RuntimeStatus,
    /// The time at which it was started.
    #[serde(serialize_with = "shown::time")]
    pub created: SystemTime,
    /// The time of its last step.
    #[serde(serialize_with = "shown::time")]
    pub last_updated: SystemTime,
}
