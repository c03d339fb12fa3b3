//! Maintenance of a store while a runtime works with it: [`Runtime::backup`], [`Runtime::compact`] and
//! [`Runtime::statistics`]. The page `docs/maintenance.md` is about it.

use std::path::Path;

use crate::client::runtime::Runtime;
use crate::model::error::Error;
#[cfg(doc)]
use crate::model::error::ErrorKind;
use crate::model::reports::{Compaction, Statistics, Verification};
use crate::store::maintenance::{self, Maintenance};

impl Runtime {
    /// Writes a copy of the store to the new file `path`, while the runtime continues to work. It returns when the disk
    /// has the copy, which holds all that was acknowledged before the call: each start, event and step. Later changes
    /// may be in it, or not.
    ///
    /// The copy is a store of its own, in one file: open it by [`Builder::open`](crate::Builder::open), and its
    /// instances resume from where they were. They then run twice, here and there.
    ///
    /// It takes as long as reading all rows; until then there is nothing at `path`, and a file beside it with a name
    /// that ends with `-durable-runtime-draft`. The backup is made even if the returned future is dropped.
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
    /// [`ErrorKind::FileExists`], if there is something at `path`, which is left as it is; [`ErrorKind::StoreInUse`],
    /// if another backup is being written there; [`ErrorKind::Unavailable`], if the store can't be read or the copy
    /// can't be written; [`ErrorKind::Stopped`]. There is nothing at `path` after the last two.
    pub async fn backup(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let written = self.maintenance()?.backup(path.as_ref().to_owned()).await;
        self.explained(written).await
    }

    /// Rewrites the store's main file without its free space, while the runtime continues to work. It returns when the
    /// new file has replaced the old one. A crash at any time loses nothing.
    ///
    /// A file gets no smaller by itself when rows are removed; its free space is used again for new rows. So compaction
    /// is useful when much was removed and less is expected to be written. A runtime compacts by itself: after many
    /// writes, and when it is shut down, if the file is larger than 64 MiB and more than three times as large as it
    /// would be afterwards, judged by the sizes of its rows.
    ///
    /// It takes as long as reading and writing all rows, and needs room on the disk for the new file beside the old
    /// one. Commits continue meanwhile, up to 128 MiB of them in memory.
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
    /// [`ErrorKind::Unavailable`], if the new file can't be written: the old one remains in use, and the runtime
    /// continues to work. [`ErrorKind::Stopped`].
    pub async fn compact(&self) -> Result<Compaction, Error> {
        let compacted = self.maintenance()?.compact().await;
        self.explained(compacted).await
    }

    /// Checks every row of the store, as of one moment, while the runtime continues to work: whether it is what was
    /// written, can be read and can be found, and whether the rows that it needs are there. Damage is in the answer,
    /// and is no error.
    ///
    /// It takes as long as reading all rows. [`Inspector::verify`](crate::Inspector::verify) also checks the pages of
    /// the file, which nothing may use meanwhile.
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
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`], if nothing can be read at all; [`ErrorKind::Stopped`].
    pub async fn verify(&self) -> Result<Verification, Error> {
        let verified = self.maintenance()?.verify().await;
        self.explained(verified).await
    }

    /// Counts the rows and the instances of the store, as of one moment.
    ///
    /// It reads the records of all instances, ended ones included: a million take about a second of one processor.
    /// Nothing waits for it.
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
        let counted = self.maintenance()?.statistics().await;
        self.explained(counted).await
    }

    fn maintenance(&self) -> Result<&dyn Maintenance, Error> {
        self.store()
            .maintenance()
            .ok_or_else(maintenance::unsupported)
    }
}
