//! Opening an engine: it is set up, recovers the content of the store, and runs until the store is closed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::coop::unconstrained;
use tokio::task::{JoinError, JoinHandle};

use super::Engine;
use super::activities::runner::{AttemptEnvironment, Runner};
use super::activities::scheduler::Scheduler;
use super::checker::Checker;
use super::commit::Commits;
use super::draft::Draft;
use super::fatal::Fatal;
use super::histories::{Histories, HistorySettings};
use super::inbox::Inbox;
use super::index::Index;
use super::instances::Instances;
use super::ledger::Ledger;
use super::message::Message;
use super::places::Places;
use super::pool::Pool;
use super::reads::Reads;
use super::recovery::recover;
use super::retention::{Retention, Retentions};
use super::round::{Environment, Parts};
use super::shutdown::{ShutdownReceiver, StopReason};
use super::sizes::SizeLimit;
use super::steps::Steps;
use super::sweep::{Damage, Sweep};
use super::waiters::Waiters;
use super::work::WorkList;
use super::yields::Yields;
use crate::functions::registry::Registry;
use crate::model::clock::{Bounded, CLOCK_PANICKED, Clock};
use crate::model::error::{Error, ErrorKind};
use crate::model::event_limits::EventLimits;
use crate::model::failure::panics::drop_caught;
use crate::model::log::LOG;
use crate::step::state::States;
use crate::store::{Store, StoreFuture};

/// The settings of an engine.
pub(crate) struct Settings {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) states: States,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) history: HistorySettings,
    pub(crate) event_limits: EventLimits,
    pub(crate) size_limit: SizeLimit,
    pub(crate) batch_bytes_max: usize,
    pub(crate) activities_max: usize,
    pub(crate) waiters: Arc<Waiters>,
    pub(crate) ledger: Ledger,
    pub(crate) lost_attempts_max: u32,
    /// The time after which a step is long, and the longest time that a commit waits for steps.
    pub(crate) long_step: Duration,
    pub(crate) step_threads: usize,
    pub(crate) retentions: Retentions,
    /// The time that the look at an instance may take after the opening.
    pub(crate) check_max: Duration,
}

impl Settings {
    /// Sets up an engine that takes messages from `inbox`. Attempts report to `outbox`, its sender.
    pub(crate) fn engine(
        self,
        outbox: mpsc::Sender<Message>,
        inbox: mpsc::Receiver<Message>,
        shutdown: ShutdownReceiver,
    ) -> Engine {
        let clock: Arc<dyn Clock> = Arc::new(Bounded::new(self.clock));
        let environment = AttemptEnvironment {
            states: self.states,
            clock: Arc::clone(&clock),
        };
        let pool = Pool::new(
            Arc::clone(&clock),
            Arc::clone(&self.registry),
            self.long_step,
            self.step_threads,
        );
        let histories = Histories::new(self.history, &self.registry);
        let parts = Parts {
            instances: Instances::default(),
            draft: Draft::new(histories, self.batch_bytes_max),
            steps: Steps::new(pool, self.long_step),
            work: WorkList::new(),
            activities: Scheduler::new(
                Arc::clone(&self.registry),
                self.activities_max,
                Runner::new(environment, outbox),
                self.lost_attempts_max,
            ),
            ledger: self.ledger,
            reads: Reads::default(),
            places: Places::default(),
            index: Index::default(),
            env: Environment {
                store: self.store,
                registry: self.registry,
                clock,
                event_limits: self.event_limits,
                size_limit: self.size_limit,
            },
        };
        Engine {
            parts,
            commits: Commits::new(self.waiters),
            inbox: Inbox::new(inbox, self.batch_bytes_max),
            shutdown,
            yields: Yields::default(),
        }
    }
}

/// Recovers the content of the store, then runs the engine in the background. The channel reports the end of the engine
/// and its reason, once the store is closed.
pub(crate) async fn open(
    settings: Settings,
    outbox: mpsc::Sender<Message>,
    inbox: mpsc::Receiver<Message>,
    shutdown: ShutdownReceiver,
    stopped: watch::Sender<Option<StopReason>>,
) -> Result<(), Error> {
    let (store, waiters) = (Arc::clone(&settings.store), Arc::clone(&settings.waiters));
    let retentions = settings.retentions.clone();
    let (weak, check_max) = (outbox.downgrade(), settings.check_max);
    let mut engine = settings.engine(outbox, inbox, shutdown);
    let recovered = recover(&mut engine.parts).await;
    let others = match recovered {
        Ok(others) => others,
        Err(Fatal(error)) => {
            let _ = store.close(false).await;
            return Err(error);
        }
    };
    let retention = Retention {
        store: Arc::clone(&store),
        clock: Arc::clone(&engine.parts.env.clock),
        engine: weak.clone(),
        retentions,
    };
    let (registry, clock) = (&engine.parts.env.registry, &engine.parts.env.clock);
    let sweep = Sweep {
        store: Arc::clone(&store),
        registry: Arc::clone(registry),
        clock: Arc::clone(clock),
        engine: weak,
        others,
        damage: Damage::default(),
        checker: Checker::new(Arc::clone(registry), Arc::clone(clock), check_max),
    };
    let sweep = AbortOnDrop(tokio::spawn(sweep.run()));
    let retention = AbortOnDrop(tokio::spawn(retention.run()));
    let open = Open { store, waiters };
    tokio::spawn(async move {
        let running = tokio::spawn(async move {
            // It yields by itself, where the pool knows of it.
            let stop = unconstrained(engine.run()).await;
            drop((sweep, retention));
            // It holds the `State`s, which are the user's.
            drop_caught(engine);
            stop.map_err(Error::from)
        });
        let stop = running.await.unwrap_or_else(|cut| Err(cut_short(cut)));
        if let Err(error) = &stop {
            tracing::error!(target: LOG, "the runtime has stopped: {error}");
        }
        // After an error the commits of the journal stay there: the next opening resumes from it.
        let closed = open.close(stop.is_ok()).await;
        stopped.send_replace(Some(stop.and(closed)));
    });
    Ok(())
}

/// The error for an engine of which the task has ended without a result.
fn cut_short(cut: JoinError) -> Error {
    let mut message =
        format!("the engine's task ended early, which is a bug of durable-runtime: {cut}");
    if let Ok(panic) = cut.try_into_panic() {
        // It calls no other code of the user's.
        let of_clock = panic.downcast_ref::<String>();
        if let Some(text) = of_clock.filter(|text| text.starts_with(CLOCK_PANICKED)) {
            text.clone_into(&mut message);
        }
        drop_caught(panic);
    }
    Error::new(ErrorKind::Stopped, message)
}

/// A task that ends with what it works for.
struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The guard that closes the store and the waiters when the engine is dropped, also with the tokio runtime that it ran
/// on. So no caller waits for an end that doesn't come, and the store can be opened again.
struct Open {
    store: Arc<dyn Store>,
    waiters: Arc<Waiters>,
}

impl Open {
    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.waiters.close();
        self.store.close(tidy)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // A store that is closed already stays so. This one is closed by its own thread, without a wait.
        drop(self.close(false));
    }
}
