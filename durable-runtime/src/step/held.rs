//! Who owns what has begun: the operations and the sets of tasks that a frame holds, and so gives up when it is given
//! up. They are what its bytes hold, and are found without a look into these: each tells of itself while it is read
//! ([`taken`]) and while it is written ([`kept`]). So what a frame holds after a step is what it held before and has
//! not read, and what it has written.

use std::cell::{Cell, RefCell};

use crate::model::id::OpId;

/// What is told while the code of a frame runs.
#[derive(Default)]
struct Told {
    /// What the frame held before.
    before: Vec<OpId>,
    taken: Vec<OpId>,
    kept: Vec<OpId>,
    /// Whether only sets are told of.
    only_sets: bool,
    /// The code of the frame's function, by its fingerprint, and which unit of it the frame is of: what has sets says so.
    unit: Option<(u64, u32)>,
}

/// What frames hold after a step.
#[derive(Default)]
pub(crate) struct Held {
    /// What they held before, and have not read.
    pub(crate) unread: Vec<OpId>,
    /// What they have written.
    pub(crate) written: Vec<OpId>,
}

impl Held {
    /// Both, each once.
    pub(crate) fn all(self) -> Vec<OpId> {
        let mut all = self.unread;
        all.extend(self.written);
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Told {
    /// What the frame holds now.
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
    /// For each frame whose code runs, the innermost last.
    static TOLD: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
    static READS: Cell<Reads> = const { Cell::new(Reads::ToOwn) };
}

/// What becomes of what is read.
#[derive(Clone, Copy, PartialEq)]
enum Reads {
    /// It is moved into memory.
    ToOwn,
    /// It is forgotten in the store, and what ends with it is to end.
    ToEnd,
    /// It stays in the store, and this is a copy.
    Copy,
}

/// This was read: it is in memory, and its owner may become another one.
pub(crate) fn taken(op: OpId) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut()
            && told.is_told_of(op)
        {
            told.taken.push(op);
        }
    });
}

/// This was written into what the frame is stored with.
pub(crate) fn kept(op: OpId) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut()
            && told.is_told_of(op)
        {
            told.kept.push(op);
        }
    });
}

/// The frame whose code runs is of this unit of a function.
pub(crate) fn in_unit(unit: Option<(u64, u32)>) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut() {
            told.unit = unit;
        }
    });
}

/// The unit of which the frame is whose code runs.
pub(crate) fn unit() -> Option<(u64, u32)> {
    TOLD.with_borrow(|told| told.last()?.unit)
}

/// How many frames there are whose code runs.
pub(crate) fn depth() -> usize {
    TOLD.with_borrow(Vec::len)
}

/// The code of a frame begins to run, which held these.
pub(crate) fn enter(before: Vec<OpId>) {
    TOLD.with_borrow_mut(|told| {
        told.push(Told {
            before,
            ..Told::default()
        });
    });
}

/// The same of an instance's own function: all that it holds ends with it, so only its sets are told of.
pub(crate) fn enter_function(before: Vec<OpId>) {
    TOLD.with_borrow_mut(|told| {
        told.push(Told {
            before,
            only_sets: true,
            ..Told::default()
        });
    });
}

/// What the frames hold whose code has begun to run since there were `depth` of them. Those within the outermost one
/// have panicked.
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

/// Whether the frame whose code runs holds this.
pub(crate) fn is_held(op: OpId) -> bool {
    TOLD.with_borrow(|told| {
        told.last().is_some_and(|told| {
            let is_unread = told.before.contains(&op) && !told.taken.contains(&op);
            is_unread || told.kept.contains(&op)
        })
    })
}

/// Writes what another frame is to hold; and what that is.
pub(crate) fn of<R>(write: impl FnOnce() -> R) -> (R, Vec<OpId>) {
    let depth = depth();
    enter(Vec::new());
    let written = write();
    (written, leave(depth).written)
}

/// Reads or writes what stays where it is.
pub(crate) fn aside<R>(look: impl FnOnce() -> R) -> R {
    reading(Reads::Copy, look)
}

/// Reads what nothing needs any more. The sets in it are to end; other handles of what has begun are dropped as copies.
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

/// Whether a handle that is being read is a copy, whose end means nothing.
pub(crate) fn is_copy() -> bool {
    READS.get() != Reads::ToOwn
}

/// The same of a set.
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
    fn what_frames_held_within_one_that_panics_is_found() {
        enter(vec![op(1)]);
        enter(vec![op(2), op(3)]);
        taken(op(3));
        assert_eq!(leave(0).all(), [op(1), op(2)]);
    }
}
