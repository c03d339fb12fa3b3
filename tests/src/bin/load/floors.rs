//! The layers underneath: the disk and redb, without durable functions. No durable work can be faster.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
pub(crate) use durable_tests::floor::RowShape;
use redb::{Database, TableDefinition};

use crate::statistics::median;

const PAGE_BYTES: usize = 4096;

const INSTANCES: TableDefinition<'_, &[u8; 16], &[u8]> = TableDefinition::new("instances");

/// A disk, and the time that it takes for the minimum of a commit. A disk is not the same all the time, least of all a
/// shared one, so it is tried in rounds, which can be compared with what was measured next to them.
pub(crate) struct Disk {
    folder: PathBuf,
    rounds: Vec<Round>,
}

/// The state of the disk at a time: the medians of some samples.
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

    /// The ratio of the last round to the first one. Far from 1, the disk changed meanwhile, and so did the
    /// measurements on it.
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
