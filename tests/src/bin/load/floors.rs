//! What is underneath: the disk and redb, without durable functions. Nothing that is durable can be faster.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use redb::{Database, TableDefinition};

use crate::statistics::median;

const PAGE_BYTES: usize = 4096;

const INSTANCES: TableDefinition<'_, &[u8; 16], &[u8]> = TableDefinition::new("instances");
const ACTIVITIES: TableDefinition<'_, &[u8; 24], &[u8]> = TableDefinition::new("activities");
const HISTORY: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("history");

/// A disk, and how long it took for what a commit needs at least. A disk is not the same all the time, least of
/// all a shared one, so it is tried in rounds, which can be held against what was measured next to them.
pub(crate) struct Disk {
    folder: PathBuf,
    rounds: Vec<Round>,
}

/// What the disk was like at a time: the medians of some samples.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    /// Writing a page, and `fdatasync`.
    fdatasync: Duration,
    /// A commit of redb's that writes one row.
    pub(crate) commit: Duration,
}

impl Disk {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            rounds: Vec::new(),
        }
    }

    pub(crate) fn sample(&mut self, samples: u32) -> Result<Round> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        let round = Round {
            fdatasync: fdatasync(&folder.path().join("pages"), samples)?,
            commit: commit(&folder.path().join("floor.redb"), samples)?,
        };
        self.rounds.push(round);
        Ok(round)
    }

    pub(crate) fn fdatasync(&self) -> Duration {
        median(&self.of_rounds(|round| round.fdatasync))
    }

    pub(crate) fn commit(&self) -> Duration {
        median(&self.of_rounds(|round| round.commit))
    }

    /// How many times as long the last round took as the first one. Far from 1, the disk changed meanwhile, and
    /// so did what was measured on it.
    pub(crate) fn last_over_first(&self) -> f64 {
        match self.of_rounds(|round| round.fdatasync.as_secs_f64())[..] {
            [first, .., last] => last / first,
            _ => 1.0,
        }
    }

    fn of_rounds<T>(&self, time: impl Fn(&Round) -> T) -> Vec<T> {
        self.rounds.iter().map(time).collect()
    }
}

fn fdatasync(path: &Path, samples: u32) -> Result<Duration> {
    let file = File::create_new(path)?;
    // The file has its size already, as a store's mostly has.
    file.write_all_at(&vec![0; samples as usize * PAGE_BYTES], 0)?;
    file.sync_all()?;
    let sample = |sample| {
        let began = Instant::now();
        file.write_all_at(&[1; PAGE_BYTES], u64::from(sample) * PAGE_BYTES as u64)?;
        file.sync_data()?;
        Ok(began.elapsed())
    };
    Ok(median(
        &(0..samples).map(sample).collect::<Result<Vec<_>>>()?,
    ))
}

fn commit(path: &Path, samples: u32) -> Result<Duration> {
    let database = Database::create(path)?;
    let sample = |_| {
        let began = Instant::now();
        let transaction = database.begin_write()?;
        transaction
            .open_table(INSTANCES)?
            .insert(&[0; 16], [1; RowShape::INSTANCE_BYTES].as_slice())?;
        transaction.commit()?;
        Ok(began.elapsed())
    };
    Ok(median(
        &(0..samples).map(sample).collect::<Result<Vec<_>>>()?,
    ))
}

/// What a step that awaits an activity must write at the very least, whatever the engine does: the instance's
/// record, the activity that it waits for now, the removal of the one that it waited for before, and, with
/// history, in one row, that an activity completed and that the next one was scheduled.
#[derive(Clone, Copy)]
pub(crate) struct RowShape {
    /// How many rows of history a step writes.
    history_rows: u64,
}

impl RowShape {
    /// A record under an id of 16 bytes.
    const INSTANCE_BYTES: usize = 200;
    /// An activity's name and arguments, under the id and the operation's number.
    const ACTIVITY_BYTES: usize = 100;
    /// Two entries of history, under an ascending number.
    const HISTORY_BYTES: usize = 100;
    const HISTORY_ROWS: u64 = 1;

    pub(crate) fn of_a_step(history: bool) -> Self {
        Self {
            history_rows: if history { Self::HISTORY_ROWS } else { 0 },
        }
    }

    /// How long redb takes to write that for instances of so many steps each, `in_flight` instances in each commit.
    pub(crate) fn write(
        self,
        folder: &Path,
        instances: u64,
        steps: u64,
        in_flight: u64,
    ) -> Result<Duration> {
        let folder = tempfile::tempdir_in(folder)?;
        let database = Database::create(folder.path().join("floor.redb"))?;
        let mut history = 0;
        let began = Instant::now();
        let mut first = 0;
        while first < instances {
            let last = instances.min(first + in_flight);
            for step in 0..steps {
                let transaction = database.begin_write()?;
                {
                    let mut rows = transaction.open_table(INSTANCES)?;
                    for instance in first..last {
                        rows.insert(&id(instance), [1; Self::INSTANCE_BYTES].as_slice())?;
                    }
                    let mut rows = transaction.open_table(ACTIVITIES)?;
                    for instance in first..last {
                        if step > 0 {
                            rows.remove(&operation(instance, step - 1))?;
                        }
                        let key = operation(instance, step);
                        rows.insert(&key, [2; Self::ACTIVITY_BYTES].as_slice())?;
                    }
                    let mut rows = transaction.open_table(HISTORY)?;
                    for _ in 0..self.history_rows * (last - first) {
                        rows.insert(history, [3; Self::HISTORY_BYTES].as_slice())?;
                        history += 1;
                    }
                }
                transaction.commit()?;
            }
            first = last;
        }
        Ok(began.elapsed())
    }
}

/// Ids that ascend, as those do that instances get by themselves.
fn id(instance: u64) -> [u8; 16] {
    u128::from(instance).rotate_left(64).to_be_bytes()
}

fn operation(instance: u64, step: u64) -> [u8; 24] {
    let mut key = [0; 24];
    key[..16].copy_from_slice(&id(instance));
    key[16..].copy_from_slice(&step.to_be_bytes());
    key
}
