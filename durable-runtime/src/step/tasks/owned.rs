//! [`OwnedSet`]: the owner of a set of tasks that is somewhere in encoded bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::id::OpId;
use crate::step::ownership::{Handle, Ownership};
use crate::step::tasks::step_tasks;
use crate::step::variables;

/// A set of tasks that ends when this is dropped, like that of a `JoinSet`.
pub(crate) struct OwnedSet {
    set: u64,
    ownership: Ownership,
}

impl OwnedSet {
    /// The set with an operation's number, if it is a set's.
    pub(crate) fn of(op: OpId) -> Option<Self> {
        Some(Self {
            set: op.set()?,
            ownership: Ownership::new(),
        })
    }

    /// Gives the set to another owner.
    pub(crate) fn give(self) {
        self.ownership.give();
    }
}

impl Serialize for OwnedSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.ownership.write(Handle::Set, self.set);
        number.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OwnedSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = u64::deserialize(deserializer)?;
        let (set, ownership) = Ownership::read(Handle::Set, written);
        Ok(Self { set, ownership })
    }
}

impl Drop for OwnedSet {
    fn drop(&mut self) {
        if self.ownership.is_owner() {
            let_go(self.set);
        }
    }
}

/// Drops the owner of a set: the user's code dropped it, or the end of a state dropped its variable.
pub(crate) fn let_go(set: u64) {
    match variables::ending() {
        Some(variable) => step_tasks::linger(set, variable),
        None => step_tasks::drop_set(set),
    }
}
