//! [`Medium`]: bytes that a store is kept in instead of a file.

use std::fmt;
use std::io;

use ::redb::StorageBackend;

/// Bytes that a store is kept in instead of a file.
#[allow(
    clippy::len_without_is_empty,
    reason = "a store asks for the length alone"
)]
pub trait Medium: fmt::Debug + Send + Sync + 'static {
    /// The number of bytes.
    ///
    /// # Errors
    /// If the medium fails.
    fn len(&self) -> io::Result<u64>;

    /// Reads the bytes at an offset.
    ///
    /// # Errors
    /// If they are beyond the end, or the medium fails.
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()>;

    /// Sets the number of bytes. New ones are zeros.
    ///
    /// # Errors
    /// If the medium fails.
    fn set_len(&self, len: u64) -> io::Result<()>;

    /// Makes all earlier writes durable.
    ///
    /// # Errors
    /// If the medium fails.
    fn sync(&self) -> io::Result<()>;

    /// Writes bytes at an offset.
    ///
    /// # Errors
    /// If they are beyond the end, or the medium fails.
    fn write(&self, offset: u64, bytes: &[u8]) -> io::Result<()>;

    /// Closes the medium. The store doesn't use it any more.
    ///
    /// # Errors
    /// If the medium fails.
    fn close(&self) -> io::Result<()> {
        Ok(())
    }
}

/// A medium as the database sees it.
#[derive(Debug)]
pub(super) struct Backend<M>(pub(super) M);

impl<M: Medium> StorageBackend for Backend<M> {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.0.close()
    }
}
