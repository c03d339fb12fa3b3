//! What is underneath: the disk and redb, without durable functions. Nothing that is durable can be faster.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use redb::{Database, TableDefinition};

use crate::statistics::median;

/// How often the disk is tried each time.
const SAMPLES: usize = 200;
const PAGE_BYTES: usize = 4096;

const INSTANCES: TableDefinition<'_, &[u8; 16], &[u8]> = TableDefinition::new("instances");
const ACTIVITIES: TableDefinition<'_, &[u8; 24], &[u8]> = TableDefinition::new("activities");
const HISTORY: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("history");

/// How long the disk takes for what a commit needs at least.
pub(crate) struct Disk {
    folder: PathBuf,
    fdatasyncs: Vec<Duration>,
    commits: Vec<Duration>,
}

impl Disk {
    pub(crate) fn sampled(folder: &Path) -> Result<Self> {
        let mut disk = Self {
            folder: folder.to_owned(),
            fdatasyncs: Vec::new(),
            commits: Vec::new(),
        };
        disk.sample()?;
        Ok(disk)
    }

    /// Takes more samples. A workload that is held against them takes some before and some after, for disks
    /// are not the same all the time.
    pub(crate) fn sample(&mut self) -> Result<()> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        self.sample_fdatasyncs(&folder.path().join("pages"))?;
        self.sample_commits(&folder.path().join("floor.redb"))
    }

    /// The median of writing a page and `fdatasync`.
    pub(crate) fn fdatasync(&self) -> Duration {
        median(&self.fdatasyncs)
    }

    /// The median of a commit of redb's that writes one row.
    pub(crate) fn commit(&self) -> Duration {
        median(&self.commits)
    }

    fn sample_fdatasyncs(&mut self, path: &Path) -> Result<()> {
        let file = File::create_new(path)?;
        // The file has its size already, as a store's mostly has.
        file.write_all_at(&vec![0; SAMPLES * PAGE_BYTES], 0)?;
        file.sync_all()?;
        for sample in 0..SAMPLES {
            let began = Instant::now();
            file.write_all_at(&[1; PAGE_BYTES], (sample * PAGE_BYTES) as u64)?;
            file.sync_data()?;
            self.fdatasyncs.push(began.elapsed());
        }
        Ok(())
    }

    fn sample_commits(&mut self, path: &Path) -> Result<()> {
        let database = Database::create(path)?;
        for _ in 0..SAMPLES {
            let began = Instant::now();
            let transaction = database.begin_write()?;
            transaction
                .open_table(INSTANCES)?
                .insert(&[0; 16], [1; RowShape::INSTANCE_BYTES].as_slice())?;
            transaction.commit()?;
            self.commits.push(began.elapsed());
        }
        Ok(())
    }
}

/// What a step that awaits an activity must write at the very least, whatever the engine does: the instance's
/// record, the activity that it waits for now, the removal of the one that it waited for before, and, with
/// history, that an activity was scheduled and that it completed.
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
    /// An entry of history, under an ascending number.
    const HISTORY_BYTES: usize = 60;
    const HISTORY_ROWS: u64 = 2;

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
