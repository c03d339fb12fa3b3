//! The [`Ledger`]: which attempts and which step are under way, in a file beside the store, so that after a death
//! of the process the next one knows what was lost with it.
//!
//! An attempt that begins writes nothing to the store, and is made again when the process has died. One that
//! kills its process would do so for ever. The ledger is no part of what is durable: it is written and never
//! synced, as it has to outlive the process and not the machine, and what is written costs next to nothing. It is
//! removed when the runtime ends in whatever way but with the process, so that what is found in it was lost.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::attempts::AttemptKey;
use crate::id::InstanceId;

/// What its name has after the store's.
const SUFFIX: &str = "-running";

/// How the file begins.
const HEADER: [u8; SLOT_BYTES] = *b"durable-runtime, running: 1\n\0\0\0\0";

/// After the header the file is slots of this many bytes: the kind and the count, 4 bytes each; the mark and the
/// program, 8 bytes each; and 8 of no meaning. All numbers are little-endian.
const SLOT_BYTES: usize = 32;

/// The slot of the step that is under way.
const STEP: usize = 0;

/// How many steps are noted after a death of the process. Those that it would die of again come early: what they
/// go on with is in the store.
const STEPS_NOTED: u32 = 100_000;

/// So many deaths in the same step are enough.
const DEATHS_IN_STEP_MAX: u32 = 2;

/// How much is kept of what was lost. As many attempts are hardly ever under way at a time.
const LOST_KEPT_MAX: usize = 100_000;

/// What is under way, told apart by a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Mark(u64);

/// The place of an attempt in the ledger.
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
    /// What was stepped, and may lead to more steps.
    stepped: Vec<Mark>,
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
        bytes.extend_from_slice(&[0; 8]);
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
            slots: vec![Slot::default()],
            free: Vec::new(),
            changed: None,
            lost: HashMap::new(),
            deadly: HashMap::new(),
            stepped: Vec::new(),
            steps_left: 0,
            program: program(),
            buffer: Vec::new(),
        }
    }

    /// That of a store's file, which this process holds: with what was lost, if the process that held it last
    /// has died.
    pub(crate) fn of_store(store: &Path) -> Self {
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
                ledger.take_over(&slots);
            }
            Err(error) => ledger.give_up(&error),
        }
        ledger
    }

    /// What was under way was lost.
    fn take_over(&mut self, bytes: &[u8]) {
        let (slots, _) = bytes.as_chunks::<SLOT_BYTES>();
        let program = self.program;
        let found = slots.iter().map(|bytes| Slot::read(bytes));
        let found: Vec<Slot> = found.filter(|slot| slot.program == program).collect();
        for slot in &found {
            let mark = Mark(slot.mark);
            match slot.kind {
                Kind::Attempt | Kind::LostAttempt if self.slots.len() < LOST_KEPT_MAX => {
                    let died = u32::from(slot.kind == Kind::Attempt);
                    let at = self.push(Kind::LostAttempt, slot.count.saturating_add(died), mark);
                    self.lost.insert(mark, at);
                }
                Kind::LostStep => {
                    let at = self.push(Kind::LostStep, slot.count, mark);
                    self.deadly.insert(mark, at);
                }
                Kind::Nothing | Kind::Step | Kind::Attempt | Kind::LostAttempt => {}
            }
        }
        // After those of earlier deaths, to which this one is added.
        for step in found.iter().filter(|slot| slot.kind == Kind::Step) {
            let mark = Mark(step.mark);
            match self.deadly.get(&mark) {
                Some(at) => self.slots[*at].count += 1,
                None => {
                    let at = self.push(Kind::LostStep, 1, mark);
                    self.deadly.insert(mark, at);
                }
            }
        }
        // What is left of the file is overwritten, too.
        while self.slots.len() < slots.len() {
            self.free.push(self.slots.len());
            self.slots.push(Slot::default());
        }
        self.changed = Some((0, self.slots.len() - 1));
        self.flush();
    }

    fn push(&mut self, kind: Kind, count: u32, mark: Mark) -> usize {
        self.slots.push(Slot {
            kind,
            count,
            mark: mark.0,
            program: self.program,
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
            None => self.free.pop().unwrap_or_else(|| {
                self.slots.push(Slot::default());
                self.slots.len() - 1
            }),
        };
        let slot = &mut self.slots[at];
        if slot.kind != Kind::LostAttempt {
            slot.count = 0;
        }
        slot.kind = Kind::Attempt;
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

    /// Whether the process has died so often in a step of this instance, and would again.
    pub(crate) fn is_deadly(&self, instance: &InstanceId, run: u64) -> bool {
        if self.deadly.is_empty() {
            return false;
        }
        let at = self.deadly.get(&Mark::of_step(instance, run));
        at.is_some_and(|at| self.slots[*at].count >= DEATHS_IN_STEP_MAX)
    }

    /// Whether steps are noted, which are to be told by [`Ledger::begin_step`] then.
    pub(crate) fn notes_steps(&self) -> bool {
        self.steps_left > 0
    }

    /// An instance is stepped.
    pub(crate) fn begin_step(&mut self, instance: &InstanceId, run: u64) {
        if self.steps_left == 0 {
            return;
        }
        self.steps_left -= 1;
        self.slots[STEP] = Slot {
            kind: Kind::Step,
            count: 0,
            mark: Mark::of_step(instance, run).0,
            program: self.program,
        };
        self.write(STEP, STEP);
    }

    /// It was, and the process lives.
    pub(crate) fn end_step(&mut self) {
        let step = std::mem::take(&mut self.slots[STEP]);
        if step.kind == Kind::Step {
            self.write(STEP, STEP);
            self.stepped.push(Mark(step.mark));
        }
    }

    /// So were all that it led to.
    pub(crate) fn end_steps(&mut self) {
        for mark in std::mem::take(&mut self.stepped) {
            if let Some(at) = self.deadly.remove(&mark) {
                self.end(Entry(at));
            }
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
                target: super::LOG,
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
    use crate::id::OpId;

    fn key(op: u64) -> AttemptKey {
        AttemptKey {
            instance: InstanceId::unchecked("a"),
            run: 1,
            op: OpId::new(op),
        }
    }

    /// Opens the ledger as the next process does, after the one before has died.
    fn next_process(ledger: Ledger, store: &Path) -> Ledger {
        std::mem::forget(ledger);
        Ledger::of_store(store)
    }

    #[test]
    fn what_was_under_way_when_the_process_died_was_lost_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = Ledger::of_store(&store);
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
        let mut ledger = Ledger::of_store(&store);
        ledger.begin(&key(1), 0);
        ledger.flush();
        drop(ledger);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(Ledger::of_store(&store).lost(&key(1), 0), 0);
    }

    #[test]
    fn a_step_is_deadly_when_the_process_has_died_in_it_twice() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let id = InstanceId::unchecked("a");
        let mut ledger = Ledger::of_store(&store);
        // Nothing has died yet, so that nothing is noted.
        ledger.begin_step(&id, 1);
        ledger = next_process(ledger, &store);
        ledger.begin_step(&id, 1);
        ledger = next_process(ledger, &store);
        assert!(!ledger.is_deadly(&id, 1));
        ledger.begin_step(&InstanceId::unchecked("b"), 1);
        ledger.end_step();
        ledger.end_steps();
        ledger = next_process(ledger, &store);
        ledger.begin_step(&id, 1);
        ledger = next_process(ledger, &store);
        for _ in 0..2 {
            assert!(ledger.is_deadly(&id, 1));
            assert!(
                !ledger.is_deadly(&id, 2),
                "it is another instance of that id"
            );
            ledger = next_process(ledger, &store);
        }
        drop(ledger);
        assert!(!Ledger::of_store(&store).is_deadly(&id, 1));
    }

    #[test]
    fn a_step_that_was_made_is_not_deadly() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let id = InstanceId::unchecked("a");
        let mut ledger = next_process(Ledger::of_store(&store), &store);
        for _ in 0..4 {
            ledger.begin_step(&id, 1);
            ledger = next_process(ledger, &store);
            ledger.begin_step(&id, 1);
            ledger.end_step();
            ledger.end_steps();
        }
        assert!(!ledger.is_deadly(&id, 1));
    }

    #[test]
    fn another_program_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.redb");
        let mut ledger = Ledger::of_store(&store);
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
        let mut ledger = Ledger::of_store(&store);
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
        let ledger = Ledger::of_store(&store);
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
        let mut ledger = Ledger::of_store(&link);
        ledger.begin(&key(1), 0);
        ledger.flush();
        assert!(folder.path().join("s.redb-running").exists());
        assert_eq!(next_process(ledger, &store).lost(&key(1), 0), 1);
    }
}
