//! [`Disk`]: a medium for the two files of a store, in memory, that fails as a disk does when the power fails:
//! what was not synced is lost, or a part of it is. It outlives the processes that write to it.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use durable_runtime::testing::hooks::Medium;

use crate::numbers::Numbers;

/// The unit of a write. Of a longer write some sectors may survive a crash, and others not.
const SECTOR_BYTES: usize = 512;

/// The fate of the writes since the last sync when the power fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Survives {
    /// All of them are lost.
    Nothing,
    /// They all reach the disk, but the process doesn't learn it.
    Everything,
    /// Each sector of each write is kept or dropped, as the numbers of this seed say.
    Some(u64),
}

/// A disk. A clone is another handle to the same disk.
#[derive(Clone, Default)]
pub struct Disk {
    platter: Arc<Mutex<Platter>>,
}

#[derive(Default)]
struct Platter {
    /// The main file and the journal.
    files: [Content; 2],
    /// The number of syncs of the disk, by all processes, and of bytes written.
    syncs: u64,
    bytes_written: u64,
    crash: Option<(u64, Survives)>,
    /// The process that has the disk now. Those before it are dead.
    process: u64,
    has_crashed: bool,
}

/// A file.
#[derive(Default)]
struct Content {
    /// The part that survives.
    synced: Vec<u8>,
    /// The content that the running process sees.
    written: Vec<u8>,
    /// The changes since the last sync, in order.
    unsynced: Vec<Change>,
}

enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Change {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Length(length) => to.resize(*length, 0),
            Self::Write { offset, bytes } => {
                let end = offset + bytes.len();
                if to.len() < end {
                    to.resize(end, 0);
                }
                to[*offset..end].copy_from_slice(bytes);
            }
        }
    }

    /// The same change, sector by sector.
    fn sectors(self) -> Vec<Self> {
        match self {
            Self::Length(_) => vec![self],
            Self::Write { offset, bytes } => {
                let sector = |(n, bytes): (usize, &[u8])| Self::Write {
                    offset: offset + n * SECTOR_BYTES,
                    bytes: bytes.to_vec(),
                };
                bytes.chunks(SECTOR_BYTES).enumerate().map(sector).collect()
            }
        }
    }
}

impl Content {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.written);
        self.unsynced.push(change);
    }

    fn sync(&mut self) {
        for change in self.unsynced.drain(..) {
            change.apply(&mut self.synced);
        }
    }

    fn lose_power(&mut self, survives: Survives, numbers: &mut Numbers) {
        match survives {
            Survives::Nothing => self.unsynced.clear(),
            Survives::Everything => self.sync(),
            Survives::Some(_) => {
                for change in std::mem::take(&mut self.unsynced) {
                    for sector in change.sectors().into_iter().filter(|_| numbers.coin()) {
                        sector.apply(&mut self.synced);
                    }
                }
            }
        }
    }
}

impl Platter {
    fn lose_power(&mut self, survives: Survives) {
        self.has_crashed = true;
        let mut numbers = Numbers::of_seed(match survives {
            Survives::Some(seed) => seed,
            Survives::Nothing | Survives::Everything => 0,
        });
        for file in &mut self.files {
            file.lose_power(survives, &mut numbers);
        }
    }
}

impl Disk {
    /// A disk with these contents of the main file and of the journal.
    #[must_use]
    pub fn with(main: Vec<u8>, journal: Vec<u8>) -> Self {
        let files = [main, journal].map(|synced| Content {
            synced,
            ..Content::default()
        });
        let platter = Platter {
            files,
            ..Platter::default()
        };
        Self {
            platter: Arc::new(Mutex::new(platter)),
        }
    }

    /// The power fails in the middle of the sync with this number, counted from the next one, which is 1.
    pub fn crash_at(&self, sync: u64, survives: Survives) {
        let mut platter = self.lock();
        platter.crash = Some((platter.syncs + sync, survives));
    }

    /// The power stays on from here on.
    pub fn crash_no_more(&self) {
        self.lock().crash = None;
    }

    /// Whether the power has failed since the last process began.
    pub fn has_crashed(&self) -> bool {
        self.lock().has_crashed
    }

    /// The number of syncs of the disk.
    pub fn syncs(&self) -> u64 {
        self.lock().syncs
    }

    /// The number of bytes written to it; a place written twice counts twice.
    pub fn bytes_written(&self) -> u64 {
        self.lock().bytes_written
    }

    /// Another disk, with the content that survives on this one.
    #[must_use]
    pub fn copy(&self) -> Self {
        let files = self.lock().files.each_ref().map(|file| Content {
            synced: file.synced.clone(),
            ..Content::default()
        });
        let platter = Platter {
            files,
            ..Platter::default()
        };
        Self {
            platter: Arc::new(Mutex::new(platter)),
        }
    }

    /// The disk's files as a new process finds them: the main file and the journal. What an earlier process has not
    /// synced is lost, and that process can't reach the disk any more.
    pub fn begin_process(&self) -> [Backend; 2] {
        let mut platter = self.lock();
        platter.process += 1;
        platter.has_crashed = false;
        for file in &mut platter.files {
            file.unsynced.clear();
            file.written.clone_from(&file.synced);
        }
        let process = platter.process;
        [0, 1].map(|file| Backend {
            disk: self.clone(),
            process,
            file,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Platter> {
        self.platter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file of the disk in the hands of one process.
pub struct Backend {
    disk: Disk,
    process: u64,
    file: usize,
}

impl Backend {
    /// The platter, while the power is on.
    fn platter(&self) -> io::Result<MutexGuard<'_, Platter>> {
        let platter = self.disk.lock();
        if platter.has_crashed || platter.process != self.process {
            return Err(io::Error::other("the power has failed"));
        }
        Ok(platter)
    }
}

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Backend(process {})", self.process)
    }
}

fn position(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(io::Error::other)
}

impl Medium for Backend {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.platter()?.files[self.file].written.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let (platter, start) = (self.platter()?, position(offset)?);
        let bytes = platter.files[self.file]
            .written
            .get(start..start + out.len());
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, length: u64) -> Result<(), io::Error> {
        let change = Change::Length(position(length)?);
        self.platter()?.files[self.file].change(change);
        Ok(())
    }

    fn sync(&self) -> Result<(), io::Error> {
        let mut platter = self.platter()?;
        platter.syncs += 1;
        match platter.crash {
            Some((sync, survives)) if platter.syncs >= sync => {
                platter.lose_power(survives);
                Err(io::Error::other("the power fails"))
            }
            _ => {
                platter.files[self.file].sync();
                Ok(())
            }
        }
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        let change = Change::Write {
            offset: position(offset)?,
            bytes: data.to_vec(),
        };
        let mut platter = self.platter()?;
        platter.bytes_written += data.len() as u64;
        platter.files[self.file].change(change);
        Ok(())
    }
}

/// The disk as redb alone uses it, for comparisons.
impl redb::StorageBackend for Backend {
    fn len(&self) -> Result<u64, io::Error> {
        Medium::len(self)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        Medium::read(self, offset, out)
    }

    fn set_len(&self, length: u64) -> Result<(), io::Error> {
        Medium::set_len(self, length)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        Medium::sync(self)
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        Medium::write(self, offset, data)
    }
}
