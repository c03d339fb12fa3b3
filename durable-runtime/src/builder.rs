//! [`Builder`]: how a runtime is set up and opened.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use crate::client::{Runtime, Shared};
use crate::engine::clock::{Clock, SystemClock};
use crate::engine::waiters::Waiters;
use crate::engine::{self, Engine, Settings};
use crate::error::{Error, ErrorKind};
use crate::registry::Registry;
use crate::state::States;
use crate::store::redb::RedbStore;
use crate::store::{Options, Store};

/// How many messages may wait for the engine. Whoever sends one more waits.
const MESSAGES_MAX: usize = 4096;

/// How many attempts of activities may run at a time, unless told.
const ACTIVITIES_MAX: usize = 1000;

/// Sets up a [`Runtime`].
///
/// ```standalone_crate
/// use durable_runtime::Runtime;
///
/// struct GitHub(String);
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("monitor.redb");
/// let runtime = Runtime::builder()
///     .state(GitHub("https://api.github.com".into()))
///     .open(path)
///     .await?;
/// # runtime.shutdown().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a runtime runs once it is opened"]
pub struct Builder {
    states: States,
    clock: Arc<dyn Clock>,
    history: bool,
    options: Options,
    activities_max: usize,
    lock_wait: Duration,
    halt_after_commits: Option<u64>,
    registry: Option<Registry>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            states: States::new(),
            clock: Arc::new(SystemClock),
            history: true,
            options: Options::default(),
            activities_max: ACTIVITIES_MAX,
            lock_wait: Duration::ZERO,
            halt_after_commits: None,
            registry: None,
        }
    }
}

impl Builder {
    /// Provides what activities ask for by a parameter `State<T>`.
    pub fn state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states = self.states.with(state);
        self
    }

    /// Takes the time from `clock`, in place of the machine's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Whether to note what happens to instances, for [`Instance::history`](crate::Instance::history).
    /// It is on unless switched off. Instances don't need it to go on.
    pub fn history(mut self, history: bool) -> Self {
        self.history = history;
        self
    }

    /// How much of the store's file to keep in memory, in bytes: 64 MiB unless set.
    pub fn cache_bytes(mut self, bytes: usize) -> Self {
        self.options.cache_bytes = bytes;
        self
    }

    /// How many attempts of activities may run at a time, of all functions together: 1,000 unless set.
    /// An activity that is called beyond that waits in the store, where a million of them cost no memory;
    /// instances have their turns whatever number of activities others have called. A function of which
    /// fewer are to run says so by `#[activity(max_concurrent = …)]`.
    ///
    /// # Panics
    /// If `attempts` is 0: nothing would ever run.
    pub fn max_concurrent_activities(mut self, attempts: usize) -> Self {
        assert!(
            attempts > 0,
            "with 0 activities at a time nothing would ever run"
        );
        self.activities_max = attempts;
        self
    }

    /// How long [`Builder::open`] waits for a store that another runtime holds, as the process before this one does in
    /// a rolling restart: not at all unless set. It waits for no longer than the other one takes to shut down, and for
    /// nothing else: every other error is told at once. No thread is held meanwhile.
    ///
    /// ```standalone_crate
    /// use durable_runtime::Runtime;
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> durable_runtime::Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("orders.redb");
    /// let before = Runtime::builder().open(&path).await?;
    /// let after = Runtime::builder()
    ///     .wait_for_lock(Duration::from_secs(30))
    ///     .open(&path);
    /// let (closed, opened) = tokio::join!(before.shutdown(), after);
    /// closed?;
    /// # opened?.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_lock(mut self, wait: Duration) -> Self {
        self.lock_wait = wait;
        self
    }

    /// Writes the main file when this much has come together, for tests that want it to happen.
    #[doc(hidden)]
    pub fn layer_bytes(mut self, bytes: usize) -> Self {
        self.options.layer_bytes = bytes;
        self
    }

    /// Compacts the main file once it is larger than this and much of it is free, for tests that want it to
    /// happen.
    #[doc(hidden)]
    pub fn compact_bytes_min(mut self, bytes: u64) -> Self {
        self.options.compact_bytes_min = bytes;
        self
    }

    /// Stops the engine dead after its `commits`-th durable commit, with none of that commit's effects
    /// done and nobody answered: a crash, for tests.
    #[doc(hidden)]
    pub fn halt_after_commits(mut self, commits: u64) -> Self {
        self.halt_after_commits = Some(commits);
        self
    }

    #[cfg(test)]
    pub(crate) fn registry(mut self, registry: Registry) -> Self {
        self.registry = Some(registry);
        self
    }

    /// Opens the store in the file `path`, or makes it, and goes on with what is in it. A store that an older
    /// version of the runtime has written is migrated first.
    ///
    /// # Errors
    /// [`ErrorKind::MissingState`] and [`ErrorKind::DuplicateFunction`], when the program isn't whole;
    /// [`ErrorKind::StoreInUse`], [`ErrorKind::NotAStore`] and [`ErrorKind::StoreVersion`], with the file
    /// left as it is; [`ErrorKind::Store`], when it can't be read or written.
    pub async fn open(self, path: impl AsRef<Path>) -> Result<Runtime, Error> {
        let path = path.as_ref().to_owned();
        let (options, wait) = (self.options, self.lock_wait);
        self.open_when_it_can(async move {
            unless_in_use(wait, || {
                let path = path.clone();
                blocking(move || RedbStore::open(&path, options))
            })
            .await
        })
        .await
    }

    /// Opens the store in media of redb's, one for the main file and one for the journal, for tests that
    /// make them fail.
    #[doc(hidden)]
    pub async fn open_backends(
        self,
        main: impl redb::StorageBackend,
        journal: impl redb::StorageBackend,
    ) -> Result<Runtime, Error> {
        self.open_store(move |options| RedbStore::open_backends(main, journal, options))
            .await
    }

    /// Opens the store that `open` gives.
    pub(crate) async fn open_store<S: Store>(
        self,
        open: impl FnOnce(Options) -> Result<S, Error> + Send + 'static,
    ) -> Result<Runtime, Error> {
        let options = self.options;
        self.open_when_it_can(blocking(move || open(options))).await
    }

    async fn open_when_it_can<S: Store>(
        self,
        opening: impl Future<Output = Result<S, Error>> + Send,
    ) -> Result<Runtime, Error> {
        let registry = match self.registry {
            Some(registry) => registry,
            None => Registry::of_program().map_err(|duplicate| {
                Error::new(ErrorKind::DuplicateFunction, duplicate.to_string())
            })?,
        };
        require_states(&registry, &self.states)?;
        let store = opening.await?;
        let (registry, waiters) = (Arc::new(registry), Arc::new(Waiters::default()));
        let (sender, receiver) = mpsc::channel(MESSAGES_MAX);
        let (quit, quitting) = watch::channel(false);
        let store = Arc::new(store);
        let engine = Engine::new(
            Settings {
                store: Arc::clone(&store) as _,
                registry: Arc::clone(&registry),
                states: self.states,
                clock: self.clock,
                history: self.history,
                activities_max: self.activities_max,
                halt_after_commits: self.halt_after_commits,
                waiters: Arc::clone(&waiters),
            },
            sender.clone(),
            receiver,
            quitting,
        );
        let stopped = engine::run(engine).await?;
        Ok(Runtime::new(Shared {
            messages: sender,
            store,
            registry,
            waiters,
            quit,
            stopped,
        }))
    }
}

/// How often a store that somebody else holds is tried, at first and in the end.
const TRY_AGAIN: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));

/// Opens a store, again and again as long as somebody else holds it and there is time left.
async fn unless_in_use<S, F>(wait: Duration, mut open: impl FnMut() -> F) -> Result<S, Error>
where
    F: Future<Output = Result<S, Error>>,
{
    let began = tokio::time::Instant::now();
    let (mut pause, longest) = TRY_AGAIN;
    loop {
        let error = match open().await {
            Err(error) if error.kind() == ErrorKind::StoreInUse => error,
            opened => return opened,
        };
        let left = wait.saturating_sub(began.elapsed());
        if left.is_zero() {
            return Err(error.after_waiting(wait));
        }
        tracing::debug!("waiting for whoever holds the store: {error}");
        tokio::time::sleep(pause.min(left)).await;
        pause = longest.min(2 * pause);
    }
}

/// Opens a store where nothing waits for it.
async fn blocking<S: Send + 'static>(
    open: impl FnOnce() -> Result<S, Error> + Send + 'static,
) -> Result<S, Error> {
    let opened = tokio::task::spawn_blocking(open).await;
    opened.unwrap_or_else(|cut| {
        Err(Error::new(
            ErrorKind::Store,
            format!("opening the store was cut short: {cut}"),
        ))
    })
}

/// Names the first activity, by name, that asks for what is not there.
fn require_states(registry: &Registry, states: &States) -> Result<(), Error> {
    let mut activities: Vec<_> = registry.activities().collect();
    activities.sort_unstable_by_key(|entry| entry.name);
    for entry in activities {
        if let Some(missing) = entry.states.iter().find(|state| !states.provides(state)) {
            return Err(Error::new(
                ErrorKind::MissingState,
                format!(
                    "activity `{}` at {} asks for a State<{}>; give it to the runtime by `.state(…)`",
                    entry.name,
                    entry.place(),
                    (missing.name)()
                ),
            ));
        }
    }
    Ok(())
}
