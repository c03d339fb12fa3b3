//! [`JoinSet`]: tasks with results that are taken in the order in which they end.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::abort_handle::AbortHandle;
use super::plain_set::PlainSet;
use super::spawn::{TaskKind, value_of_task};
use crate::machine::block::Block;
use crate::machine::durable::{Durable, Sealed};
use crate::model::failure::Result;
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault};
use crate::step::ownership::{Handle, Ownership};
use crate::step::storable::Storable;
use crate::step::tasks::{owned, step_tasks};
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Tasks that run beside the function, with results that are taken in the order in which they end. `JoinSet` of tokio,
/// for orchestrators. An example is a window of calls that is refilled.
///
/// The tasks are stored with the instance, as those of [`spawn`](crate::spawn) are. When the set is dropped, its tasks
/// end where they wait, and their operations are cancelled.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn fetch(page: u32) -> Result<usize> {
///     Ok(page.to_string().len())
/// }
///
/// /// Ten at a time.
/// #[orchestrator]
/// async fn fetch_all(pages: u32) -> Result<usize> {
///     let mut running = JoinSet::new();
///     let mut total = 0;
///     for page in 0..pages {
///         if running.len() == 10
///             && let Some(ended) = running.join_next().await
///         {
///             total += ended??;
///         }
///         running.spawn(fetch(page));
///     }
///     while let Some(ended) = running.join_next().await {
///         total += ended??;
///     }
///     Ok(total)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(fetch_all(100).await?, 190);
/// # Ok(())
/// # }
/// ```
pub struct JoinSet<T> {
    tasks: Members<T>,
    ownership: Ownership,
}

/// The tasks of a set, as the set and its waiters have them. When this is dropped, the tasks run on.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
struct Members<T> {
    set: u64,
    #[serde(skip)]
    plain: Option<PlainSet<T>>,
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Serialize for JoinSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tasks = Members::<T> {
            set: self.ownership.write(Handle::Set, self.tasks.set),
            plain: None,
        };
        let mut set = serializer.serialize_struct("JoinSet", 1)?;
        set.serialize_field("tasks", &tasks)?;
        set.end()
    }
}

impl<'de, T> Deserialize<'de> for JoinSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(bound = "", rename = "JoinSet")]
        struct Written<T> {
            tasks: Members<T>,
        }
        let Written::<T> { tasks } = Written::deserialize(deserializer)?;
        let (set, ownership) = Ownership::read(Handle::Set, tasks.set);
        Ok(Self {
            tasks: Members { set, plain: None },
            ownership,
        })
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        match &self.tasks.plain {
            Some(plain) => plain.abort_all(),
            None if self.ownership.is_owner() => owned::let_go(self.tasks.set),
            None => {}
        }
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").finish_non_exhaustive()
    }
}

impl<T> JoinSet<T> {
    /// A set without tasks.
    pub fn new() -> Self {
        let set = step_tasks::make_set();
        Self {
            tasks: Members {
                set: set.unwrap_or_default(),
                plain: set.is_none().then(PlainSet::default),
            },
            ownership: Ownership::new(),
        }
    }

    /// Begins an operation that runs beside the function from now on: a call, a timer, an `async move` block.
    ///
    /// # Panics
    /// Outside of orchestrators: use `tokio::task::JoinSet` there.
    pub fn spawn<F>(&mut self, operation: F) -> AbortHandle
    where
        F: IntoFuture<Output = T, IntoFuture: 'static> + 'static,
        T: 'static,
    {
        match &self.tasks.plain {
            Some(plain) => AbortHandle::of_plain(plain.spawn(operation.into_future())),
            // The compiler replaces every call that it sees by another one.
            None => Fault::NotSerializable(
                "a task is spawned in a `JoinSet` by code that `#[orchestrator]` doesn't compile: spawn in the orchestrator itself, or annotate the function with `#[orchestrator(inline)]`".to_owned(),
            )
            .throw(),
        }
    }

    /// The form of `spawn` in a machine, with a block that ends with
    /// [`TaskValue::keep`](super::spawn::TaskValue::keep).
    #[doc(hidden)]
    pub fn __durable_spawn_task(&mut self, _: TaskKind<T>, block: Block<Blob>) -> AbortHandle {
        AbortHandle::of(step_tasks::spawn_in_set(self.tasks.set, block.into_frame()))
    }

    /// Waits for the task that ends first, and takes its value; an error if it panicked or was aborted. `None` when
    /// there are no tasks left. Cancelling the wait, as in a `select!`, loses nothing.
    pub fn join_next(&mut self) -> JoinNext<T> {
        JoinNext(self.tasks.share())
    }

    /// Takes the value of the task that ended first, without waiting: `None` also while none has ended.
    pub fn try_join_next(&mut self) -> Option<Result<T>>
    where
        T: Storable,
    {
        match &self.tasks.plain {
            Some(plain) => plain.take_end(),
            None => step_tasks::take_end_in_set(self.tasks.set).map(value_of_task),
        }
    }

    /// Waits for all tasks, and returns their values in the order in which they ended.
    ///
    /// # Panics
    /// If a task panicked or was aborted, as that of tokio does. [`JoinSet::join_next`] returns an error instead.
    pub fn join_all(self) -> JoinTasks<T> {
        JoinTasks {
            set: self,
            values: Vec::new(),
        }
    }

    /// Ends all tasks where they wait, and waits until they have ended.
    pub fn shutdown(&mut self) -> Shutdown<T> {
        self.abort_all();
        Shutdown(self.tasks.share())
    }

    /// Ends all tasks where they wait: their operations are cancelled. [`JoinSet::join_next`] reports that they were
    /// aborted.
    pub fn abort_all(&mut self) {
        match &self.tasks.plain {
            Some(plain) => plain.abort_all(),
            None => step_tasks::abort_set(self.tasks.set),
        }
    }

    /// Takes all tasks out of the set. They run on by themselves.
    pub fn detach_all(&mut self) {
        match &self.tasks.plain {
            Some(plain) => plain.detach_all(),
            None => step_tasks::detach_set(self.tasks.set),
        }
    }

    /// The number of tasks with results that were not taken.
    pub fn len(&self) -> usize {
        let (running, ended) = self.tasks.counts();
        running + ended
    }

    /// Whether there are no such tasks.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Members<T> {
    fn share(&self) -> Self {
        Self {
            set: self.set,
            plain: self.plain.as_ref().map(PlainSet::handle),
        }
    }

    /// The number of running tasks, and of ended ones with results that were not taken.
    fn counts(&self) -> (usize, usize) {
        match &self.plain {
            Some(plain) => plain.counts(),
            None => step_tasks::len_of_set(self.set),
        }
    }

    fn poll_durable(&self) -> Poll<Option<Result<T>>>
    where
        T: Storable,
    {
        match (step_tasks::take_end_in_set(self.set), self.counts()) {
            (Some(end), _) => Poll::Ready(Some(value_of_task(end))),
            (None, (0, _)) if step_tasks::has_dropped_set(self.set) => Fault::NotSerializable(
                "`join_next` is called on a `JoinSet` in no variable, which is dropped before the await: write `let mut set = …;` and `set.join_next().await`".to_owned(),
            )
            .throw(),
            (None, (0, _)) => Poll::Ready(None),
            (None, _) => Poll::Pending,
        }
    }

    fn poll_plain(&self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        match &self.plain {
            Some(plain) => plain.poll(context),
            None => panic!("the tasks of an instance are awaited outside of it"),
        }
    }
}

impl<T> fmt::Debug for Members<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").finish_non_exhaustive()
    }
}

/// The end of a task of a set. See [`JoinSet::join_next`].
#[must_use = "a task's end is only taken when it is awaited"]
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct JoinNext<T>(Members<T>);

impl<T> Sealed for JoinNext<T> {}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> Durable for JoinNext<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, _: &mut Cx<'_>) -> Poll<Option<Result<T>>> {
        self.0.poll_durable()
    }

    /// The tasks run on.
    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

impl<T> Future for JoinNext<T> {
    type Output = Option<Result<T>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll_plain(context)
    }
}

/// The values of all tasks of a set. See [`JoinSet::join_all`].
#[must_use = "nothing waits unless this is awaited"]
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct JoinTasks<T> {
    set: JoinSet<T>,
    /// In a task: the values of ended tasks. In an orchestrator they stay in the set until all have ended.
    #[serde(skip)]
    values: Vec<T>,
}

impl<T> Unpin for JoinTasks<T> {}

/// The value of a task. Panics if the task has none.
fn value<T>(end: Result<T>) -> T {
    end.unwrap_or_else(|failure| panic!("a task of a `JoinSet` has no value: {failure}"))
}

impl<T> Sealed for JoinTasks<T> {}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> Durable for JoinTasks<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, _: &mut Cx<'_>) -> Poll<Vec<T>> {
        if self.set.tasks.counts().0 > 0 {
            return Poll::Pending;
        }
        let ends = std::iter::from_fn(|| step_tasks::take_end_in_set(self.set.tasks.set));
        Poll::Ready(ends.map(|end| value(value_of_task(end))).collect())
    }

    fn cancel(&mut self, _: &mut Cx<'_>) {
        step_tasks::drop_set(self.set.tasks.set);
    }
}

impl<T> Future for JoinTasks<T> {
    type Output = Vec<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Vec<T>> {
        loop {
            match self.set.tasks.poll_plain(context) {
                Poll::Ready(Some(end)) => {
                    let end = value(end);
                    self.values.push(end);
                }
                Poll::Ready(None) => return Poll::Ready(std::mem::take(&mut self.values)),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// The end of all tasks of a set that is shutting down. See [`JoinSet::shutdown`].
#[must_use = "nothing waits unless this is awaited"]
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Shutdown<T>(Members<T>);

impl<T> Sealed for Shutdown<T> {}

#[diagnostic::do_not_recommend]
impl<T: 'static> Durable for Shutdown<T> {
    fn poll(&mut self, _: &mut Cx<'_>) -> Poll<()> {
        while step_tasks::take_end_in_set(self.0.set).is_some() {}
        if self.0.counts() == (0, 0) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

impl<T> Future for Shutdown<T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            match self.0.poll_plain(context) {
                Poll::Ready(Some(_)) => {}
                Poll::Ready(None) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// A type that looks like a set of tasks, and isn't one of this crate's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't spawn a task that is stored",
    label = "this is no `durable_runtime::JoinSet`",
    note = "use `durable_runtime::JoinSet`: its tasks are stored with the instance; work that isn't durable belongs into an `#[activity]`"
)]
pub trait SpawnsTasks {}

/// The fallback in expansions for a type that isn't a [`JoinSet`]: rustc takes the inherent method where there is one.
pub trait NoJoinSet {
    /// Never runs.
    fn __durable_spawn_task<T>(&mut self, _: TaskKind<T>, _: Block<Blob>) -> AbortHandle
    where
        Self: SpawnsTasks,
    {
        crate::machine::compile_time::type_ok::any()
    }
}

impl<S: ?Sized> NoJoinSet for S {}

/// The receiver of a set's method where an expansion takes it for no [`JoinSet`].
pub struct SpawnsOn<'a, S: ?Sized>(pub &'a S);

/// A set that the compiler of orchestrators can't see.
#[diagnostic::on_unimplemented(
    message = "the compiler doesn't recognize this `JoinSet`",
    label = "this `JoinSet` isn't bound by `let … = JoinSet::new()`, and its type isn't written",
    note = "write its type where it is bound: `let mut set: JoinSet<_> = …`; in one inside of another value, spawn a block, `async move`, that awaits the call"
)]
pub trait Seen {}

impl<T> SpawnsOn<'_, JoinSet<T>> {
    /// Demands that it is none.
    pub fn __durable_check(&self)
    where
        JoinSet<T>: Seen,
    {
    }
}

/// Any other type.
pub trait Unchecked {
    /// Does nothing.
    fn __durable_check(&self) {}
}

impl<S: ?Sized> Unchecked for SpawnsOn<'_, S> {}
