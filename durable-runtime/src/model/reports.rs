//! What the maintenance of a store reports: [`Compaction`], [`Statistics`], [`Verification`].

use std::fmt::{self, Write as _};
use std::time::SystemTime;

use serde::Serialize;

use crate::model::id::InstanceId;
use crate::model::shown;
use crate::model::status::RuntimeStatus;

/// What [compacting](crate::Runtime::compact) a store has led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compaction {
    /// How large the main file was before, in bytes.
    pub bytes_before: u64,
    /// How large it is now, in bytes. It may be more than before: redb makes a file larger in large steps.
    pub bytes_after: u64,
}

/// What is in a store, as of one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statistics {
    /// What each table holds, those of the journal's rows included that are not in the main file yet. The
    /// names are those of the [storage format](crate::storage_format).
    pub tables: Vec<TableStatistics>,
    /// How large the main file is, in bytes. What is not rows in it is redb's own, or free and used again.
    pub file_bytes: u64,
    /// How large the journal's file is, in bytes; 0 when there is none.
    pub journal_bytes: u64,
    /// How many instances there are.
    pub instances: StatusCounts,
    /// The instance that was started first, of those that have not ended.
    pub oldest_unfinished: Option<Unfinished>,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableStatistics {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// What their keys and values are together, in bytes. In the file they take more.
    pub bytes: u64,
}

/// How many instances there are of each [`RuntimeStatus`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusCounts {
    /// Those that were started and have not begun.
    pub pending: u64,
    /// Those that have begun, whether they wait or not.
    pub running: u64,
    /// Those that the code which ran last could not go on with.
    pub suspended: u64,
    /// Those that returned `Ok`.
    pub completed: u64,
    /// Those that returned an error, or panicked.
    pub failed: u64,
    /// Those that were ended from outside.
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
    /// When it was started.
    #[serde(serialize_with = "shown::time")]
    pub created: SystemTime,
}

/// What [verifying](crate::Runtime::verify) a store has found.
///
/// It is shown as a line for each damage, or one that says that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// How many rows were read.
    pub rows: u64,
    /// How many of them have no checksum, for a version of the runtime has written them that gave them none: of these it
    /// is known that they can be read, and not that they are as they were written. A row gets one when it changes, and
    /// all do that can by [`Runtime::compact`](crate::Runtime::compact).
    pub rows_without_checksum: u64,
    /// How many damages were found.
    pub damage_count: u64,
    /// The first 1,000 of them.
    pub damages: Vec<Damage>,
}

/// Something in a store that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// The table; its name is that of the [storage format](crate::storage_format). `pages` stands for the file below
    /// the tables.
    pub table: &'static str,
    /// The instance that the row belongs to, if it is one row, and its key tells.
    pub instance: Option<InstanceId>,
    /// The key of the row in hexadecimal digits; empty when the damage is not that of one row.
    pub key: String,
    /// What is wrong.
    pub reason: String,
}

/// How many damages are kept.
const DAMAGES_MAX: usize = 1000;

impl Verification {
    /// Whether all is as it was written.
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
                "{} rows are of a version without checksums: whether they are as they were written can't be told; compacting the store gives them one",
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
    /// How many have not ended.
    pub fn unfinished(&self) -> u64 {
        self.pending + self.running + self.suspended
    }

    /// How many have ended, in whatever way.
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
    /// What the table of this name holds.
    pub fn table(&self, name: &str) -> Option<&TableStatistics> {
        self.tables.iter().find(|table| table.name == name)
    }
}
