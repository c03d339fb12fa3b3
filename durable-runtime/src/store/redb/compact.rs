//! Compaction: a new main file with nothing in it but the rows replaces the old one. It is a special flush: the layer
//! that is on its way to the main file is written to the new one, along with all rows of the old one.
//!
//! Until the new file has its name, the old one is the store, with the journal; from then on the new one is, with the
//! same journal, and it knows how much of that it contains. So a crash leaves a whole store at any time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use ::redb::ReadableDatabase;

use super::super::key::Table;
use super::super::layer::Layer;
use super::copy::{DraftFile, copy};
use super::errors::{closed, io, unreadable};
use super::files::{Files, sync_folder};
use super::main_file::{Becomes, META, Size, WRITTEN, expected_of};
use super::panics::caught;
use super::snapshot::Snapshot;
use super::state::{Moment, StoreState};
use crate::model::error::{Error, ErrorKind};
use crate::model::reports::Compaction;

/// The factor by which a file must exceed its compacted size. redb doubles a file when it is full, so a file is soon
/// twice its compacted size.
const TIMES: u128 = 3;

/// The factor by which rows may exceed their expected size: a row may have pages of twice its size, and a file be twice
/// as large as its pages. Anything beyond that is due to a file of few rows.
const TIMES_EXPECTED_MAX: u128 = 4;

/// The reason why a main file was not compacted.
pub(super) enum Failed {
    /// The old file is unchanged, and the layer is still to be written to it.
    Before(Error),
    /// The new file is there, but may be gone if the machine stops now. Nothing may rely on it.
    After(Error),
}

/// The size of the main file in bytes.
pub(super) fn bytes_of(files: &Files) -> Result<u64, Error> {
    let file = std::fs::metadata(&files.main).map_err(|error| io(&files.main, error))?;
    Ok(file.len())
}

/// Whether a main file of `bytes` is worth compacting.
pub(super) fn is_worth_it(shared: &StoreState, bytes: u64, bytes_min: u64) -> Result<bool, Error> {
    if bytes <= bytes_min {
        return Ok(false);
    }
    let expected = expected(shared).map_err(unreadable)?;
    Ok(expected.is_some_and(|expected| u128::from(bytes) > TIMES * expected))
}

/// The approximate size of the compacted main file. If the file was compacted before, its rows are taken to exceed
/// their expected size by the same factor as then. `None` once it is closed.
fn expected(shared: &StoreState) -> Result<Option<u128>, ::redb::Error> {
    let main = shared.main();
    let Some(main) = main.as_ref() else {
        return Ok(None);
    };
    let transaction = main.begin_read()?;
    let meta = transaction.open_table(META)?;
    let mut sizes = Vec::with_capacity(Table::ALL.len());
    for table in Table::ALL {
        sizes.push(Size::read(&meta, table)?);
    }
    let expected = u128::from(expected_of(sizes));
    let row = meta.get(WRITTEN)?;
    let numbers = row.as_ref().map(|row| row.value().as_chunks::<8>().0);
    let Some([bytes, of]) = numbers else {
        return Ok(Some(expected));
    };
    let (bytes, of) = (u64::from_le_bytes(*bytes), u64::from_le_bytes(*of));
    let corrected = expected * u128::from(bytes) / u128::from(of.max(1));
    Ok(Some(
        corrected.clamp(expected, TIMES_EXPECTED_MAX * expected),
    ))
}

/// Writes the main file and a layer to a new file, which replaces it, and drops the layer.
pub(super) fn compact(
    shared: &Arc<StoreState>,
    layer: &Arc<Layer>,
    becomes: Becomes,
    cache_bytes: usize,
    is_given_up: &AtomicBool,
) -> Result<Compaction, Failed> {
    let files = shared.files.as_ref().ok_or_else(no_files);
    let files = files.map_err(Failed::Before)?;
    let bytes_before = bytes_of(files).map_err(Failed::Before)?;
    let go_on = || {
        if is_given_up.load(Ordering::Relaxed) {
            return Err(closed());
        }
        shared.reach(Moment::Copying);
        Ok(())
    };
    let written = || {
        let draft = DraftFile::new(&files.main)?;
        // The file is open, and so locked, when it gets its name: other openings of the store find it in use.
        let main = draft.write(cache_bytes, |to| {
            let snapshot = Snapshot::with_layer(shared, layer)?;
            copy(&snapshot, &draft, to, becomes, &go_on)
        })?;
        shared.reach(Moment::Written);
        Ok((draft, main))
    };
    let (draft, main) = caught(written).map_err(Failed::Before)?;
    let replaced = {
        let mut layers = shared
            .layers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut current = shared.main.write().unwrap_or_else(PoisonError::into_inner);
        shared.require_names().map_err(Failed::Before)?;
        draft.replace().map_err(|error| {
            if error.kind() == ErrorKind::Unsupported {
                shared.is_mounted.store(true, Ordering::Relaxed);
            }
            Failed::Before(error)
        })?;
        shared.note_opened();
        layers.thaw();
        current.replace(main)
    };
    shared.reach(Moment::Renamed);
    // The journal forgets what the new file holds only once this has been done.
    sync_folder(&files.main).map_err(|error| Failed::After(io(&files.main, error)))?;
    if let Some(replaced) = replaced {
        shared.let_go(replaced);
    }
    let bytes_after = bytes_of(files).unwrap_or(bytes_before);
    Ok(Compaction {
        bytes_before,
        bytes_after,
    })
}

pub(super) fn no_files() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "the store is in a bare medium and not in files, so it can't be compacted",
    )
}

impl StoreState {
    /// Lets a test look at what a crash would leave.
    #[cfg(test)]
    fn reach(&self, moment: Moment) {
        let mut meanwhile = self
            .meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(meanwhile) = &mut *meanwhile {
            meanwhile(moment);
        }
    }

    #[cfg(not(test))]
    #[allow(clippy::unused_self, reason = "tests look at it")]
    fn reach(&self, _: Moment) {}
}
