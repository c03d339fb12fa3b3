//! [`FileId`]: the identity of a file behind a name.

use std::fs::Metadata;
use std::path::Path;

/// The identity of a file, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId {
    #[cfg(unix)]
    device_and_number: (u64, u64),
    // On other systems files can't be distinguished, and an open file can mostly not be replaced.
    #[cfg(not(unix))]
    created: Option<std::time::SystemTime>,
}

impl FileId {
    pub(super) fn of(file: &Metadata) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Self {
                device_and_number: (file.dev(), file.ino()),
            }
        }
        #[cfg(not(unix))]
        Self {
            created: file.created().ok(),
        }
    }

    /// The file of this name, through links.
    pub(super) fn at(path: &Path) -> std::io::Result<Self> {
        std::fs::metadata(path).map(|file| Self::of(&file))
    }
}
