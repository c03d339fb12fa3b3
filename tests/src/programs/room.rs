//! [`Room`]: detects a value that is dropped later than it should be.

use std::collections::BTreeSet;
use std::sync::Mutex;

/// The numbers of the rooms that are taken.
static TAKEN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

/// A room for one: it is free again when this is dropped.
#[must_use]
#[derive(Debug)]
pub struct Room(u64);

impl Room {
    /// Enters the room of this number.
    ///
    /// # Panics
    /// If it is taken.
    pub fn enter(number: u64) -> Self {
        let is_free = TAKEN.lock().expect("nothing panics").insert(number);
        assert!(is_free, "room {number} is taken");
        Self(number)
    }

    /// The same value, while it is taken.
    pub fn gives<T>(&self, value: T) -> T {
        value
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        TAKEN.lock().expect("nothing panics").remove(&self.0);
    }
}
