//! Who owns what has begun: the operations and the sets of tasks that a frame holds, and so gives up when it is given
//! up. They are what its bytes hold, and are found without a look into these: each tells of itself while it is read
//! ([`taken`]) and while it is written ([`kept`]). So what a frame holds after a step is what it held before and has
//! not read, and what it has written.

use std::cell::RefCell;

use crate::model::id::OpId;

/// What is told while the code of a frame runs.
#[derive(Default)]
struct Told {
    /// What the frame held before.
    before: Vec<OpId>,
    taken: Vec<OpId>,
    kept: Vec<OpId>,
}

impl Told {
    /// What the frame holds now.
    fn held(self) -> Vec<OpId> {
        let Self {
            mut before,
            taken,
            mut kept,
        } = self;
        before.retain(|op| !taken.contains(op));
        before.append(&mut kept);
        before.sort_unstable();
        before.dedup();
        before
    }
}

thread_local! {
    /// For each frame whose code runs, the innermost last.
    static TOLD: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
}

/// This was read: it is in memory, and its owner may become another one.
pub(crate) fn taken(op: OpId) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut() {
            told.taken.push(op);
        }
    });
}

/// This was written into what the frame is stored with.
pub(crate) fn kept(op: OpId) {
    TOLD.with_borrow_mut(|told| {
        if let Some(told) = told.last_mut() {
            told.kept.push(op);
        }
    });
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

/// What the frames hold whose code has begun to run since there were `depth` of them. Those within the outermost one
/// have panicked.
pub(crate) fn leave(depth: usize) -> Vec<OpId> {
    let left = TOLD.with_borrow_mut(|told| told.split_off(depth.min(told.len())));
    left.into_iter().flat_map(Told::held).collect()
}

/// Writes what another frame is to hold; and what that is.
pub(crate) fn of<R>(write: impl FnOnce() -> R) -> (R, Vec<OpId>) {
    let depth = depth();
    enter(Vec::new());
    let written = write();
    (written, leave(depth))
}

/// Reads or writes what stays where it is.
pub(crate) fn aside<R>(look: impl FnOnce() -> R) -> R {
    of(look).0
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
        assert_eq!(leave(0), [op(1), op(3), op(4)]);
    }

    #[test]
    fn what_is_written_for_another_frame_is_not_held_here() {
        enter(Vec::new());
        let ((), other) = of(|| kept(op(1)));
        aside(|| kept(op(2)));
        assert_eq!(other, [op(1)]);
        assert!(leave(0).is_empty());
    }

    #[test]
    fn what_frames_held_within_one_that_panics_is_found() {
        enter(vec![op(1)]);
        enter(vec![op(2), op(3)]);
        taken(op(3));
        assert_eq!(leave(0), [op(1), op(2)]);
    }
}
