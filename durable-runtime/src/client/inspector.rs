//! [`Inspector`]: reads a store that no runtime holds. The page `docs/maintenance.md` is about it.

use std::collections::VecDeque;
use std::fmt;
use std::path::Path;

use crate::client::query;
use crate::model::error::{Error, ErrorKind};
use crate::model::history::HistoryEvent;
use crate::model::id::InstanceId;
use crate::model::reports::{Statistics, Verification};
use crate::model::status::{RuntimeStatus, Status};
use crate::model::summary::InstanceSummary;
use crate::model::waiting::Waiting;
use crate::store::Store;
use crate::store::maintenance::{self, Maintenance};
use crate::store::redb::RedbStore;

/// The number of records that are read at a time.
const PAGE: usize = 512;

/// Reads a store that no runtime holds: one that was shut down, one of a killed process, a backup.
///
/// It changes nothing, not one byte of the files, and resumes no instance. It needs no program: no orchestrator, no
/// activity, no state. It sees the last commit, in the journal, too. Several inspectors may read a store at the same
/// time; a runtime can't open it meanwhile.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
/// use durable_runtime::{Inspector, RuntimeStatus};
///
/// #[orchestrator]
/// async fn approve(order: u32) -> Result<u32> {
///     event::<()>("Approval").await?;
///     Ok(order)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("orders.redb");
/// let runtime = Runtime::builder().open(&path).await?;
/// runtime.start(approve(17).id("order-17")).await?;
/// runtime.shutdown().await?;
///
/// let inspector = Inspector::open(&path).await?;
/// let mut running = inspector.instances().of_status(RuntimeStatus::Running);
/// while let Some(instance) = running.next().await? {
///     println!("{} since {:?}", instance.id, instance.created);
/// }
/// let waiting = inspector.inspect("order-17").await?.expect("it waits");
/// println!("it waits at {}", waiting.point);
/// assert_eq!(waiting.locals["order"], 17);
/// # Ok(())
/// # }
/// ```
pub struct Inspector {
    store: Box<dyn Store>,
}

impl Inspector {
    /// Opens the store in the file `path`, and in the journal beside it if it was not shut down.
    ///
    /// ```no_run
    /// # async fn example() -> durable_runtime::Result<()> {
    /// use durable_runtime::Inspector;
    ///
    /// let inspector = Inspector::open("orders.redb").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::StoreInUse`], while a runtime holds it; [`ErrorKind::NotAStore`]; [`ErrorKind::StoreVersion`];
    /// [`ErrorKind::Unavailable`], if it can't be read, or its journal is missing; [`ErrorKind::Corrupt`].
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        let opened = tokio::task::spawn_blocking(move || RedbStore::inspect(&path)).await;
        let store = opened.map_err(|cut| {
            Error::new(
                ErrorKind::Unavailable,
                format!("opening the store was interrupted: {cut}"),
            )
        })??;
        Ok(Self {
            store: Box::new(store),
        })
    }

    /// Counts the rows and the instances of the store. It reads the records of all instances.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// println!("{:?}", inspector.statistics().await?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`].
    pub async fn statistics(&self) -> Result<Statistics, Error> {
        self.maintenance()?.statistics().await
    }

    /// Checks every row, and the pages of the file, for damage. Damage is in the answer, and is no error.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// let found = inspector.verify().await?;
    /// println!("{found}"); // a line for each damage
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`], if nothing can be read at all.
    pub async fn verify(&self) -> Result<Verification, Error> {
        self.maintenance()?.verify().await
    }

    /// The status of an instance. Without a program it can't tell whether code can resume the instance:
    /// [`Status::blocked`] is the note of the program that ran last.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// println!("{:?}", inspector.instance("order-17").await?.runtime_status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceNotFound`]; [`ErrorKind::Blocked`]; [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`].
    pub async fn instance(&self, id: &str) -> Result<Status, Error> {
        query::status(&*self.store, None, &InstanceId::unchecked(id)).await
    }

    /// The history of an instance, in order.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// for event in inspector.history("order-17").await? {
    ///     println!("{event:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Inspector::instance`].
    pub async fn history(&self, id: &str) -> Result<Vec<HistoryEvent>, Error> {
        query::history(&*self.store, &InstanceId::unchecked(id)).await
    }

    /// The place where an instance waits, with the locals of all its frames and its pending operations; `None` when it
    /// has not begun or has ended. File, line and source text are `None`: the program has them, and not the store.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// if let Some(waiting) = inspector.inspect("order-17").await? {
    ///     println!("it waits at {}", waiting.point);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Inspector::instance`].
    pub async fn inspect(&self, id: &str) -> Result<Option<Waiting>, Error> {
        query::waiting(&*self.store, None, &InstanceId::unchecked(id)).await
    }

    /// All instances: those with an automatic id first, in the order in which they were started, then the
    /// others in the order of their ids.
    ///
    /// ```no_run
    /// # async fn example(inspector: durable_runtime::Inspector) -> durable_runtime::Result<()> {
    /// let mut all = inspector.instances();
    /// while let Some(instance) = all.next().await? {
    ///     println!("{}", instance.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn instances(&self) -> Instances<'_> {
        Instances {
            store: &*self.store,
            statuses: Vec::new(),
            read: VecDeque::new(),
            after: None,
            is_over: false,
        }
    }

    fn maintenance(&self) -> Result<&dyn Maintenance, Error> {
        self.store
            .maintenance()
            .ok_or_else(maintenance::unsupported)
    }
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspector").finish_non_exhaustive()
    }
}

/// The instances of a store, one after the other. They are read as they are taken, so there may be any number of them.
#[must_use = "nothing is read unless `next` is called"]
pub struct Instances<'a> {
    store: &'a dyn Store,
    /// The wanted statuses; all if it is empty.
    statuses: Vec<RuntimeStatus>,
    read: VecDeque<(InstanceId, Vec<u8>)>,
    after: Option<InstanceId>,
    is_over: bool,
}

impl Instances<'_> {
    /// Only those of this status, or of one of several when it is called several times.
    pub fn of_status(mut self, status: RuntimeStatus) -> Self {
        self.statuses.push(status);
        self
    }

    /// Only those after this id, for paging.
    pub fn after(mut self, id: &InstanceId) -> Self {
        self.after = Some(id.clone());
        self
    }

    /// The next one; `None` after the last one.
    ///
    /// # Errors
    /// [`ErrorKind::Unavailable`] and [`ErrorKind::Corrupt`].
    pub async fn next(&mut self) -> Result<Option<InstanceSummary>, Error> {
        loop {
            while let Some((id, record)) = self.read.pop_front() {
                let summary = query::summary(self.store, id, &record).await?;
                if self.statuses.is_empty() || self.statuses.contains(&summary.runtime_status) {
                    return Ok(Some(summary));
                }
            }
            if self.is_over {
                return Ok(None);
            }
            let page = self.store.instances_after(self.after.as_ref(), PAGE);
            self.read = page.await?.into();
            match self.read.back() {
                Some((last, _)) => self.after = Some(last.clone()),
                None => self.is_over = true,
            }
        }
    }
}

impl fmt::Debug for Instances<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instances")
            .field("statuses", &self.statuses)
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}
