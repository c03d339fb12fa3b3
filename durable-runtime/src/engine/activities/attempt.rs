//! The key of an activity that an instance called, the table of its row, and the end of an attempt of it.

use crate::model::failure::Failure;
use crate::model::id::{InstanceId, OpId};
use crate::store::key::{Due, Key, Table};

/// An activity that an instance called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ActivityKey {
    pub(crate) instance: InstanceId,
    pub(crate) run: u64,
    pub(crate) op: OpId,
}

/// The table in which the activity's row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredIn {
    Activities,
    /// It waited for its next attempt until this time.
    Timers(Due),
}

/// The end of an attempt.
pub(crate) struct Ended {
    pub(crate) key: ActivityKey,
    pub(crate) result: Result<Vec<u8>, Failure>,
    /// Whether a failure deserves another attempt.
    pub(crate) deserves_retry: DeservesRetry,
}

/// The answer of the `when` predicate of an activity, or its panic. Terminal failures deserve no other attempt.
pub(crate) type DeservesRetry = Result<bool, Failure>;

impl ActivityKey {
    /// The key of an activity with a row that can't be read. No attempt has this key: runs begin with 1.
    pub(crate) fn of_unreadable(instance: InstanceId, op: OpId) -> Self {
        Self {
            instance,
            run: 0,
            op,
        }
    }

    /// The key of its row in `activities`.
    pub(crate) fn row(&self) -> Key {
        Key::of_op(Table::Activities, &self.instance, self.op)
    }
}
