//! [`OwnedSet`]: the owner of a set of tasks that is somewhere in encoded bytes.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::id::OpId;
use crate::step::held;
use crate::step::tasks::step_tasks;
use crate::step::variables;

/// A set of tasks that ends when this is dropped, like that of a `JoinSet`.
pub(crate) struct OwnedSet {
    set: u64,
    /// Whether it is in the store, or has another owner by now.
    given: AtomicBool,
}

impl OwnedSet {
    /// The set with an operation's number, if it is a set's.
    pub(crate) fn of(op: OpId) -> Option<Self> {
        Some(Self {
            set: op.set()?,
            given: AtomicBool::new(false),
        })
    }

    /// Gives the set to another owner.
    pub(crate) fn give(self) {
        self.given.store(true, Ordering::Relaxed);
    }
}

impl Serialize for OwnedSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.given.store(true, Ordering::Relaxed);
        held::kept(OpId::of_set(self.set));
        self.set.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OwnedSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let set = u64::deserialize(deserializer)?;
        held::taken(OpId::of_set(set));
        Ok(Self {
            set,
            given: AtomicBool::new(held::is_copy_of_set()),
        })
    }
}

impl Drop for OwnedSet {
    fn drop(&mut self) {
        if self.given.load(Ordering::Relaxed) {
            return;
        }
        let_go(self.set);
    }
}

/// Drops the owner of a set: the user's code dropped it, or the end of a state dropped its variable.
pub(crate) fn let_go(set: u64) {
    match variables::ending() {
        Some(variable) => step_tasks::linger(set, variable),
        None => step_tasks::drop_set(set),
    }
}
