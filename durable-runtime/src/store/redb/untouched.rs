//! Databases that are opened without a change of a byte: redb writes to them in memory ([`Untouched`]).

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::ErrorKind as IoErrorKind;
use std::ops::Bound;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ::redb::backends::FileBackend;
use ::redb::{BackendError, Builder, Database, StorageBackend};

use super::context::Context;
use crate::model::error::Error;

/// Opens a database of which not a byte is changed.
pub(super) fn open_untouched(
    path: &Path,
    builder: &Builder,
    lock: Lock,
    context: &Context<'_>,
) -> Result<(Database, Metadata), Error> {
    let io = |error| context.io(error);
    // An exclusive lock is only granted for a file that is open for writing.
    let file = File::options()
        .read(true)
        .write(lock == Lock::Exclusive)
        .open(path);
    let file = file.map_err(io)?;
    let opened = file.metadata().map_err(io)?;
    let backend = Untouched::new(file, opened.len(), lock);
    let backend = backend.map_err(|error| context.database(error))?;
    let database = builder.create_with_backend(backend);
    let database = database.map_err(|error| context.database(error))?;
    Ok((database, opened))
}

/// The number of bytes that are copied to memory at a time when a part of them is written.
const BLOCK: u64 = 4096;

/// The lock of a file that is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// Excludes writers. Several readers may hold it.
    Shared,
    /// Excludes all others.
    Exclusive,
}

/// A file that is read, and never written: writes are kept in memory.
#[derive(Debug)]
struct Untouched {
    file: FileBackend,
    lock: Lock,
    over: Mutex<Over>,
}

/// The writes over the file.
#[derive(Debug)]
struct Over {
    len: u64,
    /// The length of the file that is still visible.
    file_len: u64,
    /// The written blocks, by number.
    blocks: HashMap<u64, Box<[u8]>>,
}

impl Untouched {
    fn new(file: File, len: u64, lock: Lock) -> Result<Self, ::redb::DatabaseError> {
        Ok(Self {
            file: FileBackend::new(file)?,
            lock,
            over: Mutex::new(Over {
                len,
                file_len: len,
                blocks: HashMap::new(),
            }),
        })
    }

    fn over(&self) -> MutexGuard<'_, Over> {
        self.over.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads from the file, and zeros after its end.
    fn read_file(&self, file_len: u64, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
        let there = file_len.saturating_sub(offset);
        let there = usize::try_from(there).unwrap_or(usize::MAX).min(out.len());
        let (read, rest) = out.split_at_mut(there);
        rest.fill(0);
        if read.is_empty() {
            return Ok(());
        }
        self.file.read(offset, read)
    }
}

/// The parts of a range, one per block: the block's number, the beginning in it, and the length.
fn parts(mut offset: u64, mut len: usize) -> impl Iterator<Item = (u64, usize, usize)> {
    std::iter::from_fn(move || {
        let (number, within) = (offset / BLOCK, offset % BLOCK);
        let room = usize::try_from(BLOCK - within).unwrap_or(usize::MAX);
        let part = len.min(room);
        offset += part as u64;
        len -= part;
        (part > 0).then_some((number, usize::try_from(within).unwrap_or(0), part))
    })
}

impl StorageBackend for Untouched {
    fn len(&self) -> std::io::Result<u64> {
        Ok(self.over().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
        let over = self.over();
        if offset.saturating_add(out.len() as u64) > over.len {
            return Err(IoErrorKind::UnexpectedEof.into());
        }
        self.read_file(over.file_len, offset, out)?;
        let mut rest = out;
        for (number, within, len) in parts(offset, rest.len()) {
            let (part, after) = std::mem::take(&mut rest).split_at_mut(len);
            rest = after;
            if let Some(block) = over.blocks.get(&number) {
                part.copy_from_slice(&block[within..within + len]);
            }
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> std::io::Result<()> {
        let mut over = self.over();
        if len < over.len {
            // Bytes behind the new end are zeros if they become visible again.
            over.file_len = over.file_len.min(len);
            over.blocks.retain(|number, _| number * BLOCK < len);
            let (number, within) = (len / BLOCK, usize::try_from(len % BLOCK).unwrap_or(0));
            if let Some(block) = over.blocks.get_mut(&number) {
                block[within..].fill(0);
            }
        }
        over.len = len;
        Ok(())
    }

    fn sync_data(&self) -> std::io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> std::io::Result<()> {
        let mut over = self.over();
        let mut rest = data;
        for (number, within, len) in parts(offset, data.len()) {
            let (part, after) = rest.split_at(len);
            rest = after;
            if !over.blocks.contains_key(&number) {
                let mut block = vec![0; usize::try_from(BLOCK).unwrap_or(0)];
                self.read_file(over.file_len, number * BLOCK, &mut block)?;
                over.blocks.insert(number, block.into_boxed_slice());
            }
            if let Some(block) = over.blocks.get_mut(&number) {
                block[within..within + len].copy_from_slice(part);
            }
        }
        Ok(())
    }

    fn close(&self) -> std::io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        match self.lock {
            Lock::Shared => self.file.try_lock_shared_range(start, end),
            Lock::Exclusive => self.file.try_lock_range(start, end),
        }
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        match self.lock {
            Lock::Shared => self.file.lock_shared_range(start, end),
            Lock::Exclusive => self.file.lock_range(start, end),
        }
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_is_written_is_seen_and_the_file_is_left_as_it_is() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut model: Vec<u8> = (0..10_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        file.write_all(&model).unwrap();
        let before = model.clone();
        let seen =
            Untouched::new(file.reopen().unwrap(), model.len() as u64, Lock::Shared).unwrap();
        let check = |model: &[u8]| {
            assert_eq!(seen.len().unwrap(), model.len() as u64);
            for (start, end) in [(0, model.len()), (4000, 4200), (8191, 8193)] {
                let (start, end) = (start.min(model.len()), end.min(model.len()));
                let mut out = vec![9; end - start];
                seen.read(start as u64, &mut out).unwrap();
                assert_eq!(out, model[start..end]);
            }
            assert!(seen.read(model.len() as u64, &mut [0]).is_err());
        };
        check(&model);
        for (at, len) in [(0, 3), (4090, 10), (5000, 4990)] {
            seen.write(at as u64, &vec![7; len]).unwrap();
            model[at..at + len].fill(7);
            check(&model);
        }
        for len in [20_000, 4095, 9000, 8192, 0, 100] {
            seen.set_len(len as u64).unwrap();
            model.resize(len, 0);
            check(&model);
        }
        assert_eq!(std::fs::read(file.path()).unwrap(), before);
    }
}
