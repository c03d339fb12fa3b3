//! The [`Ledger`]: which attempts and which step are under way, in a file beside the store, so that after a death
//! of the process the next one knows what was lost with it.
//!
//! An attempt that begins writes nothing to the store, and is made again when the process has died. One that
//! kills its process would do so for ever. The ledger is no part of what is durable: it is written and never
//! synced, as it has to outlive the process and not the machine, and what is written costs next to nothing. It is
//! removed when the runtime ends in whatever way but with the process, so that what is found in it was lost.
//!
//! An instance is suspect in whose step the process died again and again. That may be chance: what ends a process
//! doesn't say why. So it has to wait, for longer after each death, and is tried again. Others go on meanwhile.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::activities::attempt::AttemptKey;
use crate::model::clock::later;
use crate::model::id::InstanceId;
use crate::model::log::LOG;
use crate::store::key::Due;

/// What its name has after the store's.
const SUFFIX: &str = "-running";

/// How the file begins.
const HEADER: [u8; SLOT_BYTES] = *b"durable-runtime, running: 1\n\0\0\0\0";

/// After the header the file is slots of this many bytes: the kind and the count, 4 bytes each; the mark and the
/// program, 8 bytes each; and 8 for the time until which a suspect has to wait, in microseconds since 1970. All
/// numbers are little-endian.
const SLOT_BYTES: usize = 32;

/// How many steps are noted after a death of the process. Those that it would die of again come early: what they
/// go on with is in the store.
const STEPS_NOTED: u32 = 100_000;

/// After so many deaths in the same step it is suspect.
const DEATHS_OF_SUSPECT: u32 = 2;

/// How long a suspect has to wait for the first time, unless a test says so; after each further death it is twice as
/// long.
pub(crate) const SUSPECT_WAIT: Duration = Duration::from_secs(1);

/// And how long at most.
const SUSPECT_WAIT_MAX: Duration = Duration::from_secs(600);

/// How much is kept of what was lost. As many attempts are hardly ever under way at a time.
const LOST_KEPT_MAX: usize = 100_000;

/// What is under way, told apart by a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Mark(u64);

/// The place of an attempt, or of a step, in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry(usize);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    kind: Kind,
    /// How often it was lost before.
    count: u32,
    mark: u64,
    /// The program that ran it: another one may do better.
    program: u64,
    /// Until when a step that was lost is not tried again, if it is suspect.
    until: u64,
}

/// Why an instance has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suspicion {
    /// How often the process died in its step.
    pub(crate) deaths: u32,
    pub(crate) until: Due,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Nothing,
    /// An attempt is under way.
    Attempt,
    /// An attempt was lost, and is not made again yet.
    LostAttempt,
    /// A step is under way.
    Step,
    /// The process died in a step of this instance.
    LostStep,
}

pub(crate) struct Ledger {
    /// `None` when it is kept nowhere: the store is no file, or the ledger can't be written.
    path: Option<PathBuf>,
    file: Option<File>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    /// The slots that differ from the file.
    changed: Option<(usize, usize)>,
    /// Where the attempts are that were lost and are not made again yet.
    lost: HashMap<Mark, usize>,
    /// Where the instances are in whose steps the process died.
    deadly: HashMap<Mark, usize>,
    steps_left: u32,
    program: u64,
    buffer: Vec<u8>,
}

impl Slot {
    fn write(self, bytes: &mut Vec<u8>) {
        let kind = match self.kind {
            Kind::Nothing => 0_u32,
            Kind::Attempt => 1,
            Kind::LostAttempt => 2,
            Kind::Step => 3,
            Kind::LostStep => 4,
        };
        bytes.extend_from_slice(&kind.to_le_bytes());
        bytes.extend_from_slice(&self.count.to_le_bytes());
        bytes.extend_from_slice(&self.mark.to_le_bytes());
        bytes.extend_from_slice(&self.program.to_le_bytes());
        bytes.extend_from_slice(&self.until.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Self {
        let short = |at: usize| bytes[at..at + 4].try_into().map(u32::from_le_bytes);
        let long = |at: usize| bytes[at..at + 8].try_into().map(u64::from_le_bytes);
        let kind = match short(0) {
            Ok(1) => Kind::Attempt,
            Ok(2) => Kind::LostAttempt,
            Ok(3) => Kind::Step,
            Ok(4) => Kind::LostStep,
            _ => return Self::default(),
        };
        Self {
            kind,
            count: short(4).unwrap_or_default(),
            mark: long(8).unwrap_or_default(),
            program: long(16).unwrap_or_default(),
            until: long(24).unwrap_or_default(),
        }
    }
}

impl Mark {
    /// Of an attempt: the next one after a failure is another.
    fn of_attempt(key: &AttemptKey, failed: u32) -> Self {
        let mut hasher = DefaultHasher::new();
        (&key.instance, key.run, key.op, failed).hash(&mut hasher);
        Self(hasher.finish())
    }

    fn of_step(instance: &InstanceId, run: u64) -> Self {
        let mut hasher = DefaultHasher::new();
        (instance, run).hash(&mut hasher);
        Self(hasher.finish())
    }
}

impl Ledger {
    /// One that is kept nowhere.
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
            program: program(),
            buffer: Vec::new(),
        }
    }

    /// That of a store's file, which this process holds since `now`: with what was lost, if the process that held it
    /// last has died. A suspect waits for `wait` at first.
    pub(crate) fn of_store(store: &Path, now: SystemTime, wait: Duration) -> Self {
        // Beside the file itself, wherever the process goes meanwhile.
        let store = std::fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
        let mut path = store.into_os_string();
        path.push(SUFFIX);
        let mut ledger = Self::none();
        let path = ledger.path.insert(path.into()).clone();
        match open(&path) {
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

    /// What was under way was lost.
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
        // A suspect was tried again, and it is told by that what the process died of: not by what was under way beside it.
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
        // What is left of the file is overwritten, too.
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

    /// How often an attempt was lost with its process.
    pub(crate) fn lost(&self, key: &AttemptKey, failed: u32) -> u32 {
        if self.lost.is_empty() {
            return 0;
        }
        let at = self.lost.get(&Mark::of_attempt(key, failed));
        at.map_or(0, |at| self.slots[*at].count)
    }

    /// An attempt begins, once this is [flushed](Self::flush).
    pub(crate) fn begin(&mut self, key: &AttemptKey, failed: u32) -> Option<Entry> {
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

    /// It is over. The file says so some time later: an outcome that isn't in the store is lost, too.
    pub(crate) fn end(&mut self, entry: Entry) {
        let Entry(at) = entry;
        self.slots[at] = Slot::default();
        self.free.push(at);
        self.change(at);
    }

    /// Why this instance is not to be stepped yet, if it isn't.
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

    /// Whether steps are noted, which are to be told by [`Ledger::begin_step`] then.
    pub(crate) fn notes_steps(&self) -> bool {
        self.steps_left > 0 || !self.deadly.is_empty()
    }

    /// Whether the process died so often in the steps of this instance that no other such step is to be made beside
    /// one of it: they couldn't be told apart.
    pub(crate) fn is_suspect(&self, instance: &InstanceId, run: u64) -> bool {
        let at = self.deadly.get(&Mark::of_step(instance, run));
        at.is_some_and(|at| self.slots[*at].count >= DEATHS_OF_SUSPECT)
    }

    /// An instance is stepped.
    pub(crate) fn begin_step(&mut self, instance: &InstanceId, run: u64) -> Option<Entry> {
        self.path.as_ref()?;
        let mark = Mark::of_step(instance, run);
        // However late a suspect is tried again.
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

    /// The process has lived through all steps of an instance, and through those that they led to.
    pub(crate) fn clear(&mut self, instance: &InstanceId, run: u64) {
        if let Some(at) = self.deadly.remove(&Mark::of_step(instance, run)) {
            self.end(Entry(at));
        }
    }

    fn change(&mut self, at: usize) {
        let (first, last) = self.changed.unwrap_or((at, at));
        self.changed = Some((first.min(at), last.max(at)));
    }

    /// Writes what has begun.
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

    /// The runtime ends, and not with its process: nothing is lost, and nothing is noted any more.
    pub(crate) fn close(&mut self) {
        if let (Some(path), Some(file)) = (self.path.take(), self.file.take())
            && is_same(&path, &file)
        {
            // If it stays behind, attempts are counted that weren't lost. It is no error to shut down by.
            let _ = std::fs::remove_file(path);
        }
    }

    fn give_up(&mut self, error: &io::Error) {
        if let Some(path) = self.path.take() {
            tracing::warn!(
                target: LOG,
                "`{}` can't be kept: {error}; attempts that are lost with the process are not counted",
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

/// How long a suspect has to wait after so many deaths.
fn wait_after(deaths: u32, wait: Duration) -> Duration {
    let doubled = deaths.saturating_sub(DEATHS_OF_SUSPECT);
    let factor = 1_u32.checked_shl(doubled).unwrap_or(u32::MAX);
    let longest = SUSPECT_WAIT_MAX.max(wait);
    wait.checked_mul(factor)
        .map_or(longest, |wait| wait.min(longest))
}

/// The file, which is made if it isn't there; and if it is, its slots.
fn open(path: &Path) -> io::Result<(File, Option<Vec<u8>>)> {
    let is_other = || {
        io::Error::new(
            ErrorKind::AlreadyExists,
            "a file of another kind is there, and was left as it is",
        )
    };
    // What is read from a pipe has no end.
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(is_other());
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let file = options.create_new(true).open(path)?;
            write_at(&file, &HEADER, 0)?;
            return Ok((file, None));
        }
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    let bytes_max = 2 * LOST_KEPT_MAX * SLOT_BYTES;
    (&mut file).take(bytes_max as u64).read_to_end(&mut bytes)?;
    match bytes.strip_prefix(&HEADER) {
        Some(slots) => Ok((file, Some(slots.to_vec()))),
        // The process died that made it.
        None if bytes.is_empty() => {
            write_at(&file, &HEADER, 0)?;
            Ok((file, Some(Vec::new())))
        }
        None => Err(is_other()),
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: usize) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at as u64)
}

#[cfg(not(unix))]
fn write_at(mut file: &File, bytes: &[u8], at: usize) -> io::Result<()> {
    use std::io::{Seek as _, SeekFrom, Write as _};

    file.seek(SeekFrom::Start(at as u64))?;
    file.write_all(bytes)
}

/// Whether this file still has that name.
#[cfg(unix)]
fn is_same(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let identity = |metadata: io::Result<std::fs::Metadata>| {
        let metadata = metadata.ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    identity(file.metadata()) == identity(std::fs::symlink_metadata(path))
}

/// Elsewhere a file that is open can't be replaced.
#[cfg(not(unix))]
fn is_same(_: &Path, _: &File) -> bool {
    true
}

/// Tells programs apart: what was lost under one of them says nothing of another.
fn program() -> u64 {
    let mut hasher = DefaultHasher::new();
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    if let Ok(metadata) = metadata {
        (metadata.len(), metadata.modified().ok()).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::OpId;

    fn key(op: u64) -> AttemptKey {
        AttemptKey {
            instance: InstanceId::unchecked("a"),
            run: 1,
            op: OpId::new(op),
        }
    }

    fn start() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
    }

    fn open_at(store: &Path, now: SystemTime) -> Ledger {
        Ledger::of_store(store, now, Duration::from_secs(1))
    }

    /// Opens the ledger as the next process does, after the one before has died.
    fn next_process(ledger: Ledger, store: &Path) -> Ledger {
        std::mem::forget(ledger);
        open_at(store, start())
    }

    #[test]
    fn what_was_under_way_when_the_process_died_was_lost_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = open_at(&store, start());
        let ended = ledger.begin(&key(1), 0).unwrap();
        ledger.begin(&key(2), 0);
        ledger.end(ended);
        ledger.flush();
        ledger.begin(&key(3), 0);
        for died in 1..4 {
            ledger = next_process(ledger, &store);
            let lost = [1, 2, 3].map(|op| ledger.lost(&key(op), 0));
            assert_eq!(lost, [0, died, 0]);
            assert_eq!(
                ledger.lost(&key(2), 1),
                0,
                "the next attempt is another one"
            );
            ledger.begin(&key(2), 0);
            ledger.flush();
        }
        // One that isn't made again in this life is not lost again, and not forgotten.
        ledger = next_process(ledger, &store);
        ledger = next_process(ledger, &store);
        assert_eq!(ledger.lost(&key(2), 0), 4);
        let again = ledger.begin(&key(2), 0).unwrap();
        ledger.end(again);
        ledger.flush();
        assert_eq!(next_process(ledger, &store).lost(&key(2), 0), 0);
    }

    #[test]
    fn a_runtime_that_ends_has_lost_nothing_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = open_at(&store, start());
        ledger.begin(&key(1), 0);
        ledger.flush();
        drop(ledger);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(open_at(&store, start()).lost(&key(1), 0), 0);
    }

    /// The process dies in the step of an instance, and the next one opens the ledger.
    fn die_in_step(mut ledger: Ledger, store: &Path, now: SystemTime) -> Ledger {
        ledger.begin_step(&InstanceId::unchecked("a"), 1);
        ledger.flush();
        std::mem::forget(ledger);
        open_at(store, now)
    }

    /// A step of an instance is made, and nothing follows from it.
    fn live_through_step(ledger: &mut Ledger, id: &str) {
        let id = InstanceId::unchecked(id);
        let step = ledger.begin_step(&id, 1).unwrap();
        ledger.flush();
        ledger.end(step);
        ledger.clear(&id, 1);
        ledger.flush();
    }

    /// For how many seconds the instance has to wait, and after how many deaths.
    fn waits(ledger: &Ledger, now: SystemTime) -> Option<(u64, u32)> {
        let suspicion = ledger.suspicion(&InstanceId::unchecked("a"), 1, now)?;
        let wait = suspicion.until.time().duration_since(now).unwrap();
        Some((wait.as_secs(), suspicion.deaths))
    }

    #[test]
    fn a_step_is_suspect_when_the_process_has_died_in_it_twice() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        // Nothing has died yet, so that nothing is noted.
        let mut ledger = die_in_step(open_at(&store, start()), &store, start());
        assert_eq!(waits(&ledger, start()), None);
        ledger = die_in_step(ledger, &store, start());
        assert_eq!(waits(&ledger, start()), None);
        live_through_step(&mut ledger, "b");
        ledger = next_process(ledger, &store);
        ledger = die_in_step(ledger, &store, start());
        for _ in 0..2 {
            assert_eq!(waits(&ledger, start()), Some((1, 2)));
            let other = ledger.suspicion(&InstanceId::unchecked("a"), 2, start());
            assert_eq!(other, None, "it is another instance of that id");
            ledger = next_process(ledger, &store);
        }
        drop(ledger);
        assert_eq!(waits(&open_at(&store, start()), start()), None);
    }

    #[test]
    fn a_suspect_is_tried_again_later_after_each_death_and_never_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = next_process(open_at(&store, start()), &store);
        let (mut now, mut waited) = (start(), Vec::new());
        for _ in 0..40 {
            ledger = die_in_step(ledger, &store, now);
            if let Some((seconds, _)) = waits(&ledger, now) {
                waited.push(seconds);
                now += Duration::from_secs(seconds);
                assert_eq!(waits(&ledger, now), None, "its time has come");
            }
        }
        assert_eq!(waited[..5], [1, 2, 4, 8, 16]);
        assert_eq!(waited.last(), Some(&600));
        // However many steps were noted before.
        ledger.steps_left = 0;
        ledger = die_in_step(ledger, &store, now);
        assert_eq!(waits(&ledger, now), Some((600, 41)));
        // Then it lives.
        live_through_step(&mut ledger, "a");
        assert_eq!(waits(&next_process(ledger, &store), start()), None);
    }

    #[test]
    fn deaths_of_other_causes_make_a_suspect_wait_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = open_at(&store, start());
        for _ in 0..7 {
            ledger = die_in_step(ledger, &store, start());
        }
        assert_eq!(waits(&ledger, start()), Some((16, 6)));
        let seconds = |seconds| start() + Duration::from_secs(seconds);
        for (now, wait) in [(10, 6), (15, 1), (16, 1), (1000, 1)] {
            std::mem::forget(ledger);
            ledger = open_at(&store, seconds(now));
            // A process lives for a while in any case.
            assert_eq!(waits(&ledger, seconds(now)), Some((wait, 6)), "{now}");
        }
        // The clock was set back.
        let past = start() - Duration::from_secs(100_000);
        std::mem::forget(ledger);
        assert_eq!(waits(&open_at(&store, past), past), Some((16, 6)));
    }

    /// What was under way beside a suspect that was tried again was not what the process died of.
    #[test]
    fn attempts_are_not_lost_by_the_deaths_of_a_suspect() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = open_at(&store, start());
        let mut lost = Vec::new();
        for _ in 0..6 {
            ledger.begin(&key(1), 0);
            ledger.flush();
            ledger = die_in_step(ledger, &store, start());
            lost.push(ledger.lost(&key(1), 0));
        }
        assert_eq!(lost, [1, 2, 3, 3, 3, 3]);
        // One that it dies of without a suspect's step is.
        ledger.begin(&key(1), 0);
        ledger.flush();
        ledger = next_process(ledger, &store);
        assert_eq!(ledger.lost(&key(1), 0), 4);
    }

    #[test]
    fn a_step_that_was_made_is_not_suspect() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = next_process(open_at(&store, start()), &store);
        for _ in 0..4 {
            ledger.begin_step(&InstanceId::unchecked("a"), 1);
            ledger.flush();
            ledger = next_process(ledger, &store);
            live_through_step(&mut ledger, "a");
        }
        assert_eq!(waits(&ledger, start()), None);
    }

    /// Steps are made side by side. Those that were under way beside a deadly one are told apart from it.
    #[test]
    fn a_step_that_was_under_way_beside_a_suspect_is_not_blamed() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let beside = InstanceId::unchecked("b");
        let mut ledger = next_process(open_at(&store, start()), &store);
        for _ in 0..5 {
            ledger.begin_step(&beside, 1);
            ledger = die_in_step(ledger, &store, start());
        }
        // Both were blamed until the first was a suspect; that both are is seen when they are tried again.
        assert_eq!(waits(&ledger, start()), Some((8, 5)));
        assert!(ledger.is_suspect(&beside, 1));
        live_through_step(&mut ledger, "b");
        for _ in 0..3 {
            ledger.begin_step(&beside, 1);
            ledger = die_in_step(ledger, &store, start());
        }
        assert!(!ledger.is_suspect(&beside, 1));
        assert_eq!(waits(&ledger, start()), Some((64, 8)));
    }

    #[test]
    fn another_program_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = open_at(&store, start());
        ledger.program += 1;
        ledger.begin(&key(1), 0);
        ledger.flush();
        assert_eq!(next_process(ledger, &store).lost(&key(1), 0), 0);
    }

    #[test]
    fn a_file_of_another_kind_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let path = folder.path().join("s.redb-running");
        std::fs::write(&path, "my notes on running, which are longer than a header").unwrap();
        let mut ledger = open_at(&store, start());
        assert_eq!(ledger.begin(&key(1), 0), None);
        ledger.begin_step(&InstanceId::unchecked("a"), 1);
        ledger.flush();
        drop(ledger);
        assert!(
            std::fs::read_to_string(&path)
                .unwrap()
                .starts_with("my notes")
        );
        // And one that was put in its place.
        std::fs::remove_file(&path).unwrap();
        let ledger = open_at(&store, start());
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "mine").unwrap();
        drop(ledger);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }

    /// The process may change its folder, and the store may be opened by the name of a link.
    #[cfg(unix)]
    #[test]
    fn it_is_beside_the_file_that_a_link_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let (store, link) = (folder.path().join("s.redb"), folder.path().join("link"));
        std::fs::write(&store, "").unwrap();
        std::os::unix::fs::symlink(&store, &link).unwrap();
        let mut ledger = open_at(&link, start());
        ledger.begin(&key(1), 0);
        ledger.flush();
        assert!(folder.path().join("s.redb-running").exists());
        assert_eq!(next_process(ledger, &store).lost(&key(1), 0), 1);
    }
}
