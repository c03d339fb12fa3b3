//! Migrations: functions of the user's that turn what an instance kept at a point of a released version into what a point of
//! the new code needs. [`MigrationEntry`] is what their expansions register. `locals` reads what was kept and writes what is
//! given, `apply` makes the frame of the new code.

#![allow(
    missing_docs,
    reason = "most of what is public here only expansions see"
)]

pub(crate) mod apply;
pub(crate) mod given;
pub(crate) mod locals;

use std::fmt;
use std::time::SystemTime;

use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::json::{Json, JsonError};
use crate::step::migration::given::Given;
use crate::step::migration::locals::{Kept, LocalsGiven};

/// The registration of a `#[migration]`.
#[derive(Debug)]
pub struct MigrationEntry {
    /// The key of the orchestrator.
    pub of: &'static str,
    /// The release that the instances wait in.
    pub from: &'static str,
    /// The point where they wait.
    pub at: &'static str,
    /// The name of the migration itself.
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    /// Reads what an instance kept, and asks the user's function. `Err` is the reason why the instance stays blocked.
    pub run: fn(&Kept<'_>, &Migrating) -> Result<Went, String>,
}

impl MigrationEntry {
    /// Its name and its place, for people.
    pub(crate) fn told(&self) -> String {
        format!("{} ({}:{})", self.name, self.file, self.line)
    }
}

/// What a migration has told.
pub enum Went {
    /// The instance waits at a point of the new code.
    To {
        point: String,
        locals: Result<LocalsGiven, String>,
        wait: WaitsFor,
    },
    /// It starts from the beginning with this input.
    StartsOver(Result<Json, JsonError>),
    Fails(Failure),
}

/// What an instance waits for at its new place.
pub enum WaitsFor {
    /// For what it has waited for.
    TheSame,
    /// For nothing, or for another operation.
    Other(Given),
}

/// What a [migration](macro@crate::migration) may know of the instance.
///
/// ```standalone_crate
/// use durable_runtime::{Blocked, Go, Migrating, migration};
/// use std::time::{Duration, SystemTime};
///
/// #[migration(of = "order", from = "v4", at = "approval#1")]
/// fn to_the_new_deadline(_: (), it: &Migrating) -> Result<Go<()>, Blocked> {
///     let day = Duration::from_secs(24 * 3600);
///     if it.now() > SystemTime::UNIX_EPOCH + 30_000 * day {
///         return Err(Blocked::new(format!("`{}` is too late for an approval", it.id())));
///     }
///     Ok(Go::waiting("approval#1", ()))
/// }
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct Migrating {
    id: InstanceId,
    entry: &'static MigrationEntry,
    now: SystemTime,
}

impl Migrating {
    pub(crate) fn new(id: InstanceId, entry: &'static MigrationEntry, now: SystemTime) -> Self {
        Self { id, entry, now }
    }

    /// The id of the instance.
    pub fn id(&self) -> &InstanceId {
        &self.id
    }

    /// The name of its function.
    pub fn function(&self) -> &str {
        FunctionName::of(self.entry.of).name
    }

    /// The version of its function, if that has one.
    pub fn version(&self) -> Option<&str> {
        FunctionName::of(self.entry.of).version
    }

    /// The release in the lock that it waits in, such as `v4`.
    pub fn from(&self) -> &str {
        self.entry.from
    }

    /// The point of that release where it waits, such as `send_alert#1`.
    pub fn at(&self) -> &str {
        self.entry.at
    }

    /// The time by the runtime's clock.
    pub fn now(&self) -> SystemTime {
        self.now
    }
}

/// Why a [migration](macro@crate::migration) leaves an instance as it is. The instance is blocked with this reason, and is
/// tried again by the next program that opens its store.
///
/// Every [`std::error::Error`] becomes one by `?`.
///
/// ```
/// use durable_runtime::Blocked;
///
/// fn cents(amount: &str) -> Result<u64, Blocked> {
///     if amount.is_empty() {
///         return Err(Blocked::new("there is no amount"));
///     }
///     Ok(amount.parse::<u64>()? * 100)
/// }
///
/// assert_eq!(cents("").unwrap_err().to_string(), "there is no amount");
/// assert!(cents("many").unwrap_err().to_string().contains("invalid digit"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    reason: String,
}

impl Blocked {
    /// Leaves the instance blocked for this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl<E: std::error::Error> From<E> for Blocked {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}
