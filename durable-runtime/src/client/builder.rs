//! [`Builder`]: how a runtime is set up and opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use crate::client::runtime::{Runtime, Shared};
use crate::engine::draft::DRAFT_BYTES_MAX;
use crate::engine::histories::HistorySettings;
use crate::engine::ledger::{Ledger, SUSPECT_WAIT};
use crate::engine::open::{self, Settings};
use crate::engine::pool::LONG;
use crate::engine::quit::Quit;
use crate::engine::sizes::SizeLimit;
use crate::engine::waiters::Waiters;
use crate::functions::registry::Registry;
use crate::model::clock::{Clock, SystemClock};
use crate::model::error::{Error, ErrorKind};
use crate::model::event_limits::EventLimits;
use crate::model::history::History;
use crate::model::log::LOG;
use crate::step::state::States;
use crate::store::redb::RedbStore;
use crate::store::{Options, Store};

/// How many messages may wait for the engine. Whoever sends one more waits.
const MESSAGES_MAX: usize = 4096;

/// How often an attempt may be lost, unless told.
const LOST_ATTEMPTS_MAX: u32 = 10;

/// How many attempts of activities may run at a time, unless told.
const ACTIVITIES_MAX: usize = 1000;

/// Makes a store of another one.
pub(crate) type AroundStore = Box<dyn FnOnce(Arc<dyn Store>) -> Arc<dyn Store> + Send + Sync>;

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
    pub(crate) options: Options,
    activities_max: usize,
    event_limits: EventLimits,
    lost_attempts_max: u32,
    pub(crate) long_step: Duration,
    step_threads: usize,
    pub(crate) suspect_wait: Duration,
    size_limit: SizeLimit,
    pub(crate) batch_bytes_max: usize,
    lock_wait: Duration,
    /// The store's file, if it is in one.
    file: Option<PathBuf>,
    /// What a test puts around the store.
    pub(crate) around_store: Option<AroundStore>,
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
            lost_attempts_max: LOST_ATTEMPTS_MAX,
            long_step: LONG,
            step_threads: std::thread::available_parallelism().map_or(1, usize::from),
            suspect_wait: SUSPECT_WAIT,
            size_limit: SizeLimit::default(),
            batch_bytes_max: DRAFT_BYTES_MAX,
            lock_wait: Duration::ZERO,
            file: None,
            around_store: None,
            registry: None,
        }
    }
}

impl Builder {
    /// Provides what activities ask for by a parameter `State<T>`. `State<Runtime>` is there without it.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    /// use std::collections::BTreeMap;
    ///
    /// type Prices = BTreeMap<String, u64>;
    ///
    /// #[activity]
    /// async fn price(prices: State<Prices>, of: String) -> Result<u64> {
    ///     let price = prices.get(&of).copied();
    ///     Ok(price.unwrap_or(0))
    /// }
    ///
    /// let prices = Prices::from([("tea".to_owned(), 3)]);
    /// let builder = Runtime::builder().state(prices);
    /// ```
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
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().history(false);
    /// ```
    pub fn history(mut self, history: impl Into<History>) -> Self {
        self.history.history = history.into();
        self
    }

    /// How many bytes a value may have that is kept in a history: the input or the result of an activity or of a
    /// sub-orchestration, the payload of an event, what a failure says. 4,096 unless set. Of a longer one its
    /// beginning is kept, and how long it was: so the history of a loop that passes on all that came before grows
    /// by as much at each turn. What the instance itself was started with, and what it returned, is kept once, whole.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().history_value_bytes_max(256);
    /// ```
    pub fn history_value_bytes_max(mut self, bytes: usize) -> Self {
        self.history.value_bytes_max = bytes;
        self
    }

    /// How much of the store's file to keep in memory, in bytes: 64 MiB unless set.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().cache_bytes(1 << 30);
    /// ```
    pub fn cache_bytes(mut self, bytes: usize) -> Self {
        self.options.cache_bytes = bytes;
        self
    }

    /// How many attempts of activities may run at a time, of all functions together: 1,000 unless set.
    /// An activity that is called beyond that waits in the store, where a million of them cost no memory;
    /// instances have their turns whatever number of activities others have called. A function of which
    /// fewer are to run says so by `#[activity(max_concurrent = …)]`.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().max_concurrent_activities(50);
    /// ```
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
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().untaken_events_max(1_000);
    /// ```
    pub fn untaken_events_max(mut self, events: u64) -> Self {
        self.event_limits.count = events;
        self
    }

    /// How many bytes the events may have, names and payloads, that an instance holds and has not taken: 64 MiB
    /// unless set. As for [`untaken_events_max`](Self::untaken_events_max) otherwise.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().untaken_event_bytes_max(1 << 20);
    /// ```
    pub fn untaken_event_bytes_max(mut self, bytes: u64) -> Self {
        self.event_limits.bytes = bytes;
        self
    }

    /// How many bytes one step of an instance may store, and one input, result, event or message may have: 256 MiB unless
    /// set, and 1 GiB at most. What a client gives that is larger is refused with [`ErrorKind::TooLarge`]. An activity whose
    /// result is larger fails, and is not tried again; an instance fails whose step would store more: what it holds while it
    /// waits, without the large locals that have not changed, and the inputs of what it calls.
    ///
    /// A store is not made for large data: what is in a step is held in memory several times over. Keep large data
    /// elsewhere, and pass on where it is.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().step_bytes_max(16 << 20);
    /// ```
    pub fn step_bytes_max(mut self, bytes: usize) -> Self {
        self.size_limit = SizeLimit::of_bytes(bytes);
        self
    }

    /// How often in a row an attempt of an activity may be lost, because the process died while it was under way:
    /// 10 times unless set. Up to there it is made again when the store is opened again, and that counts as no
    /// attempt of its retry policy. Lost once more, the activity fails, with a failure that says so: otherwise an
    /// activity that kills its process would do so for ever. With 0 an attempt that was lost is not made again.
    ///
    /// What is lost is told by a file beside the store, `<file>-running`, which is there as long as a runtime holds
    /// the store. An attempt that a shutdown interrupts is not lost. When the whole machine goes out, what was under
    /// way may be counted or not. The count begins anew when another program opens the store.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().lost_attempts_max(3);
    /// ```
    pub fn lost_attempts_max(mut self, times: u32) -> Self {
        self.lost_attempts_max = times;
        self
    }

    /// How many steps of orchestrators are made side by side: as many as there are cores unless set, and at least one.
    /// Each instance makes its own steps one after the other.
    ///
    /// Steps are made on threads of their own. One that takes longer than a few milliseconds is not counted, so
    /// that it doesn't hold up the others; after a second a warning in the log names its function and its instance.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().max_concurrent_steps(1);
    /// ```
    pub fn max_concurrent_steps(mut self, steps: usize) -> Self {
        self.step_threads = steps.max(1);
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

    #[cfg(test)]
    pub(crate) fn registry(mut self, registry: Registry) -> Self {
        self.registry = Some(registry);
        self
    }

    /// Opens the store in the file `path`, or makes it, and goes on with what is in it.
    ///
    /// ```no_run
    /// # async fn example() -> durable_runtime::Result<()> {
    /// use durable_runtime::Runtime;
    ///
    /// let runtime = Runtime::builder().open("orders.redb").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::MissingState`] and [`ErrorKind::DuplicateFunction`], when the program isn't whole;
    /// [`ErrorKind::StoreInUse`], [`ErrorKind::NotAStore`] and [`ErrorKind::StoreVersion`], with the file
    /// left as it is; [`ErrorKind::Unavailable`], when it can't be read or written; [`ErrorKind::Corrupt`].
    ///
    /// # Panics
    /// Outside of a tokio runtime, and in one whose timers are not enabled: `#[tokio::main]` has all that is needed, and so
    /// has what `Builder::enable_all` makes.
    pub async fn open(mut self, path: impl AsRef<Path>) -> Result<Runtime, Error> {
        let path = path.as_ref().to_owned();
        self.file = Some(path.clone());
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
        // Now that no other process holds the store.
        let now = self.clock.now();
        let ledger = (self.file.as_deref()).map_or_else(Ledger::none, |store| {
            Ledger::of_store(store, now, self.suspect_wait)
        });
        let (registry, waiters) = (Arc::new(registry), Arc::new(Waiters::default()));
        let (sender, receiver) = mpsc::channel(MESSAGES_MAX);
        let (quit, quitting) = Quit::channel();
        let (stopped, watch) = watch::channel(None);
        let mut store: Arc<dyn Store> = Arc::new(store);
        if let Some(around) = self.around_store {
            store = around(store);
        }
        let shared = Arc::new(Shared {
            messages: sender.clone(),
            store: Arc::clone(&store),
            registry: Arc::clone(&registry),
            waiters: Arc::clone(&waiters),
            quit,
            stopped: watch,
        });
        let states = self.states.or(Runtime::for_activities(Arc::clone(&shared)));
        let settings = Settings {
            store,
            registry,
            states,
            clock: self.clock,
            history: self.history,
            activities_max: self.activities_max,
            event_limits: self.event_limits,
            size_limit: self.size_limit,
            batch_bytes_max: self.batch_bytes_max,
            waiters,
            ledger,
            lost_attempts_max: self.lost_attempts_max,
            long_step: self.long_step,
            step_threads: self.step_threads,
        };
        open::open(settings, sender, receiver, quitting, stopped).await?;
        Ok(Runtime::new(shared))
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
    let opening = tokio::task::spawn_blocking(open);
    let opened = tell_if_slow(opening, || {
        tracing::warn!(target: LOG, "{SLOW_IN_DEBUG_BUILDS}");
    });
    opened.await.unwrap_or_else(|cut| {
        Err(Error::new(
            ErrorKind::Unavailable,
            format!("opening the store was cut short: {cut}"),
        ))
    })
}

/// How long opening a store may take until it is told why it does.
const SLOW: Duration = Duration::from_secs(1);

const SLOW_IN_DEBUG_BUILDS: &str = "opening the store takes its time: in a debug build the assertions of redb, which keeps \
    the file, walk all of it. To switch them off, add to the Cargo.toml of the workspace: \
    [profile.dev.package.redb] with debug-assertions = false";

/// Waits until a store is open. In a debug build it tells when that takes long.
async fn tell_if_slow<T>(opening: impl Future<Output = T>, tell: impl FnOnce()) -> T {
    let mut opening = std::pin::pin!(opening);
    if cfg!(debug_assertions) {
        tokio::select! {
            biased;
            opened = &mut opening => return opened,
            () = tokio::time::sleep(SLOW) => tell(),
        }
    }
    opening.await
}

/// Names the first activity, by name, that asks for what is not there.
fn require_states(registry: &Registry, states: &States) -> Result<(), Error> {
    let mut activities: Vec<_> = registry.activities().collect();
    activities.sort_unstable_by_key(|entry| entry.name);
    for entry in activities {
        if let Some(missing) =
            (entry.states.iter()).find(|state| !states.provides(state) && !state.is::<Runtime>())
        {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How often it is told that an opening of so many seconds is slow.
    async fn told(seconds: u64) -> usize {
        let mut told = 0;
        let opening = async {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            "open"
        };
        assert_eq!(tell_if_slow(opening, || told += 1).await, "open");
        told
    }

    #[tokio::test(start_paused = true)]
    async fn a_debug_build_tells_why_opening_takes_long_and_what_to_do() {
        assert_eq!(told(5).await, usize::from(cfg!(debug_assertions)));
        assert_eq!(told(0).await, 0);
        for named in [
            "debug build",
            "[profile.dev.package.redb]",
            "debug-assertions = false",
        ] {
            assert!(
                SLOW_IN_DEBUG_BUILDS.contains(named),
                "{SLOW_IN_DEBUG_BUILDS}"
            );
        }
    }
}
