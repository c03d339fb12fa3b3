//! The reports of a store's maintenance: [`Compaction`], [`Statistics`], [`Verification`].

use std::fmt::{self, Write as _};
use std::time::SystemTime;

use serde::Serialize;

use crate::model::id::InstanceId;
use crate::model::shown;
use crate::model::status::RuntimeStatus;

/// The result of [compacting](crate::Runtime::compact) a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compaction {
    /// The size of the main file before, in bytes.
    pub bytes_before: u64,
    /// The size of the main file now, in bytes. It may be larger than before: redb grows a file in large steps.
    pub bytes_after: u64,
}

/// The content of a store, as of one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statistics {
    /// The content of each table, including rows of the journal that are not in the main file yet. The names are those
    /// of the [storage format](crate::storage_format).
    pub tables: Vec<TableStatistics>,
    /// The size of the main file, in bytes. The part of it that is not rows is redb's own, or free and used again.
    pub file_bytes: u64,
    /// The size of the journal, in bytes; 0 when there is none.
    pub journal_bytes: u64,
    /// The numbers of instances.
    pub instances: StatusCounts,
    /// The unfinished instance that was started first.
    pub oldest_unfinished: Option<Unfinished>,
}

/// The content of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableStatistics {
    /// Its name.
    pub name: &'static str,
    /// The number of rows.
    pub rows: u64,
    /// The size of their keys and values together, in bytes. In the file they take more.
    pub bytes: u64,
}

/// The number of instances of each [`RuntimeStatus`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusCounts {
    /// Those that were started and have not begun.
    pub pending: u64,
    /// Those that have begun, whether they wait or not.
    pub running: u64,
    /// Those that the code which ran last could not resume.
    pub suspended: u64,
    /// Those that returned `Ok`.
    pub completed: u64,
    /// Those that returned an error, or panicked.
    pub failed: u64,
    /// Those that were terminated.
    pub terminated: u64,
}

/// An instance that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unfinished {
    /// Its id.
    pub id: InstanceId,
    /// Its orchestrator's name.
    pub name: String,
    /// Its orchestrator's version, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The time at which it was started.
    #[serde(serialize_with = "shown::time")]
    pub created: SystemTime,
}

/// The result of [verifying](crate::Runtime::verify) a store.
///
/// It is displayed as a line for each damage, or one that says that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// The number of rows that were read.
    pub rows: u64,
    /// The number of rows without a checksum, written by a version of the runtime that wrote none. They can be read,
    /// but a change in them is not detected. A row gets a checksum when it changes;
    /// [`Runtime::compact`](crate::Runtime::compact) gives one to every row that can have it.
    pub rows_without_checksum: u64,
    /// The number of damages found.
    pub damage_count: u64,
    /// The first 1,000 of them.
    pub damages: Vec<Damage>,
}

/// A place in a store that differs from what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// The table; its name is that of the [storage format](crate::storage_format). `pages` stands for the file below
    /// the tables.
    pub table: &'static str,
    /// The instance that the row belongs to, if it is one row, and its key tells.
    pub instance: Option<InstanceId>,
    /// The key of the row in hexadecimal digits; empty when the damage is not in one row.
    pub key: String,
    /// A description of the damage.
    pub reason: String,
}

/// The number of damages that are kept.
const DAMAGES_MAX: usize = 1000;

impl Verification {
    /// Whether no damage was found.
    pub fn is_sound(&self) -> bool {
        self.damage_count == 0
    }

    pub(crate) fn push(&mut self, damage: Damage) {
        self.damage_count += 1;
        if self.damages.len() < DAMAGES_MAX {
            self.damages.push(damage);
        }
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.rows;
        if self.rows_without_checksum > 0 {
            writeln!(
                f,
                "{} rows are of a version without checksums, so a change in them can't be detected; compacting the store gives them checksums",
                self.rows_without_checksum
            )?;
        }
        if self.is_sound() {
            let all = match self.rows_without_checksum {
                0 => "all",
                _ => "all others",
            };
            return write!(
                f,
                "{rows} rows were read, and {all} are as they were written"
            );
        }
        for damage in &self.damages {
            writeln!(f, "{damage}")?;
        }
        write!(
            f,
            "{rows} rows were read, and {} damages found",
            self.damage_count
        )
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.table)?;
        if let Some(instance) = &self.instance {
            write!(f, ", instance `{instance}`")?;
        }
        if !self.key.is_empty() {
            write!(f, ", key {}", self.key)?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl Damage {
    pub(crate) fn of_table(table: &'static str, reason: String) -> Self {
        Self {
            table,
            instance: None,
            key: String::new(),
            reason,
        }
    }

    pub(crate) fn of_row(
        table: &'static str,
        instance: Option<InstanceId>,
        key: &[u8],
        reason: String,
    ) -> Self {
        let mut digits = String::with_capacity(2 * key.len());
        for byte in key {
            let _ = write!(digits, "{byte:02x}");
        }
        Self {
            table,
            instance,
            key: digits,
            reason,
        }
    }
}

impl StatusCounts {
    /// The number of unfinished instances.
    pub fn unfinished(&self) -> u64 {
        self.pending + self.running + self.suspended
    }

    /// The number of ended instances, in whatever way they ended.
    pub fn ended(&self) -> u64 {
        self.completed + self.failed + self.terminated
    }

    pub(crate) fn count(&mut self, status: RuntimeStatus) {
        let count = match status {
            RuntimeStatus::Pending => &mut self.pending,
            RuntimeStatus::Running | RuntimeStatus::ContinuedAsNew => &mut self.running,
            RuntimeStatus::Suspended => &mut self.suspended,
            RuntimeStatus::Completed => &mut self.completed,
            RuntimeStatus::Failed => &mut self.failed,
            RuntimeStatus::Canceled | RuntimeStatus::Terminated => &mut self.terminated,
        };
        *count += 1;
    }
}

impl Statistics {
    /// The content of the table of this name.
    pub fn table(&self, name: &str) -> Option<&TableStatistics> {
        self.tables.iter().find(|table| table.name == name)
    }
}
