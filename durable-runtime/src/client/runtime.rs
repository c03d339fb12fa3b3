//! [`Runtime`]: the handle of an open store of durable functions.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use crate::client::instance::Instance;
use crate::client::start::StartNamed;
use crate::engine::message::{Answer, Message, Reply, Start};
use crate::engine::shutdown::{Grace, ShutdownSender, StopReason};
use crate::engine::waiters::Waiters;
use crate::functions::orchestrator::OrchestrationCall;
use crate::functions::registry::Registry;
use crate::model::error::{Error, ErrorKind};
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::json::Json;
use crate::store::Store;

/// The number of starts in one message to the engine.
const STARTS_PER_MESSAGE: usize = 64;

/// The number of messages of starts that are under way at a time.
const START_MESSAGES_MAX: usize = 16;

/// Runs the durable functions of a program, and keeps them in a store.
///
/// A clone is another handle to the same runtime. When the last handle is dropped, and the last
/// [`Instance`] with it, the runtime stops as by [`shutdown`](Self::shutdown), in the background.
///
/// An activity with a parameter `State<Runtime>` gets a handle to the runtime that runs it. That handle and its clones
/// don't keep the runtime alive; once it has stopped, their calls fail with [`ErrorKind::Stopped`].
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
/// use durable_runtime::Runtime;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("orders.redb");
/// let runtime = Runtime::builder().open(path).await?;
/// assert!(!runtime.has_orchestrator("unheard_of"));
/// runtime.shutdown().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Runtime {
    shared: Arc<RuntimeInner>,
    /// The handles of activities have none.
    _stop_on_drop: Option<Arc<StopOnDrop>>,
}

/// Stops the runtime when the last of the handles that keep it alive is dropped.
struct StopOnDrop(Arc<RuntimeInner>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.shutdown.tell(Grace::of(Duration::ZERO));
    }
}

/// Shared by all handles. The engine holds it too, for the activities, as long as it runs.
pub(crate) struct RuntimeInner {
    pub(crate) messages: mpsc::Sender<Message>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) waiters: Arc<Waiters>,
    /// Tells the engine to stop.
    pub(crate) shutdown: ShutdownSender,
    /// `None` while the engine runs.
    pub(crate) stopped: watch::Receiver<Option<StopReason>>,
}

impl Runtime {
    /// The first of the handles that keep the runtime alive.
    pub(crate) fn new(shared: Arc<RuntimeInner>) -> Self {
        Self {
            _stop_on_drop: Some(Arc::new(StopOnDrop(Arc::clone(&shared)))),
            shared,
        }
    }

    /// A handle for the runtime's own activities.
    pub(crate) fn for_activities(shared: Arc<RuntimeInner>) -> Self {
        Self {
            shared,
            _stop_on_drop: None,
        }
    }

    /// Starts an instance. It returns when the start is durable.
    ///
    /// A start with an [`id`](OrchestrationCall::id) is idempotent: if an instance with that id, the same function and
    /// the same input exists, its handle is returned, whether it has ended or not. So a start without an answer may be
    /// repeated. [`if_exists`](OrchestrationCall::if_exists) changes that.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    ///
    /// #[orchestrator]
    /// async fn double(n: u64) -> Result<u64> {
    ///     Ok(n * 2)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("double.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// let instance = runtime.start(double(21)).await?;
    /// assert_eq!(instance.result().await?, 42);
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InstanceExists`], if the id belongs to an instance of another function or input, or
    /// [`if_exists`](OrchestrationCall::if_exists) refuses; [`ErrorKind::InvalidId`], [`ErrorKind::InvalidInput`],
    /// [`ErrorKind::UnknownFunction`] and [`ErrorKind::TooLarge`], with nothing stored.
    pub async fn start<T>(&self, call: OrchestrationCall<T>) -> Result<Instance<T>, Error> {
        self.begin(self.checked(call)?).await
    }

    /// Converts a call into a start.
    fn checked<T>(&self, call: OrchestrationCall<T>) -> Result<Start, Error> {
        let call = call
            .into_start()
            .map_err(|failure| Error::of_call(&failure))?;
        let (name, any_version) = self.shared.registry.resolved(call.name)?;
        let start = Start {
            name,
            id: call.id.unwrap_or_else(InstanceId::automatic),
            input: call.input,
            if_exists: call.if_exists.unwrap_or(IfExists::Return),
            any_version,
            tags: call.tags,
        };
        self.check(&start)?;
        Ok(start)
    }

    /// The key of an orchestrator, and whether the caller leaves the version to the program.
    pub(crate) fn resolved(&self, name: String) -> Result<(String, bool), Error> {
        self.shared.registry.resolved(name)
    }

    /// The key of the orchestrator of this name and version.
    pub(crate) fn key_of(&self, name: &str, version: Option<&str>) -> Result<String, Error> {
        Ok(self.shared.registry.find(name, version)?.to_owned())
    }

    /// Checks that the function exists and takes the input.
    pub(crate) fn check(&self, start: &Start) -> Result<(), Error> {
        let registry = &self.shared.registry;
        let entry = registry
            .orchestrator(&start.name)
            .ok_or_else(|| registry.unknown(FunctionName::of(&start.name)))?;
        let check = || (entry.check_input)(&start.input);
        let checked = catch_unwind(AssertUnwindSafe(check)).map_err(|panic| {
            let function = FunctionName::of(&start.name).quoted();
            let what = format!("reading the input of orchestrator {function}");
            Error::invalid_input(&start.name, &Failure::from_panic(panic, &what))
        })?;
        checked.map_err(|error| Error::invalid_input(&start.name, &error))
    }

    /// Starts many instances, each as [`start`](Self::start) would. Returns when all of them are durable, with a handle
    /// to each, in order. `calls` is consumed as starts are made, so it may be long.
    ///
    /// ```no_run
    /// # use durable_runtime::{Runtime, prelude::*};
    /// # #[orchestrator]
    /// # async fn ring(day: u32) -> Result<()> { Ok(()) }
    /// # async fn example(runtime: Runtime) -> Result<()> {
    /// let rings = runtime.start_many((1..=31).map(ring)).await?;
    /// assert_eq!(rings.len(), 31);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The error of the first start, in order, that fails. Those before it are started, and some of those after it may
    /// be.
    pub async fn start_many<T>(
        &self,
        calls: impl IntoIterator<Item = OrchestrationCall<T>>,
    ) -> Result<Vec<Instance<T>>, Error> {
        let mut started = Vec::new();
        let mut calls = calls.into_iter();
        let mut under_way = VecDeque::new();
        loop {
            let mut starts = Vec::new();
            let mut bad = None;
            for call in calls.by_ref().take(STARTS_PER_MESSAGE) {
                match self.checked(call) {
                    Ok(start) => {
                        started.push(Instance::new(self.clone(), start.id.clone()));
                        starts.push(start);
                    }
                    Err(error) => {
                        bad = Some(error);
                        break;
                    }
                }
            }
            let is_last = starts.len() < STARTS_PER_MESSAGE;
            under_way.push_back(self.send(|reply| Message::Start(starts, reply)).await?);
            while under_way.len() > if is_last { 0 } else { START_MESSAGES_MAX }
                && let Some(answer) = under_way.pop_front()
            {
                self.answer(answer).await?;
            }
            match bad {
                Some(error) => return Err(error),
                None if is_last => return Ok(started),
                None => {}
            }
        }
    }

    /// Starts an instance of the orchestrator of this name, with an input in JSON: of its highest version, unless
    /// [`version`](StartNamed::version) chooses another one.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// let input = r#"{"repo": "rust-lang/rust", "phone": "+14255550100"}"#.parse()?;
    /// let instance = runtime.start_named("E3_Monitor", input).id("rust").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Runtime::start`].
    pub fn start_named(&self, name: &str, input: Json) -> StartNamed<'_> {
        StartNamed::new(self, name, input)
    }

    pub(crate) async fn begin<T>(&self, start: Start) -> Result<Instance<T>, Error> {
        let instance = Instance::new(self.clone(), start.id.clone());
        self.ask(|reply| Message::Start(vec![start], reply)).await?;
        Ok(instance)
    }

    /// A handle of the instance with this id. It looks nothing up: an id that doesn't exist is reported by the first
    /// query. Its result is JSON; [`instance_of`](Self::instance_of) returns a handle with a type.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// let status = runtime.instance("order-17").status().await?;
    /// println!("{:?}", status.runtime_status);
    /// # Ok(())
    /// # }
    /// ```
    pub fn instance(&self, id: &str) -> Instance<Json> {
        Instance::new(self.clone(), InstanceId::unchecked(id))
    }

    /// A typed handle of the instance with this id, for an orchestrator that returns a `T`: the same handle that
    /// [`start`](Self::start) returned.
    ///
    /// It looks nothing up. If the output isn't a `T`, [`Instance::result`] is a failure that says so.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    ///
    /// #[orchestrator]
    /// async fn double(n: u64) -> Result<u64> {
    ///     Ok(n * 2)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("double.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// runtime.start(double(21).id("twice")).await?;
    /// let answer = runtime.instance_of::<u64>("twice").result().await?;
    /// assert_eq!(answer, 42);
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn instance_of<T>(&self, id: &str) -> Instance<T> {
        Instance::new(self.clone(), InstanceId::unchecked(id))
    }

    /// Stops the runtime at once: no more work begins, finished steps become durable, and attempts of activities that
    /// are under way are notified by their [`cancellation`](crate::cancellation) and dropped at their next await. They
    /// run again when the store is opened again, which is possible as soon as this returns.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the runtime had stopped by itself before, or stops by an error now: that error.
    pub async fn shutdown(&self) -> Result<(), Error> {
        self.shutdown_within(Duration::ZERO).await
    }

    /// Stops the runtime, and gives attempts of activities that are under way up to `grace` to end.
    ///
    /// No more attempts begin. Those under way are notified by their [`cancellation`](crate::cancellation), with
    /// [`Shutdown`](crate::CancellationReason::Shutdown) as the reason. The results of those that end in time are kept,
    /// and their instances run as far as they can without another attempt. The runtime stops when the last attempt has
    /// ended, or when `grace` is over, as by [`shutdown`](Self::shutdown).
    ///
    /// A dropped attempt is made again when the store is opened again. So is an attempt that has asked for its token
    /// and fails with an error that isn't [terminal](Failure::terminal): the error is taken as an interruption, and not
    /// counted as a failure.
    ///
    /// The earliest end of several calls counts. An activity must not wait for it: it would wait for itself.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// runtime.shutdown_within(std::time::Duration::from_secs(20)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Runtime::shutdown`].
    pub async fn shutdown_within(&self, grace: Duration) -> Result<(), Error> {
        self.shared.shutdown.tell(Grace::of(grace));
        self.stopped().await
    }

    /// Waits until the runtime has stopped, by [`Runtime::shutdown`] or by itself.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// // What serves requests ends when the runtime does.
    /// tokio::select! {
    ///     stopped = runtime.stopped() => stopped?,
    ///     () = serve_requests() => {}
    /// }
    /// # async fn serve_requests() {}
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The error by which it stopped by itself: an I/O error, a full disk. All that was acknowledged before is in the
    /// store.
    pub async fn stopped(&self) -> Result<(), Error> {
        let mut stopped = self.shared.stopped.clone();
        let stop = stopped.wait_for(Option::is_some).await;
        match stop.as_deref() {
            Ok(Some(stop)) => stop.clone(),
            // The tokio runtime that the engine ran on was dropped.
            _ => Err(Error::stopped(None)),
        }
    }

    /// Whether the program has an orchestrator of this name, of whatever version.
    pub fn has_orchestrator(&self, name: &str) -> bool {
        self.shared.registry.has_orchestrator(name)
    }

    /// The names of the program's orchestrators, sorted.
    pub fn orchestrator_names(&self) -> Vec<&'static str> {
        self.shared.registry.orchestrator_names()
    }

    /// Sends a message to the engine and waits for its answer, which comes when its effect is durable.
    pub(crate) async fn ask(&self, message: impl FnOnce(Reply) -> Message) -> Answer {
        let answer = self.send(message).await?;
        self.answer(answer).await
    }

    /// Sends a message to the engine. It waits when many messages are queued.
    pub(super) async fn send(
        &self,
        message: impl FnOnce(Reply) -> Message,
    ) -> Result<oneshot::Receiver<Answer>, Error> {
        let (reply, answer) = oneshot::channel();
        match self.shared.messages.send(message(reply)).await {
            Ok(()) => Ok(answer),
            Err(_) => Err(self.stop_reason().await),
        }
    }

    /// Waits for the engine's answer. A message may enter the queue after the engine has left it, and stays there as
    /// long as there are handles: then it gets no answer.
    pub(super) async fn answer(&self, mut answer: oneshot::Receiver<Answer>) -> Answer {
        let answered = tokio::select! {
            biased;
            answered = &mut answer => answered.ok(),
            // It may have been answered at the last moment.
            _ = self.stopped() => answer.try_recv().ok(),
        };
        match answered {
            Some(answer) => answer,
            None => Err(self.stop_reason().await),
        }
    }

    /// The error of a call that the engine can no longer answer.
    pub(super) async fn stop_reason(&self) -> Error {
        Error::stopped(self.stopped().await.err().as_ref())
    }

    pub(super) fn shared(&self) -> &RuntimeInner {
        &self.shared
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.shared.store
    }

    /// Replaces the error of a read from a closed store by the reason why the runtime has stopped.
    pub(crate) async fn explained<T>(&self, read: Result<T, Error>) -> Result<T, Error> {
        match read {
            Err(error) if error.kind() == ErrorKind::Stopped => Err(self.stop_reason().await),
            read => read,
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("orchestrators", &self.orchestrator_names())
            .field("stopped", &*self.shared.stopped.borrow())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::message::Scope;

    #[tokio::test]
    async fn a_message_that_the_engine_no_longer_takes_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let builder = Runtime::builder().registry(Registry::default());
        let runtime = builder.open(folder.path().join("s.redb")).await.unwrap();
        let late = runtime.shared.messages.reserve().await.unwrap();
        let stopping = runtime.clone();
        let stopping = tokio::spawn(async move { stopping.shutdown().await });
        // It has left its queue, and this message had its place there.
        while !runtime.shared.messages.is_closed() {
            tokio::task::yield_now().await;
        }
        let (reply, answer) = oneshot::channel();
        late.send(Message::Terminate {
            id: InstanceId::unchecked("a"),
            reason: String::new(),
            scope: Scope::Alone,
            reply,
        });
        let answer = tokio::time::timeout(Duration::from_secs(10), runtime.answer(answer));
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Stopped);
        stopping.await.unwrap().unwrap();
    }
}
