//! Where a store's files are, which files those are that have their names, and how a file begins.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ::redb::Builder;

use super::file_id::FileId;

/// Where a store's files are.
#[derive(Clone, Debug)]
pub(super) struct Files {
    /// Of the main file, with no link in it: what takes its place must not take that of a link.
    pub(super) main: PathBuf,
    pub(super) journal: PathBuf,
}

/// Which files those are that are open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Opened {
    pub(super) main: Option<FileId>,
    pub(super) journal: Option<FileId>,
}

impl Files {
    pub(super) fn opened(&self) -> Opened {
        Opened {
            main: FileId::at(&self.main).ok(),
            journal: FileId::at(&self.journal).ok(),
        }
    }
}

/// How every redb file begins.
pub(super) const REDB_MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

/// What is added to the name of a store's file to get that of its journal.
pub(super) const JOURNAL_SUFFIX: &str = "-journal";

/// How much of the journal is kept in memory: what was written last, which is what is written next to.
pub(super) const JOURNAL_CACHE_BYTES: usize = 4 * 1024 * 1024;

pub(super) fn journal_builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(JOURNAL_CACHE_BYTES);
    builder
}

pub(super) fn files_of(path: &Path) -> std::io::Result<Files> {
    // By whatever link it is opened, its journal lies beside it.
    let main = std::fs::canonicalize(path)?;
    let journal = with_suffix(&main, JOURNAL_SUFFIX);
    Ok(Files { main, journal })
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes the file's name durable. Only Unix has a way to ask for it.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder_of(path))?.sync_all()?;
    }
    Ok(())
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// How a file begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Redb,
    /// With nothing, as a file does that redb was about to make a database: it writes how it begins once all else is
    /// there.
    Nothing,
    Other,
}

impl Beginning {
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        // Opening a pipe would wait for somebody to write to it.
        let found = std::fs::metadata(path)?;
        if !found.is_file() && !found.is_dir() {
            return Ok(Self::Other);
        }
        let mut bytes = Vec::new();
        let file = File::open(path)?;
        file.take(REDB_MAGIC.len() as u64).read_to_end(&mut bytes)?;
        Ok(if bytes == REDB_MAGIC {
            Self::Redb
        } else if bytes.iter().all(|byte| *byte == 0) {
            Self::Nothing
        } else {
            Self::Other
        })
    }
}
