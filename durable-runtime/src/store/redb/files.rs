//! The paths of a store's files, the identities of the files behind them, and the beginnings of files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ::redb::Builder;

use super::file_id::FileId;

/// The paths of a store's files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    /// The main file, with all links resolved: a new main file must replace the file and not a link to it.
    pub(super) main: PathBuf,
    pub(super) journal: PathBuf,
}

/// The identities of the open files.
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

/// The first bytes of every redb file.
pub(super) const REDB_MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

/// The suffix of a store's journal.
pub(super) const JOURNAL_SUFFIX: &str = "-journal";

/// The cache of the journal in bytes: the pages written last, which are written next to.
pub(super) const JOURNAL_CACHE_BYTES: usize = 4 * 1024 * 1024;

pub(super) fn journal_builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(JOURNAL_CACHE_BYTES);
    builder
}

pub(super) fn files_of(path: &Path) -> std::io::Result<Files> {
    // Whatever link it is opened by, its journal is beside the file itself.
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

/// The beginning of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Redb,
    /// Empty, or zeros, like a file that redb was about to make a database: it writes the beginning last.
    Nothing,
    Other,
}

impl Beginning {
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        // Opening a pipe would wait for a writer.
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
