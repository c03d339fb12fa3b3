//! [`Builder`]: how a runtime is set up and opened.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use crate::client::{Runtime, Shared};
use crate::engine::clock::{Clock, SystemClock};
use crate::engine::events::EventLimits;
use crate::engine::histories::HistorySettings;
use crate::engine::waiters::Waiters;
use crate::engine::{self, Engine, Settings};
use crate::error::{Error, ErrorKind};
use crate::history::History;
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
    history: HistorySettings,
    options: Options,
    activities_max: usize,
    event_limits: EventLimits,
    halt_after_commits: Option<u64>,
    registry: Option<Registry>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            states: States::new(),
            clock: Arc::new(SystemClock),
            history: HistorySettings::default(),
            options: Options::default(),
            activities_max: ACTIVITIES_MAX,
            event_limits: EventLimits::default(),
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

    /// How much of what happens to instances is noted, for [`Instance::history`](crate::Instance::history): all
    /// of it unless set. `true` and `false` are [`History::All`] and [`History::None`]. An orchestrator that says it
    /// itself, as `#[orchestrator(history = 100)]` or `#[orchestrator(history = "none")]`, is not asked.
    /// Instances don't need it to go on.
    pub fn history(mut self, history: impl Into<History>) -> Self {
        self.history.history = history.into();
        self
    }

    /// How many bytes a value may have that is kept in a history: the input or the result of an activity or of a
    /// sub-orchestration, the payload of an event, what a failure says. 4,096 unless set. Of a longer one its
    /// beginning is kept, and how long it was: so the history of a loop that passes on all that came before grows
    /// by as much at each turn. What the instance itself was started with, and what it returned, is kept once, whole.
    pub fn history_value_bytes_max(mut self, bytes: usize) -> Self {
        self.history.value_bytes_max = bytes;
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

    /// How many external events an instance may hold that it has not taken: 100,000 unless set. Whoever raises one
    /// more is refused with [`ErrorKind::MailboxFull`], unless the instance waits for that very event. What is
    /// there already stays, also when the limit is set lower.
    pub fn untaken_events_max(mut self, events: u64) -> Self {
        self.event_limits.count = events;
        self
    }

    /// How many bytes the events may have, names and payloads, that an instance holds and has not taken: 64 MiB
    /// unless set. As for [`untaken_events_max`](Self::untaken_events_max) otherwise.
    pub fn untaken_event_bytes_max(mut self, bytes: u64) -> Self {
        self.event_limits.bytes = bytes;
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

    /// Opens the store in the file `path`, or makes it, and goes on with what is in it.
    ///
    /// # Errors
    /// [`ErrorKind::MissingState`] and [`ErrorKind::DuplicateFunction`], when the program isn't whole;
    /// [`ErrorKind::StoreInUse`], [`ErrorKind::NotAStore`] and [`ErrorKind::StoreVersion`], with the file
    /// left as it is; [`ErrorKind::Store`], when it can't be read or written.
    pub async fn open(self, path: impl AsRef<Path>) -> Result<Runtime, Error> {
        let path = path.as_ref().to_owned();
        self.open_store(move |options| RedbStore::open(&path, options))
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
        let registry = match self.registry {
            Some(registry) => registry,
            None => Registry::of_program().map_err(|duplicate| {
                Error::new(ErrorKind::DuplicateFunction, duplicate.to_string())
            })?,
        };
        require_states(&registry, &self.states)?;
        let store = tokio::task::spawn_blocking(move || open(self.options))
            .await
            .map_err(|cut| {
                Error::new(
                    ErrorKind::Store,
                    format!("opening the store was cut short: {cut}"),
                )
            })??;
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
                event_limits: self.event_limits,
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
