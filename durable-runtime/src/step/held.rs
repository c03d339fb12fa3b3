//! Ownership of operations and sets of tasks by frames. A frame that is cancelled cancels what it owns. It owns what
//! its bytes hold. These are not decoded to find out: each operation reports itself when it is read ([`taken`]) and
//! when it is written ([`kept`]). So a frame owns after a step what it owned before and has not read, and what it has
//! written.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering};

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
    static WRITES: RefCell<Writes> = const { RefCell::new(Writes::IntoTheStore) };
    static READS: Cell<Reads> = const { Cell::new(Reads::ToOwn) };
}

/// The purpose of a write.
enum Writes {
    /// The value gets into the store.
    IntoTheStore,
    /// Other code gets a copy of the value.
    Copies,
    /// The value, or what these handles stand for, gets another owner, and the rest of it stays. There is a block in it,
    /// if that is said.
    MovesOut {
        only: Option<Vec<(Handle, u64)>>,
        has_blocks: bool,
    },
    /// The handles in the value are wanted.
    Lists(Vec<(Handle, u64)>),
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
fn is_copy_of_set() -> bool {
    READS.get() == Reads::Copy
}

/// Writes a copy of a value for other code. The handles in it stay with their owner: dropping what is read back has no
/// effect.
pub(crate) fn copying<R>(write: impl FnOnce() -> R) -> R {
    aside(|| writing(Writes::Copies, write).0)
}

/// Writes a value for another owner, and its handles, or only these ones, with it. The value that stays has copies of
/// them. Returns whether there is an `async` block in it, too, which can't be in two places.
pub(crate) fn moving_out<R>(
    only: Option<Vec<(Handle, u64)>>,
    write: impl FnOnce() -> R,
) -> (R, bool) {
    let writes = Writes::MovesOut {
        only,
        has_blocks: false,
    };
    let (written, writes) = writing(writes, write);
    (
        written,
        matches!(
            writes,
            Writes::MovesOut {
                has_blocks: true,
                ..
            }
        ),
    )
}

/// The handles in a value that is written.
pub(crate) fn handles_in<R>(write: impl FnOnce() -> R) -> Vec<(Handle, u64)> {
    match aside(|| writing(Writes::Lists(Vec::new()), write)) {
        (_, Writes::Lists(handles)) => handles,
        _ => unreachable!("the purpose stays"),
    }
}

fn writing<R>(writes: Writes, write: impl FnOnce() -> R) -> (R, Writes) {
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

/// Reports that the handle of a block is written. Returns whether the block gets into the store by that.
pub(crate) fn stores_block() -> bool {
    WRITES.with_borrow_mut(|writes| match writes {
        Writes::IntoTheStore => true,
        Writes::MovesOut { has_blocks, .. } => {
            *has_blocks = true;
            false
        }
        Writes::Copies | Writes::Lists(_) => false,
    })
}

/// What ends when a handle is dropped.
#[derive(Clone, Copy, PartialEq)]
pub enum Handle {
    Operation,
    Set,
    Task,
}

impl Handle {
    /// The entry among what a frame owns. Tasks have none.
    fn entry(self, number: u64) -> Option<OpId> {
        match self {
            Self::Operation => Some(OpId::new(number)),
            Self::Set => Some(OpId::of_set(number)),
            Self::Task => None,
        }
    }
}

/// Whether a handle ends what it stands for when it is dropped. It doesn't if it is in the store, if it has another owner
/// by now, or if it is a copy.
pub(crate) struct Ownership {
    given: AtomicBool,
    /// Whether it was written as a copy for other code, or has stayed where it was moved out. It stays one.
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

    /// The number to write, of a handle that gets to another owner by that, or for a copy of it.
    pub(crate) fn write(&self, handle: Handle, number: u64) -> u64 {
        let copy = number | Self::COPY;
        if self.is_copy.load(Ordering::Relaxed) {
            return copy;
        }
        let is_given = WRITES.with_borrow_mut(|writes| match writes {
            Writes::IntoTheStore => {
                self.give();
                true
            }
            Writes::MovesOut { only, .. } => {
                let is_moved = only
                    .as_ref()
                    .is_none_or(|only| only.contains(&(handle, number)));
                self.is_copy.store(is_moved, Ordering::Relaxed);
                is_moved
            }
            Writes::Copies => false,
            Writes::Lists(handles) => {
                handles.push((handle, number));
                false
            }
        });
        if !is_given {
            return copy;
        }
        if let Some(op) = handle.entry(number) {
            kept(op);
        }
        number
    }

    /// Reads what [`write`](Self::write) has written.
    pub(crate) fn read(handle: Handle, written: u64) -> (u64, Self) {
        let (number, is_copy) = (written & !Self::COPY, written & Self::COPY != 0);
        if !is_copy && let Some(op) = handle.entry(number) {
            taken(op);
        }
        let given = match handle {
            Handle::Set => is_copy_of_set(),
            Handle::Operation | Handle::Task => self::is_copy(),
        };
        let ownership = Self {
            given: AtomicBool::new(given),
            is_copy: AtomicBool::new(is_copy),
        };
        (number, ownership)
    }
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
