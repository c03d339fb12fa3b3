//! [`Trial`]: one run of a workload, with a folder of its own and its figures.

use std::path::{Path, PathBuf};
use std::time::Duration;

use durable_runtime::prelude::*;
use tempfile::TempDir;

use crate::floors::Disk;
use crate::settings::Settings;
use crate::statistics::{micros, quantile};
use crate::workload::Workload;

/// A run's figures, each with its name, in the order in which they were noted.
pub(crate) type Figures = Vec<(String, f64)>;

/// The number of disk samples on either side of a run.
const DISK_SAMPLES: u32 = 200;

pub(crate) struct Trial {
    pub(crate) settings: Settings,
    /// The disk, which is tried before the run and after it.
    pub(crate) disk: Disk,
    folder: TempDir,
    figures: Figures,
}

impl Trial {
    /// Makes one run.
    pub(crate) async fn run(workload: &Workload, settings: Settings) -> Result<Figures> {
        let folder = tempfile::tempdir_in(&settings.dir)?;
        let mut trial = Self {
            disk: Disk::new(folder.path()),
            settings,
            folder,
            figures: Figures::new(),
        };
        trial.disk.sample(DISK_SAMPLES)?;
        (workload.run)(&mut trial).await?;
        trial.disk.sample(DISK_SAMPLES)?;
        trial.figure("fdatasync_4k_us_p50", micros(trial.disk.fdatasync()));
        trial.figure("redb_commit_us_p50", micros(trial.disk.commit()));
        trial.figure("fdatasync_last_over_first", trial.disk.last_over_first());
        Ok(trial.figures)
    }

    pub(crate) fn figure(&mut self, name: impl Into<String>, value: f64) {
        // Everything beyond the third decimal is noise, whatever the unit.
        let rounded = (value * 1_000.0).round() / 1_000.0;
        self.figures.push((name.into(), rounded));
    }

    /// The median of latencies, and the 99th percentile.
    pub(crate) fn latencies(&mut self, name: &str, latencies: &[Duration]) {
        for (share, suffix) in [(0.5, "p50"), (0.99, "p99")] {
            let latency = micros(quantile(latencies, share));
            self.figure(format!("{name}_us_{suffix}"), latency);
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The path of the store of this name.
    pub(crate) fn store(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) async fn open(&self, name: &str) -> Result<Runtime> {
        Ok(self.settings.builder().open(self.store(name)).await?)
    }
}

/// Fails loudly when a workload didn't do its work.
pub(crate) fn expect<T: Copy + PartialEq + std::fmt::Display>(
    what: &str,
    is: T,
    was_to_be: T,
) -> Result<()> {
    if is == was_to_be {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{what}: {is}, where {was_to_be} was to be"
        )))
    }
}

/// The files of a store: those whose name begins with its name.
pub(crate) fn store_files(store: &Path) -> Result<Vec<PathBuf>> {
    let (Some(folder), Some(name)) = (store.parent(), store.file_name()) else {
        return Err(Failure::new(format!("{} is no file", store.display())));
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let begins_so = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(name.as_encoded_bytes());
        if begins_so {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// The size of a store on the disk.
pub(crate) fn file_bytes(store: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in store_files(store)? {
        bytes += std::fs::metadata(file)?.len();
    }
    Ok(bytes)
}
