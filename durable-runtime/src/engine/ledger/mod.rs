//! The [`Ledger`]: the attempts and the step that are under way, noted in a file beside the store. After a death of the
//! process the next one reads there what was lost with it.
//!
//! An attempt that begins writes nothing to the store, and is made again when the process has died. One that kills its
//! process would do so for ever. The ledger is no part of the durable state: it is written and never synced, for it has
//! to outlive the process and not the machine, and writing it costs next to nothing. It is removed when the runtime
//! ends in any way but with the process, so that everything found in it was lost.
//!
//! An instance is suspect if the process died in its step again and again. That may be chance: the end of a process has
//! no stated reason. So the instance has to wait, for longer after each death, and is tried again. Other instances run
//! meanwhile.

mod file;
mod slot;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use self::file::{is_same, open, write_at};
use self::slot::{Kind, Mark, SLOT_BYTES, Slot};
use crate::engine::activities::attempt::ActivityKey;
use crate::model::clock::later;
use crate::model::id::InstanceId;
use crate::model::log::LOG;
use crate::step::machines;
use crate::store::key::Due;

/// The suffix of its file's name after the store's.
const SUFFIX: &str = "-running";

/// The number of steps that are noted after a death of the process. The deadly ones come early: what they resume is in
/// the store.
const STEPS_NOTED: u32 = 100_000;

/// The number of deaths in the same step that make it suspect.
const DEATHS_OF_SUSPECT: u32 = 2;

/// The first wait of a suspect, unless a test sets it; after each further death it is twice as long.
pub(crate) const SUSPECT_WAIT: Duration = Duration::from_secs(1);

/// The longest wait of a suspect.
const SUSPECT_WAIT_MAX: Duration = Duration::from_secs(600);

/// The number of lost attempts and steps that are kept. As many attempts are hardly ever under way at a time.
const LOST_KEPT_MAX: usize = 100_000;

/// The place of an attempt, or of a step, in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry(usize);

/// The reason why an instance has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suspicion {
    /// The number of deaths of the process in its step.
    pub(crate) deaths: u32,
    pub(crate) until: Due,
}

pub(crate) struct Ledger {
    /// `None` when it has no file: the store is no file, or the ledger can't be written.
    path: Option<PathBuf>,
    file: Option<File>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    /// The slots that differ from the file.
    changed: Option<(usize, usize)>,
    /// The slots of lost attempts that are not made again yet.
    lost: HashMap<Mark, usize>,
    /// The slots of instances with a deadly step.
    deadly: HashMap<Mark, usize>,
    steps_left: u32,
    program: u64,
    buffer: Vec<u8>,
}

impl Ledger {
    /// A ledger without a file.
    pub(crate) fn none() -> Self {
        Self {
            path: None,
            file: None,
            slots: Vec::new(),
            free: Vec::new(),
            changed: None,
            lost: HashMap::new(),
            deadly: HashMap::new(),
            steps_left: 0,
            program: machines::program(),
            buffer: Vec::new(),
        }
    }

    /// The ledger of a store's file, which this process holds since `now`, with what was lost, if the process that held
    /// it last has died. `wait` is the first wait of a suspect.
    pub(crate) fn of_store(store: &Path, now: SystemTime, wait: Duration) -> Self {
        // Beside the file itself, wherever the process goes meanwhile.
        let store = std::fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
        let mut path = store.into_os_string();
        path.push(SUFFIX);
        let mut ledger = Self::none();
        let path = ledger.path.insert(path.into()).clone();
        match open(&path, 2 * LOST_KEPT_MAX) {
            Ok((file, None)) => ledger.file = Some(file),
            Ok((file, Some(slots))) => {
                ledger.file = Some(file);
                ledger.steps_left = STEPS_NOTED;
                ledger.take_over(&slots, now, wait);
            }
            Err(error) => ledger.give_up(&error),
        }
        ledger
    }

    /// Reads what was under way, and was lost.
    fn take_over(&mut self, bytes: &[u8], now: SystemTime, wait: Duration) {
        let (slots, _) = bytes.as_chunks::<SLOT_BYTES>();
        let program = self.program;
        let found = slots.iter().map(|bytes| Slot::read(bytes));
        let found: Vec<Slot> = found.filter(|slot| slot.program == program).collect();
        let is_suspect = |step: &Slot| {
            let mut lost = found.iter().filter(|slot| slot.kind == Kind::LostStep);
            lost.any(|lost| lost.mark == step.mark && lost.count >= DEATHS_OF_SUSPECT)
        };
        let mut steps: Vec<&Slot> = (found.iter())
            .filter(|slot| slot.kind == Kind::Step)
            .collect();
        // A suspect was tried again, so the process died of its step, and not of what was under way beside it.
        let is_told = steps.iter().any(|step| is_suspect(step));
        steps.retain(|step| !is_told || is_suspect(step));
        steps.sort_unstable_by_key(|step| step.mark);
        steps.dedup_by_key(|step| step.mark);
        for slot in &found {
            let mark = Mark(slot.mark);
            match slot.kind {
                Kind::Attempt | Kind::LostAttempt if self.slots.len() < LOST_KEPT_MAX => {
                    let died = u32::from(slot.kind == Kind::Attempt && !is_told);
                    let at = self.push(Kind::LostAttempt, slot.count.saturating_add(died), mark);
                    self.lost.insert(mark, at);
                }
                Kind::LostStep => {
                    let at = self.push(Kind::LostStep, slot.count, mark);
                    // As long as before, but not before this process has lived for a while. The clock may have been
                    // set back.
                    let longest = Due::from(later(now, wait_after(slot.count, wait)));
                    let shortest = Due::from(later(now, wait)).micros();
                    self.slots[at].until = slot.until.min(longest.micros()).max(shortest);
                    self.deadly.insert(mark, at);
                }
                Kind::Nothing | Kind::Step | Kind::Attempt | Kind::LostAttempt => {}
            }
        }
        // After those of earlier deaths, to which this one is added.
        for step in steps {
            let mark = Mark(step.mark);
            let at = match self.deadly.get(&mark) {
                Some(at) => *at,
                None => self.push(Kind::LostStep, 0, mark),
            };
            self.deadly.insert(mark, at);
            let slot = &mut self.slots[at];
            slot.count = slot.count.saturating_add(1);
            slot.until = Due::from(later(now, wait_after(slot.count, wait))).micros();
        }
        // The rest of the file is overwritten, too.
        while self.slots.len() < slots.len() {
            self.free.push(self.slots.len());
            self.slots.push(Slot::default());
        }
        self.changed = self.slots.len().checked_sub(1).map(|last| (0, last));
        self.flush();
    }

    fn push(&mut self, kind: Kind, count: u32, mark: Mark) -> usize {
        self.slots.push(Slot {
            kind,
            count,
            mark: mark.0,
            program: self.program,
            until: 0,
        });
        self.slots.len() - 1
    }

    /// The number of times that an attempt was lost with its process.
    pub(crate) fn lost(&self, key: &ActivityKey, failed: u32) -> u32 {
        if self.lost.is_empty() {
            return 0;
        }
        let at = self.lost.get(&Mark::of_attempt(key, failed));
        at.map_or(0, |at| self.slots[*at].count)
    }

    /// Notes that an attempt begins, once this is [flushed](Self::flush).
    pub(crate) fn begin(&mut self, key: &ActivityKey, failed: u32) -> Option<Entry> {
        self.path.as_ref()?;
        let mark = Mark::of_attempt(key, failed);
        let at = match self.lost.remove(&mark) {
            Some(at) => at,
            None => self.free_slot(),
        };
        let slot = &mut self.slots[at];
        if slot.kind != Kind::LostAttempt {
            slot.count = 0;
        }
        slot.kind = Kind::Attempt;
        slot.until = 0;
        slot.mark = mark.0;
        slot.program = self.program;
        self.change(at);
        Some(Entry(at))
    }

    /// Notes that it is over. The file is written some time later: until the outcome is in the store, it can be lost,
    /// too.
    pub(crate) fn end(&mut self, entry: Entry) {
        let Entry(at) = entry;
        self.slots[at] = Slot::default();
        self.free.push(at);
        self.change(at);
    }

    /// The reason why this instance must not be stepped yet, if there is one.
    pub(crate) fn suspicion(
        &self,
        instance: &InstanceId,
        run: u64,
        now: SystemTime,
    ) -> Option<Suspicion> {
        if self.deadly.is_empty() {
            return None;
        }
        let at = self.deadly.get(&Mark::of_step(instance, run))?;
        let slot = &self.slots[*at];
        let until = Due::from_micros(slot.until);
        (slot.count >= DEATHS_OF_SUSPECT && now < until.time()).then_some(Suspicion {
            deaths: slot.count,
            until,
        })
    }

    fn free_slot(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot::default());
            self.slots.len() - 1
        })
    }

    /// Whether steps are noted, by [`Ledger::begin_step`].
    pub(crate) fn notes_steps(&self) -> bool {
        self.steps_left > 0 || !self.deadly.is_empty()
    }

    /// Whether the process died so often in the steps of this instance that only one such step is made at a time:
    /// otherwise they couldn't be distinguished.
    pub(crate) fn is_suspect(&self, instance: &InstanceId, run: u64) -> bool {
        let at = self.deadly.get(&Mark::of_step(instance, run));
        at.is_some_and(|at| self.slots[*at].count >= DEATHS_OF_SUSPECT)
    }

    /// Notes that an instance is stepped.
    pub(crate) fn begin_step(&mut self, instance: &InstanceId, run: u64) -> Option<Entry> {
        self.path.as_ref()?;
        let mark = Mark::of_step(instance, run);
        // A suspect is noted, however late it is tried again.
        if self.steps_left == 0 && !self.deadly.contains_key(&mark) {
            return None;
        }
        self.steps_left = self.steps_left.saturating_sub(1);
        let at = self.free_slot();
        self.slots[at] = Slot {
            kind: Kind::Step,
            count: 0,
            mark: mark.0,
            program: self.program,
            until: 0,
        };
        self.change(at);
        Some(Entry(at))
    }

    /// Clears an instance: the process has lived through all of its steps, and through those that they led to.
    pub(crate) fn clear(&mut self, instance: &InstanceId, run: u64) {
        if let Some(at) = self.deadly.remove(&Mark::of_step(instance, run)) {
            self.end(Entry(at));
        }
    }

    fn change(&mut self, at: usize) {
        let (first, last) = self.changed.unwrap_or((at, at));
        self.changed = Some((first.min(at), last.max(at)));
    }

    /// Writes the notes.
    pub(crate) fn flush(&mut self) {
        if let Some((first, last)) = self.changed.take() {
            self.write(first, last);
        }
    }

    fn write(&mut self, first: usize, last: usize) {
        let Some(file) = &self.file else { return };
        self.buffer.clear();
        for slot in &self.slots[first..=last] {
            slot.write(&mut self.buffer);
        }
        if let Err(error) = write_at(file, &self.buffer, (1 + first) * SLOT_BYTES) {
            self.give_up(&error);
        }
    }

    /// Removes the file, as the runtime ends and its process doesn't: nothing is lost, and nothing is noted any more.
    pub(crate) fn close(&mut self) {
        if let (Some(path), Some(file)) = (self.path.take(), self.file.take())
            && is_same(&path, &file)
        {
            // If the file stays, attempts are counted that weren't lost. That is no reason for the shutdown to fail.
            let _ = std::fs::remove_file(path);
        }
    }

    fn give_up(&mut self, error: &io::Error) {
        if let Some(path) = self.path.take() {
            tracing::warn!(
                target: LOG,
                "`{}` can't be written: {error}; attempts that are lost with the process are not counted",
                path.display()
            );
            self.file = None;
        }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.close();
    }
}

/// The wait of a suspect after so many deaths.
fn wait_after(deaths: u32, wait: Duration) -> Duration {
    let doubled = deaths.saturating_sub(DEATHS_OF_SUSPECT);
    let factor = 1_u32.checked_shl(doubled).unwrap_or(u32::MAX);
    let longest = SUSPECT_WAIT_MAX.max(wait);
    wait.checked_mul(factor)
        .map_or(longest, |wait| wait.min(longest))
}
