//! [`Builder`]: settings of a runtime, and opening it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use crate::client::check::{self, StoreCheck};
use crate::client::runtime::{Runtime, RuntimeInner};
use crate::engine::checker::CHECK_MAX;
use crate::engine::draft::DRAFT_BYTES_MAX;
use crate::engine::histories::HistorySettings;
use crate::engine::ledger::{Ledger, SUSPECT_WAIT};
use crate::engine::open::{self, Settings};
use crate::engine::pool::LONG;
use crate::engine::retention::Retentions;
use crate::engine::shutdown::ShutdownSender;
use crate::engine::sizes::SizeLimit;
use crate::engine::waiters::Waiters;
use crate::functions::registry::Registry;
#[cfg(feature = "lock")]
use crate::lock::decisions::{Decisions, decisions_of};
#[cfg(feature = "lock")]
use crate::lock::file::{Lock, LockError};
#[cfg(feature = "lock")]
use crate::lock::migrations::resolve;
use crate::model::clock::{Clock, SystemClock};
use crate::model::error::{Error, ErrorKind};
use crate::model::event_limits::EventLimits;
use crate::model::function_name::FunctionName;
use crate::model::history::History;
use crate::model::log::LOG;
use crate::model::status::RuntimeStatus;
#[cfg(feature = "lock")]
use crate::step::machines;
use crate::step::state::States;
use crate::store::redb::RedbStore;
use crate::store::{Options, Store};

/// The number of messages that may wait for the engine. The sender of one more waits.
const MESSAGES_MAX: usize = 4096;

/// The number of times that an attempt may be lost, unless set.
const LOST_ATTEMPTS_MAX: u32 = 10;

/// The number of attempts of activities that may run at a time, unless set.
const ACTIVITIES_MAX: usize = 1000;

/// A wrapper of stores.
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
    retentions: Retentions,
    lost_attempts_max: u32,
    pub(crate) long_step: Duration,
    step_threads: usize,
    pub(crate) check_max: Duration,
    pub(crate) suspect_wait: Duration,
    size_limit: SizeLimit,
    pub(crate) batch_bytes_max: usize,
    lock_wait: Duration,
    /// The store's file, if the store is in one.
    file: Option<PathBuf>,
    /// A wrapper of the store, for tests.
    pub(crate) around_store: Option<AroundStore>,
    pub(crate) registry: Option<Registry>,
    #[cfg(feature = "lock")]
    decisions: Result<Decisions, LockError>,
    /// The text of the lock.
    #[cfg(feature = "lock")]
    lock: Option<String>,
}

impl Runtime {
    /// The settings of a new runtime; [`Builder::open`] opens it.
    ///
    /// ```no_run
    /// # async fn example() -> durable_runtime::Result<()> {
    /// use durable_runtime::Runtime;
    ///
    /// let runtime = Runtime::builder().cache_bytes(256 << 20).open("orders.redb").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            #[cfg(not(feature = "http-client"))]
            states: States::new(),
            #[cfg(feature = "http-client")]
            states: States::new().with(crate::http_client::client::Client::new()),
            clock: Arc::new(SystemClock),
            history: HistorySettings::default(),
            options: Options::default(),
            activities_max: ACTIVITIES_MAX,
            event_limits: EventLimits::default(),
            retentions: Retentions::default(),
            lost_attempts_max: LOST_ATTEMPTS_MAX,
            long_step: LONG,
            step_threads: std::thread::available_parallelism().map_or(1, usize::from),
            check_max: CHECK_MAX,
            suspect_wait: SUSPECT_WAIT,
            size_limit: SizeLimit::default(),
            batch_bytes_max: DRAFT_BYTES_MAX,
            lock_wait: Duration::ZERO,
            file: None,
            around_store: None,
            registry: None,
            #[cfg(feature = "lock")]
            decisions: Ok(Decisions::new()),
            #[cfg(feature = "lock")]
            lock: None,
        }
    }
}

impl Builder {
    /// Provides the value of activities' parameters `State<T>`. `State<Runtime>` is there without it.
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

    /// Reads the time from `clock`, in place of the machine's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets how much of the history of instances is kept, for [`Instance::history`](crate::Instance::history): all of
    /// it unless set. `true` and `false` are [`History::All`] and [`History::None`]. An orchestrator with a setting of
    /// its own, such as `#[orchestrator(history = 100)]` or `#[orchestrator(history = "none")]`, keeps that. Instances
    /// don't need a history to resume.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().history(false);
    /// ```
    pub fn history(mut self, history: impl Into<History>) -> Self {
        self.history.history = history.into();
        self
    }

    /// Sets the largest value that a history keeps, in bytes: 4,096 unless set. Such values are the input or the result
    /// of an activity or of a sub-orchestration, the payload of an event, the text of a failure. Of a larger value the
    /// history keeps the beginning and the size, so the history of a loop that passes on all earlier results grows by
    /// the same amount at each turn. The instance's own input and result are kept once, whole.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().history_value_bytes_max(256);
    /// ```
    pub fn history_value_bytes_max(mut self, bytes: usize) -> Self {
        self.history.value_bytes_max = bytes;
        self
    }

    /// Sets how much of the store's file is cached in memory, in bytes: 64 MiB unless set.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().cache_bytes(1 << 30);
    /// ```
    pub fn cache_bytes(mut self, bytes: usize) -> Self {
        self.options.cache_bytes = bytes;
        self
    }

    /// Sets how many attempts of activities may run at a time, of all functions together: 1,000 unless set. An activity
    /// called beyond that waits in the store, where a million of them use no memory. Instances have their turns however
    /// many activities other instances have called. After a restart the oldest call begins first, among some 4,000 that
    /// are read together. `#[activity(max_concurrent = …)]` sets a lower limit for a function.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().max_concurrent_activities(50);
    /// ```
    ///
    /// # Panics
    /// If `attempts` is 0: no activity would ever run.
    pub fn max_concurrent_activities(mut self, attempts: usize) -> Self {
        assert!(
            attempts > 0,
            "with 0 activities at a time no activity would ever run; allow 1 or more"
        );
        self.activities_max = attempts;
        self
    }

    /// Purges instances of this status when they have ended for so long, with their histories. Those of other statuses stay
    /// until they are [purged](crate::Runtime::purge).
    ///
    /// They are looked for now and then, about 16 times within the shortest of the times and once an hour at least. Nothing
    /// else waits for that.
    ///
    /// ```
    /// use durable_runtime::{Runtime, RuntimeStatus};
    /// use std::time::Duration;
    ///
    /// const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    ///
    /// let builder = Runtime::builder()
    ///     .retain(RuntimeStatus::Completed, 30 * DAY)
    ///     .retain(RuntimeStatus::Failed, 90 * DAY);
    /// ```
    ///
    /// # Panics
    /// If an instance of this status has not ended.
    pub fn retain(mut self, status: RuntimeStatus, time: Duration) -> Self {
        assert!(
            status.is_ended(),
            "an instance that is {status} has not ended, so it can't be purged; retain can be set for Completed, Failed, Canceled and Terminated"
        );
        self.retentions.set(status, time);
        self
    }

    /// Sets how many untaken external events an instance may hold: 100,000 unless set. One more is refused with
    /// [`ErrorKind::MailboxFull`], unless the instance waits for that very event. Events that are held already stay,
    /// also when the limit is set lower.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().untaken_events_max(1_000);
    /// ```
    pub fn untaken_events_max(mut self, events: u64) -> Self {
        self.event_limits.count = events;
        self
    }

    /// Sets how many bytes the untaken events of an instance may have, names and payloads together: 64 MiB unless set.
    /// Otherwise like [`untaken_events_max`](Self::untaken_events_max).
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().untaken_event_bytes_max(1 << 20);
    /// ```
    pub fn untaken_event_bytes_max(mut self, bytes: u64) -> Self {
        self.event_limits.bytes = bytes;
        self
    }

    /// Sets how many bytes one step of an instance may store, and how many one input, result, event or message may
    /// have: 256 MiB unless set, and 1 GiB at most. A larger input or event of a client is refused with
    /// [`ErrorKind::TooLarge`]. An activity with a larger result fails, and is not tried again. An instance fails if a
    /// step would store more: all that it holds while it waits, except for large locals that have not changed, and the
    /// inputs of its calls.
    ///
    /// A store is not made for large data: the data of a step is held in memory several times over. Keep large data
    /// elsewhere, and pass on its location.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().step_bytes_max(16 << 20);
    /// ```
    pub fn step_bytes_max(mut self, bytes: usize) -> Self {
        self.size_limit = SizeLimit::of_bytes(bytes);
        self
    }

    /// Sets how many times in a row an attempt of an activity may be lost because the process died during it: 10 times
    /// unless set. Up to that number it is made again when the store is opened again, and doesn't count as an attempt
    /// of its retry policy. When it is lost once more, the activity fails with a failure that says so: otherwise an
    /// activity that kills its process would do so for ever. With 0 a lost attempt is not made again.
    ///
    /// The file `<file>-running` beside the store records the attempts under way; it exists as long as a runtime holds
    /// the store. An attempt that a shutdown interrupts is not lost. When the whole machine fails, the attempts under
    /// way may be counted or not. The count starts again at 0 when another program opens the store.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().lost_attempts_max(3);
    /// ```
    pub fn lost_attempts_max(mut self, times: u32) -> Self {
        self.lost_attempts_max = times;
        self
    }

    /// Sets how many steps of orchestrators run side by side: as many as there are cores unless set, and at least one.
    /// The steps of one instance run one after the other.
    ///
    /// Steps run on threads of their own. A step that takes longer than a few milliseconds is not counted, so it
    /// doesn't hold up the others; after a second a warning in the log names its function and its instance.
    ///
    /// ```
    /// let builder = durable_runtime::Runtime::builder().max_concurrent_steps(1);
    /// ```
    pub fn max_concurrent_steps(mut self, steps: usize) -> Self {
        self.step_threads = steps.max(1);
        self
    }

    /// Sets how long [`Builder::open`] waits for a store that another runtime holds, as in a rolling restart: not at
    /// all unless set. It waits only until the other runtime has shut down; every other error is returned at once. It
    /// blocks no thread meanwhile.
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

    /// Gives the runtime the program's `durable.lock`, as `include_str!("../durable.lock")`. Instances of code that has
    /// changed continue, or stay blocked, as it was decided there, whatever the comparison of the code says. Without
    /// this, the decisions have no effect, and a program with [migrations](macro@crate::migration) opens no store. See
    /// [the guide](crate::upgrades#before-the-deploy).
    ///
    /// Decisions are about a function and its code, wherever its instances are stored: they hold for all stores that this
    /// process opens.
    ///
    /// ```
    /// # let text = "format = 1\n";
    /// // let text = include_str!("../durable.lock");
    /// let builder = durable_runtime::Runtime::builder().lock(text);
    /// ```
    ///
    /// A text that is no lock makes [`open`](Self::open) fail, with [`ErrorKind::InvalidLock`].
    #[cfg(feature = "lock")]
    pub fn lock(mut self, text: &str) -> Self {
        self.decisions = decisions_of(text);
        self.lock = Some(text.to_owned());
        self
    }

    #[cfg(test)]
    pub(crate) fn registry(mut self, registry: Registry) -> Self {
        self.registry = Some(registry);
        self
    }

    /// Opens the store in the file `path`, or creates it, and resumes its instances.
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
    /// [`ErrorKind::MissingState`], [`ErrorKind::DuplicateFunction`], [`ErrorKind::InvalidLock`] and
    /// [`ErrorKind::InvalidMigration`], if the program isn't whole;
    /// [`ErrorKind::StoreInUse`], [`ErrorKind::NotAStore`] and [`ErrorKind::StoreVersion`], with the file left as it
    /// is; [`ErrorKind::Unavailable`], if it can't be read or written; [`ErrorKind::Corrupt`].
    ///
    /// # Panics
    /// Outside of a tokio runtime, and in one with disabled timers. `#[tokio::main]` enables them, and so does tokio's
    /// `Builder::enable_all`.
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

    /// Tells what would become of the instances in the store in the file `path`, if this program opened it: how many at
    /// each place continue, and how many are blocked and why.
    ///
    /// All that they hold is decoded with this program's types. None is resumed, no code of an orchestrator or an activity
    /// runs, and no byte of the files changes. So a new version can be tried on a [backup](Runtime::backup) before it is
    /// deployed, and an old one before going back. No runtime may hold the store meanwhile.
    ///
    /// ```no_run
    /// # async fn example() -> durable_runtime::Result<()> {
    /// use durable_runtime::Runtime;
    ///
    /// let check = Runtime::builder().check("backup.redb").await?;
    /// println!("{check}");
    /// if !check.is_ok() {
    ///     std::process::exit(1);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::DuplicateFunction`], [`ErrorKind::InvalidLock`] and [`ErrorKind::InvalidMigration`], if the program isn't whole; [`ErrorKind::StoreInUse`],
    /// [`ErrorKind::NotAStore`] and [`ErrorKind::StoreVersion`]; [`ErrorKind::Unavailable`], if the store can't be read;
    /// [`ErrorKind::Corrupt`]. An instance that can't be read is no error: it is blocked.
    pub async fn check(mut self, path: impl AsRef<Path>) -> Result<StoreCheck, Error> {
        let path = path.as_ref().to_owned();
        let registry = self.registry_or_program()?;
        #[cfg(feature = "lock")]
        {
            decide(self.decisions, &registry)?;
            migrate(&registry, self.lock.as_deref())?;
        }
        #[cfg(not(feature = "lock"))]
        require_no_migrations(&registry)?;
        check::check(path, registry, self.clock).await
    }

    /// Opens the store that `open` returns.
    pub(crate) async fn open_store<S: Store>(
        self,
        open: impl FnOnce(Options) -> Result<S, Error> + Send + 'static,
    ) -> Result<Runtime, Error> {
        let options = self.options;
        self.open_when_it_can(blocking(move || open(options))).await
    }

    /// The functions of the program, or those that were given.
    fn registry_or_program(&mut self) -> Result<Registry, Error> {
        match self.registry.take() {
            Some(registry) => Ok(registry),
            None => Registry::of_program().map_err(|duplicate| {
                Error::new(ErrorKind::DuplicateFunction, duplicate.to_string())
            }),
        }
    }

    async fn open_when_it_can<S: Store>(
        mut self,
        opening: impl Future<Output = Result<S, Error>> + Send,
    ) -> Result<Runtime, Error> {
        let registry = self.registry_or_program()?;
        require_states(&registry, &self.states)?;
        #[cfg(feature = "lock")]
        {
            decide(self.decisions, &registry)?;
            migrate(&registry, self.lock.as_deref())?;
        }
        #[cfg(not(feature = "lock"))]
        require_no_migrations(&registry)?;
        let store = opening.await?;
        // From here on no other process holds the store.
        let now = self.clock.now();
        let ledger = (self.file.as_deref()).map_or_else(Ledger::none, |store| {
            Ledger::of_store(store, now, self.suspect_wait)
        });
        let (registry, waiters) = (Arc::new(registry), Arc::new(Waiters::default()));
        let (sender, receiver) = mpsc::channel(MESSAGES_MAX);
        let (shutdown, shutdown_receiver) = ShutdownSender::channel();
        let (stopped, watch) = watch::channel(None);
        let mut store: Arc<dyn Store> = Arc::new(store);
        if let Some(around) = self.around_store {
            store = around(store);
        }
        let shared = Arc::new(RuntimeInner {
            messages: sender.clone(),
            store: Arc::clone(&store),
            registry: Arc::clone(&registry),
            waiters: Arc::clone(&waiters),
            shutdown,
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
            retentions: self.retentions,
            check_max: self.check_max,
        };
        open::open(settings, sender, receiver, shutdown_receiver, stopped).await?;
        Ok(Runtime::new(shared))
    }
}

/// Makes known what was decided about instances of other code.
#[cfg(feature = "lock")]
fn decide(decisions: Result<Decisions, LockError>, registry: &Registry) -> Result<(), Error> {
    let decisions = decisions.map_err(|error| {
        let message = "the text that the runtime was given as durable.lock can't be used";
        Error::new(ErrorKind::InvalidLock, format!("{message}: {error}"))
    })?;
    for (about, decisions) in decisions {
        let function = registry.manifest(&about.function, about.is_inline);
        // What was decided for other code than the running one is without effect.
        if let Some(manifest) = function.filter(|manifest| manifest.machine == about.code) {
            machines::decide(about.from, manifest, decisions);
        }
    }
    Ok(())
}

/// Makes known how instances of other code are migrated.
#[cfg(feature = "lock")]
fn migrate(registry: &Registry, lock: Option<&str>) -> Result<(), Error> {
    let Some(lock) = lock else {
        return require_no_migrations(registry);
    };
    let invalid = |why: String| Error::new(ErrorKind::InvalidMigration, why);
    let lock = Lock::read(lock).map_err(|error| invalid(error.to_string()))?;
    let manifest = |key: &str| Some(registry.orchestrator(key)?.manifest);
    let resolved = resolve(&lock, registry.migrations(), manifest).map_err(invalid)?;
    for ((from, _), (to, migrations)) in resolved {
        machines::migrate(from, to, migrations);
    }
    Ok(())
}

/// Fails if the program has a migration: without a lock nobody knows what it is for.
fn require_no_migrations(registry: &Registry) -> Result<(), Error> {
    let Some(entry) = registry.migrations().first() else {
        return Ok(());
    };
    let feature = if cfg!(feature = "lock") {
        ""
    } else {
        ", with the feature `lock` of durable-runtime in `[dependencies]`"
    };
    Err(Error::new(
        ErrorKind::InvalidMigration,
        format!(
            "the migration {} is for {} of {}, and the runtime was given no lock that has the code of that: give it by `Runtime::builder().lock(include_str!(\"…/durable.lock\"))`{feature}",
            entry.told(),
            entry.from,
            FunctionName::of(entry.of).quoted(),
        ),
    ))
}

/// The first and the longest wait between tries to open a store in use.
const TRY_AGAIN: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));

/// Opens a store, and tries again as long as it is in use and there is time left.
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
        tracing::debug!("waiting for the runtime that holds the store: {error}");
        tokio::time::sleep(pause.min(left)).await;
        pause = longest.min(2 * pause);
    }
}

/// Opens a store on a thread for blocking work.
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
            format!("opening the store was interrupted: {cut}"),
        ))
    })
}

/// The time after which a slow opening is reported.
const SLOW: Duration = Duration::from_secs(1);

const SLOW_IN_DEBUG_BUILDS: &str = "opening the store is slow: in a debug build redb's assertions walk the whole file. To switch \
    them off, add to the Cargo.toml of the workspace: [profile.dev.package.redb] with \
    debug-assertions = false";

/// Waits until a store is open. In a debug build it reports when that takes long.
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

/// Reports the first activity, by name, with a `State` that is missing.
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

    /// The number of reports about an opening that takes so many seconds.
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
