//! What is done for a store as a whole while a runtime works with it: [`Runtime::backup`],
//! [`Runtime::compact`] and [`Runtime::statistics`]. The page `docs/store-care.md` is about it.

use std::path::Path;

use crate::client::runtime::Runtime;
use crate::model::error::Error;
#[cfg(doc)]
use crate::model::error::ErrorKind;
use crate::model::reports::{Compaction, Statistics, Verification};
use crate::store::care::{self, Care};

impl Runtime {
    /// Writes a copy of the store to the new file `path`, while the runtime goes on. It returns when the disk
    /// has the copy, which holds all that was acknowledged before the call: each start, event and step. What
    /// comes later may be in it, or not.
    ///
    /// The copy is a store of its own, in one file: open it by [`Builder::open`](crate::Builder::open), and its
    /// instances go on from where they were. Mind that they then run twice, here and there.
    ///
    /// It reads all rows and takes that long; until then there is nothing at `path`, and a file beside it
    /// whose name ends with `-durable-runtime-draft`. When the returned future is dropped, the backup is still made.
    ///
    /// ```standalone_crate
    /// use durable_runtime::Runtime;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> durable_runtime::Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let (path, backup) = (folder.path().join("orders.redb"), folder.path().join("monday.redb"));
    /// let runtime = Runtime::builder().open(path).await?;
    /// runtime.backup(&backup).await?;
    /// # runtime.shutdown().await?;
    /// assert!(backup.exists());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::FileExists`], when there is something at `path`, which is left as it is;
    /// [`ErrorKind::StoreInUse`], when another backup is being written there; [`ErrorKind::Unavailable`], when the
    /// store can't be read or the copy not be written; [`ErrorKind::Stopped`]. There is nothing at `path` then.
    pub async fn backup(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let written = self.care()?.backup(path.as_ref().to_owned()).await;
        self.explained(written).await
    }

    /// Writes the store's main file anew, without what is free in it, while the runtime goes on. It returns
    /// when the new file has taken the place of the old one. A crash at any time loses nothing.
    ///
    /// A file gets no smaller by itself when rows are removed; what is free in it is used again for new ones.
    /// So this is worth it when much was removed that won't come again. A runtime does it by itself when its
    /// file is worth it: after much was written, and when it is shut down, if the file is larger than 64 MiB and
    /// more than three times as large as it would be then, as far as the sizes of its rows tell.
    ///
    /// It reads and writes all rows and takes that long, and needs room on the disk for the new file beside the
    /// old one. Commits go on meanwhile, up to 128 MiB of them in memory.
    ///
    /// ```standalone_crate
    /// use durable_runtime::Runtime;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> durable_runtime::Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("orders.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// let compaction = runtime.compact().await?;
    /// println!("{} bytes, were {}", compaction.bytes_after, compaction.bytes_before);
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`], when the new file can't be written: the old one is used on then, and the runtime
    /// goes on. [`ErrorKind::Stopped`].
    pub async fn compact(&self) -> Result<Compaction, Error> {
        let compacted = self.care()?.compact().await;
        self.explained(compacted).await
    }

    /// Looks at every row of the store, as of one moment, while the runtime goes on: whether it is what was written, can be
    /// read and is found, and whether what it needs is there. What is damaged is in the answer, and is no error.
    ///
    /// It reads all rows and takes that long. [`Inspector::verify`](crate::Inspector::verify) looks at the pages of
    /// the file, too, which nothing may use meanwhile.
    ///
    /// ```standalone_crate
    /// use durable_runtime::Runtime;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> durable_runtime::Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("orders.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// let found = runtime.verify().await?;
    /// println!("{found}");
    /// assert!(found.is_sound());
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`], when nothing can be read at all; [`ErrorKind::Stopped`].
    pub async fn verify(&self) -> Result<Verification, Error> {
        let verified = self.care()?.verify().await;
        self.explained(verified).await
    }

    /// Counts what is in the store, as of one moment.
    ///
    /// It reads the records of all instances, those that have ended among them: of a million, that takes about
    /// a second of one processor. Nothing waits for it.
    ///
    /// ```standalone_crate
    /// use durable_runtime::Runtime;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> durable_runtime::Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("orders.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// let statistics = runtime.statistics().await?;
    /// assert_eq!(statistics.instances.unfinished(), 0);
    /// assert_eq!(statistics.oldest_unfinished, None);
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`]; [`ErrorKind::Stopped`].
    pub async fn statistics(&self) -> Result<Statistics, Error> {
        let counted = self.care()?.statistics().await;
        self.explained(counted).await
    }

    fn care(&self) -> Result<&dyn Care, Error> {
        self.store().care().ok_or_else(care::unsupported)
    }
}
