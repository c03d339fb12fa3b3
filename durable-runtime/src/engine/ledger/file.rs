//! The ledger's file, which is not synced.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use super::slot::SLOT_BYTES;

/// The first bytes of the file.
const HEADER: [u8; SLOT_BYTES] = *b"durable-runtime, running: 1\n\0\0\0\0";

/// Opens the file, or makes it. Returns the slots of an existing file, `slots_max` at most.
pub(super) fn open(path: &Path, slots_max: usize) -> io::Result<(File, Option<Vec<u8>>)> {
    let is_other = || {
        io::Error::new(
            ErrorKind::AlreadyExists,
            "another file has its name, and was left as it is",
        )
    };
    // Reading a pipe would not end.
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
    let bytes_max = slots_max * SLOT_BYTES;
    (&mut file).take(bytes_max as u64).read_to_end(&mut bytes)?;
    match bytes.strip_prefix(&HEADER) {
        Some(slots) => Ok((file, Some(slots.to_vec()))),
        // The process that made it has died.
        None if bytes.is_empty() => {
            write_at(&file, &HEADER, 0)?;
            Ok((file, Some(Vec::new())))
        }
        None => Err(is_other()),
    }
}

/// Writes bytes at a place of the file.
#[cfg(unix)]
pub(super) fn write_at(file: &File, bytes: &[u8], at: usize) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at as u64)
}

#[cfg(not(unix))]
pub(super) fn write_at(mut file: &File, bytes: &[u8], at: usize) -> io::Result<()> {
    use std::io::{Seek as _, SeekFrom, Write as _};

    file.seek(SeekFrom::Start(at as u64))?;
    file.write_all(bytes)
}

/// Whether this file still has that name.
#[cfg(unix)]
pub(super) fn is_same(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let identity = |metadata: io::Result<std::fs::Metadata>| {
        let metadata = metadata.ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    identity(file.metadata()) == identity(std::fs::symlink_metadata(path))
}

/// On other systems an open file can't be replaced.
#[cfg(not(unix))]
pub(super) fn is_same(_: &Path, _: &File) -> bool {
    true
}
