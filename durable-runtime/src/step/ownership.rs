//! [`Ownership`]: whether a handle is the owner of what it stands for, which ends when its owner is dropped.
//!
//! A handle stays in memory when its value is written. Which of the two is the owner afterwards depends on the purpose of
//! the write: a value gets into the store, moves to another place, or is copied for other code.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::id::OpId;
use crate::step::held;

/// What a handle stands for.
#[derive(Clone, Copy, PartialEq)]
pub enum Handle {
    Operation,
    Set,
    Task,
    /// An `async` block or an inline call, by the address of its handle.
    Block,
}

impl Handle {
    /// The entry among what a frame owns. A task has none, and a block has entries of its own.
    fn entry(self, number: u64) -> Option<OpId> {
        match self {
            Self::Operation => Some(OpId::new(number)),
            Self::Set => Some(OpId::of_set(number)),
            Self::Task | Self::Block => None,
        }
    }
}

/// A handle, and the number of what it stands for.
pub(crate) type Numbered = (Handle, u64);

/// The purpose of a write.
enum Writes {
    /// The value gets into the store.
    IntoTheStore,
    /// Other code gets a copy of the value.
    Copy,
    /// The value moves to another place: all of it, or only what these handles stand for.
    Away(Option<Vec<Numbered>>),
    /// The handles in the value are wanted.
    List(Vec<Numbered>),
}

thread_local! {
    static WRITES: RefCell<Writes> = const { RefCell::new(Writes::IntoTheStore) };
}

/// Writes a copy of a value for other code. The handles in it stay with their owner: dropping what is read back has no
/// effect.
pub(crate) fn copying<R>(write: impl FnOnce() -> R) -> R {
    held::aside(|| writing(Writes::Copy, write).0)
}

/// Writes a value that moves to another place. The handles that are left in the old place own nothing.
pub(crate) fn moving<R>(write: impl FnOnce() -> R) -> R {
    writing(Writes::Away(None), write).0
}

/// Writes a value of which only these handles move to another place. The others stay where they are.
pub(crate) fn moving_only<R>(handles: Vec<Numbered>, write: impl FnOnce() -> R) -> R {
    writing(Writes::Away(Some(handles)), write).0
}

/// The handles in a value that is written. They stay what they are.
pub(crate) fn handles_in<R>(write: impl FnOnce() -> R) -> Vec<Numbered> {
    match held::aside(|| writing(Writes::List(Vec::new()), write)) {
        (_, Writes::List(handles)) => handles,
        _ => unreachable!("the purpose stays"),
    }
}

fn writing<R>(writes: Writes, write: impl FnOnce() -> R) -> (R, Writes) {
    /// Restores the outer purpose, also when the write panics.
    struct Restore(Option<Writes>);
    impl Drop for Restore {
        fn drop(&mut self) {
            if let Some(outer) = self.0.take() {
                WRITES.set(outer);
            }
        }
    }
    let mut restore = Restore(Some(WRITES.replace(writes)));
    let written = write();
    let outer = restore.0.take().expect("it is taken once");
    (written, WRITES.replace(outer))
}

/// Whether a handle ends what it stands for when it is dropped. It doesn't if it is in the store, if it has another owner
/// by now, or if it is a copy.
pub(crate) struct Ownership {
    given: AtomicBool,
    /// Whether it was written as a copy for other code, or was left where its value has moved away. It stays a copy.
    is_copy: AtomicBool,
}

impl Ownership {
    /// The bit that marks the number of a copy in the store.
    const COPY: u64 = 1 << 62;

    pub(crate) fn new() -> Self {
        Self::of(false)
    }

    /// That of a second handle.
    pub(crate) fn of_another() -> Self {
        Self::of(true)
    }

    /// That of a handle that was read.
    pub(crate) fn of_read(handle: Handle) -> Self {
        Self::of(match handle {
            Handle::Set => held::is_copy_of_set(),
            Handle::Operation | Handle::Task | Handle::Block => held::is_copy(),
        })
    }

    fn of(given: bool) -> Self {
        Self {
            given: AtomicBool::new(given),
            is_copy: AtomicBool::new(false),
        }
    }

    /// Gives what it stands for to another owner.
    pub(crate) fn give(&self) {
        self.given.store(true, Ordering::Relaxed);
    }

    /// Whether dropping the handle ends what it stands for.
    pub(crate) fn is_owner(&self) -> bool {
        !(self.is_copy.load(Ordering::Relaxed) || self.given.load(Ordering::Relaxed))
    }

    /// Notes that the handle is written. Returns whether what is written is the owner now. Otherwise it is a copy.
    pub(crate) fn is_given_by_write(&self, handle: Handle, number: u64) -> bool {
        if self.is_copy.load(Ordering::Relaxed) {
            return false;
        }
        WRITES.with_borrow_mut(|writes| match writes {
            Writes::IntoTheStore => {
                self.give();
                true
            }
            Writes::Away(only) => {
                let moves = |only: &Vec<Numbered>| only.contains(&(handle, number));
                let is_moved = only.as_ref().is_none_or(moves);
                self.is_copy.store(is_moved, Ordering::Relaxed);
                is_moved
            }
            Writes::Copy => false,
            Writes::List(handles) => {
                handles.push((handle, number));
                false
            }
        })
    }

    /// The number to write for a handle. It is marked in what is a copy.
    pub(crate) fn write(&self, handle: Handle, number: u64) -> u64 {
        if !self.is_given_by_write(handle, number) {
            return number | Self::COPY;
        }
        if let Some(op) = handle.entry(number) {
            held::kept(op);
        }
        number
    }

    /// Reads what [`write`](Self::write) has written.
    pub(crate) fn read(handle: Handle, written: u64) -> (u64, Self) {
        let (number, is_copy) = (written & !Self::COPY, written & Self::COPY != 0);
        if !is_copy && let Some(op) = handle.entry(number) {
            held::taken(op);
        }
        let ownership = Self::of_read(handle);
        ownership.is_copy.store(is_copy, Ordering::Relaxed);
        (number, ownership)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(ownership: &Ownership) -> u64 {
        ownership.write(Handle::Set, 7)
    }

    fn is_owner_in(written: u64) -> bool {
        let (number, ownership) = Ownership::read(Handle::Set, written);
        assert_eq!(number, 7);
        ownership.is_owner()
    }

    #[test]
    fn what_is_written_into_the_store_is_the_owner() {
        let handle = Ownership::new();
        assert!(handle.is_owner());
        assert!(is_owner_in(write(&handle)));
        assert!(!handle.is_owner());
        assert!(!held::aside(|| is_owner_in(write(&handle))));
    }

    #[test]
    fn a_copy_owns_nothing_and_stays_a_copy() {
        let handle = Ownership::new();
        let (_, copy) = Ownership::read(Handle::Set, copying(|| write(&handle)));
        assert!(!is_owner_in(write(&copy)));
        assert!(!is_owner_in(moving(|| write(&copy))));
        assert!(handle.is_owner());
    }

    #[test]
    fn what_moves_away_is_the_owner_and_what_is_left_is_stored_as_a_copy() {
        let handle = Ownership::new();
        assert!(!is_owner_in(moving_only(Vec::new(), || write(&handle))));
        assert!(handle.is_owner());
        let listed = handles_in(|| write(&handle));
        assert!(listed == [(Handle::Set, 7)] && handle.is_owner());
        assert!(is_owner_in(moving_only(listed, || write(&handle))));
        assert!(!handle.is_owner());
        assert!(!is_owner_in(write(&handle)));
    }
}
