//! [`Room`]: detects a value that is dropped later than it should be.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

/// Those that somebody is in, by their numbers.
static TAKEN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

/// A room for one: it is free again when this is dropped.
#[must_use]
#[derive(Debug)]
pub struct Room<'a>(u64, PhantomData<&'a ()>);

impl Room<'_> {
    /// Enters the room of this number.
    ///
    /// # Panics
    /// If it is taken.
    pub fn enter(number: u64) -> Self {
        let is_free = TAKEN.lock().expect("nothing panics").insert(number);
        assert!(is_free, "room {number} is taken");
        Self(number, PhantomData)
    }

    /// The same value, while it is taken.
    pub fn gives<T>(&self, value: T) -> T {
        value
    }

    /// A value that has it taken as long as it is there.
    pub fn with<T>(self, value: T) -> Within<Self, T> {
        Within(self, value)
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        TAKEN.lock().expect("nothing panics").remove(&self.0);
    }
}

/// A value in a room, which is free again when this is dropped.
#[derive(Debug)]
pub struct Within<R, T>(#[allow(dead_code, reason = "it is dropped")] R, T);

impl<R, T> Deref for Within<R, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.1
    }
}

/// A door to a room: who is in borrows it, as a lock is borrowed by its guard.
#[derive(Debug, Serialize, Deserialize)]
pub struct Door(u64);

impl Door {
    /// A door to the room of this number.
    pub fn to(number: u64) -> Self {
        Self(number)
    }

    /// Enters the room.
    ///
    /// # Panics
    /// If it is taken.
    pub fn enter(&self) -> Room<'_> {
        Room::enter(self.0)
    }
}
