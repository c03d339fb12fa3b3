//! The status of an instance: [`Status`] and [`RuntimeStatus`]. What a waiting instance waits for is in `waiting.rs`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::model::chain::debug_as_chain;
use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::model::shown;

/// The status of an instance, as of its last durable step.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Status {
    /// The orchestrator's name.
    pub name: String,
    /// The orchestrator's version, if it has one. The instance stays with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The instance's id.
    pub id: InstanceId,
    /// Its stage.
    pub runtime_status: RuntimeStatus,
    /// Its input.
    pub input: Json,
    /// Its result; of a failed instance its failure's message, of a terminated one the reason.
    pub output: Option<Json>,
    /// The value that the function set by [`set_custom_status`](crate::set_custom_status).
    pub custom_status: Option<Json>,
    /// The time at which it was started.
    #[serde(serialize_with = "shown::time")]
    pub created: SystemTime,
    /// The time of its last step.
    #[serde(serialize_with = "shown::time")]
    pub last_updated: SystemTime,
    /// The failure of a failed instance.
    #[serde(serialize_with = "shown::optional_failure")]
    pub failure: Option<Failure>,
    /// The reason why the running code can't resume it. It resumes when code that fits is deployed.
    pub blocked: Option<String>,
    /// The reason that was given when it was suspended, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<String>,
    /// The tags that it was started with, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// The instance that has started it as a sub-orchestration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<InstanceId>,
}

/// The stage of an instance. The names are those of Durable Functions.
///
/// ```
/// use durable_runtime::RuntimeStatus;
///
/// let status: RuntimeStatus = "Running".parse()?;
/// assert_eq!(status.to_string(), "Running");
/// assert!(!status.is_ended());
/// # Ok::<(), durable_runtime::UnknownRuntimeStatus>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuntimeStatus {
    /// It was started and has not begun.
    Pending,
    /// It has begun.
    Running,
    /// It returned `Ok`.
    Completed,
    /// It begins again, with a new input.
    ContinuedAsNew,
    /// It returned an error, or panicked.
    Failed,
    /// It was cancelled.
    Canceled,
    /// It was terminated.
    Terminated,
    /// It is not stepped: it was suspended, or the running code can't resume it.
    Suspended,
}

/// A text that is no [`RuntimeStatus`].
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no runtime status; there are Pending, Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated and Suspended"
)]
pub struct UnknownRuntimeStatus(String);

debug_as_chain!(UnknownRuntimeStatus);

impl RuntimeStatus {
    pub(crate) const ALL: [Self; 8] = [
        Self::Pending,
        Self::Running,
        Self::Completed,
        Self::ContinuedAsNew,
        Self::Failed,
        Self::Canceled,
        Self::Terminated,
        Self::Suspended,
    ];

    /// Its number in a store. Stores keep the numbers: a new status gets the next one.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Running => 1,
            Self::Completed => 2,
            Self::ContinuedAsNew => 3,
            Self::Failed => 4,
            Self::Canceled => 5,
            Self::Terminated => 6,
            Self::Suspended => 7,
        }
    }

    pub(crate) fn of_number(number: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.number() == number)
    }

    /// Whether the instance will make no further step.
    pub fn is_ended(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Failed | Self::Canceled | Self::Terminated
        )
    }
}

impl fmt::Display for RuntimeStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Completed => "Completed",
            Self::ContinuedAsNew => "ContinuedAsNew",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Terminated => "Terminated",
            Self::Suspended => "Suspended",
        })
    }
}

impl FromStr for RuntimeStatus {
    type Err = UnknownRuntimeStatus;

    /// Reads the name, without regard to case.
    fn from_str(text: &str) -> Result<Self, UnknownRuntimeStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.to_string().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownRuntimeStatus(text.chars().take(80).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_reads_back_from_its_name() {
        for status in RuntimeStatus::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
            assert_eq!(RuntimeStatus::of_number(status.number()), Some(status));
            assert_eq!(status.to_string().to_lowercase().parse(), Ok(status));
            let json = serde_json::to_value(status).unwrap();
            assert_eq!(json, status.to_string());
            assert_eq!(
                serde_json::from_value::<RuntimeStatus>(json).unwrap(),
                status
            );
        }
        assert!("Sleeping".parse::<RuntimeStatus>().is_err());
    }
}
