//! What a client sees of an instance: [`Status`], [`RuntimeStatus`] and, of one that waits,
//! [`Waiting`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use crate::failure::Failure;
use crate::id::InstanceId;
use crate::json::Json;

/// What is known of an instance, as of its last durable step.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The orchestrator's name.
    pub name: String,
    /// The instance's id.
    pub id: InstanceId,
    /// How far it is.
    pub runtime_status: RuntimeStatus,
    /// What it was started with.
    pub input: Json,
    /// What it returned; of a failed instance its failure's message, of a terminated one the reason.
    pub output: Option<Json>,
    /// What the function set by [`set_custom_status`](crate::set_custom_status).
    pub custom_status: Option<Json>,
    /// When it was started.
    pub created: SystemTime,
    /// When it made its last step.
    pub last_updated: SystemTime,
    /// Why it failed, of a failed instance.
    pub failure: Option<Failure>,
    /// Why it can't go on with the code that is running. It goes on when code that fits is deployed.
    pub blocked: Option<String>,
}

/// How far an instance is. The names are those of Durable Functions.
///
/// ```
/// use durable_runtime::RuntimeStatus;
///
/// let status: RuntimeStatus = "Running".parse()?;
/// assert_eq!(status.to_string(), "Running");
/// assert!(!status.is_ended());
/// # Ok::<(), durable_runtime::UnknownRuntimeStatus>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// It was ended from outside.
    Terminated,
    /// It is not stepped: it was suspended, or the code that runs can't go on with it.
    Suspended,
}

/// A text that is no [`RuntimeStatus`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no runtime status; there are Pending, Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated and Suspended"
)]
pub struct UnknownRuntimeStatus(String);

/// Where an instance waits, and what it holds there.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Waiting {
    /// The name of the place; it stays the same as long as the awaits before it do.
    pub point: String,
    /// The source file of the orchestrator; `None` when the running program has no such orchestrator.
    pub file: Option<&'static str>,
    /// The line of the await; `None` when the running program has no such place.
    pub line: Option<u32>,
    /// The source text of what is awaited; `None` when the running program has no such place.
    pub source: Option<&'static str>,
    /// The locals that are needed after the await.
    pub locals: BTreeMap<String, serde_json::Value>,
    /// When the nearest timer or attempt that it waits for is due.
    pub until: Option<SystemTime>,
}

impl RuntimeStatus {
    const ALL: [Self; 8] = [
        Self::Pending,
        Self::Running,
        Self::Completed,
        Self::ContinuedAsNew,
        Self::Failed,
        Self::Canceled,
        Self::Terminated,
        Self::Suspended,
    ];

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
            assert_eq!(status.to_string().to_lowercase().parse(), Ok(status));
        }
        assert!("Sleeping".parse::<RuntimeStatus>().is_err());
    }
}
