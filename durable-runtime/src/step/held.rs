//! Ownership of operations and sets of tasks by frames. A frame that is cancelled cancels what it owns. It owns what
//! its bytes hold. These are not decoded to find out: each operation reports itself when it is read ([`taken`]) and
//! when it is written ([`kept`]). So a frame owns after a step what it owned before and has not read, and what it has
//! written.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::model::id::OpId;

/// The reports during the run of a frame's code.
#[derive(Default)]
struct Told {
    /// The operations that the frame owned before.
    before: Vec<OpId>,
    taken: Vec<OpId>,
    kept: Vec<OpId>,
    /// Whether only sets of tasks are reported.
    only_sets: bool,
    /// The fingerprint of the frame's function and the frame's unit, which only functions with sets report.
    unit: Option<(u64, u32)>,
}

/// The operations that frames own after a step.
#[derive(Default)]
pub(crate) struct Held {
    /// Operations that they owned before, and have not read.
    pub(crate) unread: Vec<OpId>,
    /// Operations that they have written.
    pub(crate) written: Vec<OpId>,
}

impl Held {
    /// Both, without duplicates.
    pub(crate) fn all(self) -> Vec<OpId> {
        let mut all = self.unread;
        all.extend(self.written);
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Told {
    /// The operations that the frame owns now.
    fn held(mut self) -> Held {
        self.before.retain(|op| !self.taken.contains(op));
        Held {
            unread: self.before,
            written: self.kept,
        }
    }

    fn is_told_of(&self, op: OpId) -> bool {
        !self.only_sets || op.set().is_some()
    }
}

thread_local! {
    /// One for each frame with running code, the innermost last.
    static TOLD: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
    static READS: Cell<Reads> = const { Cell::new(Reads::ToOwn) };
    /// What was read, while that is noted: by whatever frame, and for whatever purpose.
    static SEEN: RefCell<Option<BTreeSet<OpId>>> = const { RefCell::new(None) };
}

/// Runs code, and returns the operations and the sets of tasks that it has read meanwhile.
pub(crate) fn seeing<R>(run: impl FnOnce() -> R) -> (R, BTreeSet<OpId>) {
    let outer = SEEN.replace(Some(BTreeSet::new()));
    let result = run();
    (result, SEEN.replace(outer).unwrap_or_default())
}

/// The purpose of a read.
#[derive(Clone, Copy, PartialEq)]
enum Reads {
    /// The value is moved into memory.
    ToOwn,
    /// The value is removed from the store, and what it owns is to end.
    ToEnd,
    /// The value stays in the store, and a copy is read.
    Copy,
}

/// Reports that an operation was read: it is in memory, and its owner may change.
pub(crate) fn taken(op: OpId) {
    SEEN.with_borrow_mut(|seen| seen.iter_mut().for_each(|seen| seen.extend([op])));
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut()
            && told.is_told_of(op)
        {
            told.taken.push(op);
        }
    });
}

/// Reports that an operation was written into the frame.
pub(crate) fn kept(op: OpId) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut()
            && told.is_told_of(op)
        {
            told.kept.push(op);
        }
    });
}

/// Notes the unit of the running frame.
pub(crate) fn in_unit(unit: Option<(u64, u32)>) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut() {
            told.unit = unit;
        }
    });
}

/// The unit of the running frame.
pub(crate) fn unit() -> Option<(u64, u32)> {
    TOLD.with_borrow(|told| told.last()?.unit)
}

/// The number of frames with running code.
pub(crate) fn depth() -> usize {
    TOLD.with_borrow(Vec::len)
}

/// Begins the run of a frame's code. The frame owned these operations.
pub(crate) fn enter(before: Vec<OpId>) {
    TOLD.with_borrow_mut(|told| {
        told.push(Told {
            before,
            ..Told::default()
        });
    });
}

/// Begins the run of an instance's own function. All that it owns ends with it, so only its sets are reported.
pub(crate) fn enter_function(before: Vec<OpId>) {
    TOLD.with_borrow_mut(|told| {
        told.push(Told {
            before,
            only_sets: true,
            ..Told::default()
        });
    });
}

/// Ends the runs that have begun since there were `depth` of them, and returns what their frames own. All but the
/// outermost have panicked.
pub(crate) fn leave(depth: usize) -> Held {
    TOLD.with_borrow_mut(|told| {
        let mut held = Held::default();
        for told in told.drain(depth.min(told.len())..) {
            let Held { unread, written } = told.held();
            held.unread.extend(unread);
            held.written.extend(written);
        }
        held
    })
}

/// Whether the running frame owns this operation.
pub(crate) fn is_held(op: OpId) -> bool {
    TOLD.with_borrow(|told| {
        told.last().is_some_and(|told| {
            let is_unread = told.before.contains(&op) && !told.taken.contains(&op);
            is_unread || told.kept.contains(&op)
        })
    })
}

/// Runs code that writes another frame. Returns the operations that it wrote, too.
pub(crate) fn of<R>(write: impl FnOnce() -> R) -> (R, Vec<OpId>) {
    let depth = depth();
    enter(Vec::new());
    let written = write();
    (written, leave(depth).written)
}

/// Reads or writes a value without a change of ownership.
pub(crate) fn aside<R>(look: impl FnOnce() -> R) -> R {
    reading(Reads::Copy, look)
}

/// Reads a value that is no longer needed. The sets in it end; other handles in it are dropped as copies.
pub(crate) fn for_the_last_time<R>(read: impl FnOnce() -> R) -> R {
    reading(Reads::ToEnd, read)
}

fn reading<R>(reads: Reads, read: impl FnOnce() -> R) -> R {
    struct Restore(Reads);
    impl Drop for Restore {
        fn drop(&mut self) {
            READS.set(self.0);
        }
    }
    let _restore = Restore(READS.replace(reads));
    of(read).0
}

/// Whether a handle that is being read is a copy. Dropping a copy has no effect.
pub(crate) fn is_copy() -> bool {
    READS.get() != Reads::ToOwn
}

/// Whether a set that is being read is a copy.
pub(crate) fn is_copy_of_set() -> bool {
    READS.get() == Reads::Copy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(number: u64) -> OpId {
        OpId::new(number)
    }

    #[test]
    fn a_frame_holds_what_it_has_not_read_and_what_it_has_written() {
        enter(vec![op(1), op(2), op(3)]);
        taken(op(2));
        taken(op(3));
        kept(op(3));
        kept(op(4));
        assert_eq!(leave(0).all(), [op(1), op(3), op(4)]);
    }

    #[test]
    fn what_is_written_for_another_frame_is_not_held_here() {
        enter_function(Vec::new());
        kept(op(3));
        let ((), other) = of(|| kept(op(1)));
        aside(|| kept(op(2)));
        assert_eq!(other, [op(1)]);
        assert!(leave(0).all().is_empty());
    }

    #[test]
    fn what_is_read_is_seen_for_whatever_purpose() {
        let ((), seen) = seeing(|| {
            taken(op(1));
            aside(|| taken(op(2)));
        });
        taken(op(3));
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [op(1), op(2)]);
    }

    #[test]
    fn what_frames_held_within_one_that_panics_is_found() {
        enter(vec![op(1)]);
        enter(vec![op(2), op(3)]);
        taken(op(3));
        assert_eq!(leave(0).all(), [op(1), op(2)]);
    }
}
