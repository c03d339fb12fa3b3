//! [`spawn`]: an operation that goes on beside the function.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::block::Block;
use crate::codec;
use crate::cx::Cx;
use crate::durable::{Durable, Storable};
use crate::failure::{Failure, Result};
use crate::frame::{Blob, Fault, Misfit};
use crate::tasks;

/// Begins an operation, which goes on beside the function from now on: a call, a timer, an `async move` block.
/// `tokio::spawn`, for orchestrators.
///
/// The task is stored with the instance. It goes on when its handle is dropped, and ends with the instance:
/// its timers are removed then and its activities told, while sub-orchestrations that it waits for go on by
/// themselves. A panic in it is a failure for who awaits it, and of nobody else.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[activity]
/// async fn typeset(page: u32) -> Result<String> {
///     Ok(format!("page {page}"))
/// }
///
/// #[orchestrator]
/// async fn print_book(pages: u32) -> Result<Vec<String>> {
///     let reminder = spawn(async move {
///         loop {
///             sleep(Duration::from_secs(3600)).await;
///             set_custom_status("still typesetting");
///         }
///     });
///     let mut tasks = Vec::new();
///     for page in 0..pages {
///         tasks.push(spawn(typeset(page)));
///     }
///     let mut book = Vec::new();
///     for task in tasks {
///         book.push(task.await??);
///     }
///     reminder.abort();
///     Ok(book)
/// }
/// ```
///
/// # Panics
/// Outside of orchestrators: there `tokio::spawn` does it.
pub fn spawn<F>(operation: F) -> JoinHandle<F::Output>
where
    F: IntoFuture<IntoFuture: 'static> + 'static,
    F::Output: 'static,
{
    JoinHandle {
        task: 0,
        stored: AtomicBool::new(false),
        plain: Some(Plain::begin(operation.into_future())),
        value: PhantomData,
    }
}

/// A spawned task. Awaiting it gives the value of the operation; an error if it panicked or was aborted.
/// See [`spawn`].
#[derive(Deserialize)]
#[serde(bound = "")]
pub struct JoinHandle<T> {
    task: u64,
    /// Whether it is in the store, so that this one is a copy which may be dropped.
    #[serde(skip)]
    stored: AtomicBool,
    #[serde(skip)]
    plain: Option<Plain<T>>,
    #[serde(skip)]
    value: PhantomData<fn() -> T>,
}

impl<T> Serialize for JoinHandle<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.stored.store(true, Ordering::Relaxed);
        let mut handle = serializer.serialize_struct("JoinHandle", 1)?;
        handle.serialize_field("task", &self.task)?;
        handle.end()
    }
}

impl<T> Drop for JoinHandle<T> {
    /// Nobody takes the end of a task whose handle is gone.
    fn drop(&mut self) {
        if self.plain.is_none() && !self.stored.load(Ordering::Relaxed) {
            tasks::detach(self.task);
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle")
            .field("task", &self.task)
            .finish_non_exhaustive()
    }
}

impl<T> JoinHandle<T> {
    /// Ends the task where it waits: what it waits for is cancelled. One that has ended stays as it is.
    pub fn abort(&self) {
        match &self.plain {
            Some(plain) => plain.abort(),
            None => tasks::abort(self.task),
        }
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        match &self.plain {
            Some(plain) => plain.is_finished(),
            None => !tasks::is_running(self.task),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> Durable for JoinHandle<T> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        let Some(end) = cx.take_end_of_task(self.task) else {
            return Poll::Pending;
        };
        Poll::Ready(value_of_task(end))
    }

    /// The task goes on without anybody who awaits it.
    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

/// The value with which a task has ended.
pub(super) fn value_of_task<T: Storable>(end: Result<Blob>) -> Result<T> {
    end.map(|Blob(bytes)| {
        codec::decode(&bytes).unwrap_or_else(|error| {
            Fault::Blocked(Misfit::Operation {
                point: "a spawned task".to_owned(),
                type_name: std::any::type_name::<T>().to_owned(),
                reason: error.to_string(),
            })
            .throw()
        })
    })
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let Some(plain) = &self.plain else {
            return Poll::Ready(Err(Failure::terminal(
                "a task of an instance is awaited outside of it",
            )));
        };
        Pin::new(&mut plain.end()).poll(context)
    }
}

/// The type of a task's value, which its block and its handle share.
#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct TaskKind<T>(PhantomData<fn() -> T>);

impl<T> TaskKind<T> {
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Copy for TaskKind<T> {}
impl<T> Clone for TaskKind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// What `spawn` is in a machine: of a block that ends with [`TaskValue::keep`].
pub fn spawn_block<T>(_: TaskKind<T>, block: Block<Blob>) -> JoinHandle<T> {
    JoinHandle {
        task: tasks::spawn(block.into_frame(), true),
        stored: AtomicBool::new(false),
        plain: None,
        value: PhantomData,
    }
}

/// The same where nobody takes the handle.
pub fn spawn_detached<T>(_: TaskKind<T>, block: Block<Blob>) {
    tasks::spawn(block.into_frame(), false);
}

/// A task's value. Every [`Storable`] can be; this trait is there to tell of what can't.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the value of a task: it can't be stored",
    label = "its value is stored until its handle is awaited",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or let the task give what it is made from"
)]
pub trait TaskValue: Sized {
    /// The value as it is kept until its handle is awaited.
    fn keep(value: (TaskKind<Self>, Self)) -> Blob;
}

#[diagnostic::do_not_recommend]
impl<T: Storable> TaskValue for T {
    fn keep((_, value): (TaskKind<T>, T)) -> Blob {
        Blob(codec::encode_verified(&value).unwrap_or_else(|error| {
            Fault::Unsavable(format!(
                "the value of a spawned task, a `{}`, can't be stored: {error}",
                std::any::type_name::<T>()
            ))
            .throw()
        }))
    }
}

type PlainTasks = Vec<Pin<Box<dyn Future<Output = ()>>>>;

thread_local! {
    /// The tasks that the plain function which is being polled has spawned since.
    static PLAIN: RefCell<Option<PlainTasks>> = const { RefCell::new(None) };
}

/// A task of a plain function, as its handle sees it.
pub(crate) struct Plain<T>(Arc<Mutex<Shared<T>>>);

struct Shared<T> {
    end: Option<Result<T>>,
    finished: bool,
    aborted: bool,
    waker: Option<Waker>,
}

impl<T> Shared<T> {
    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl<T> Plain<T> {
    pub(super) fn abort(&self) {
        self.lock(|shared| {
            shared.aborted = true;
            shared.wake();
        });
    }

    pub(super) fn is_finished(&self) -> bool {
        self.lock(|shared| shared.finished)
    }

    pub(super) fn take_end(&self) -> Option<Result<T>> {
        self.lock(|shared| shared.end.take())
    }

    fn lock<R>(&self, look: impl FnOnce(&mut Shared<T>) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T> Clone for Plain<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Plain<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Shared {
            end: None,
            finished: false,
            aborted: false,
            waker: None,
        })))
    }
}

/// A task of a plain function: a future whose end its handle gets.
struct PlainTask<F: Future, E> {
    future: Pin<Box<F>>,
    plain: Plain<F::Output>,
    /// Told once it has ended.
    ended: E,
}

impl<F: Future, E: Fn() + Unpin> Future for PlainTask<F, E> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let end = if self.plain.lock(|shared| shared.aborted) {
            Err(aborted())
        } else {
            let future = self.future.as_mut();
            match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(value)) => Ok(value),
                Err(panic) => Err(Failure::from_panic(panic, "a spawned task")),
            }
        };
        self.plain.lock(|shared| {
            shared.end = Some(end);
            shared.finished = true;
            shared.wake();
        });
        (self.ended)();
        Poll::Ready(())
    }
}

impl<T: 'static> Plain<T> {
    /// Begins a future beside the plain function that is being polled.
    pub(crate) fn begin<F: Future<Output = T> + 'static>(future: F) -> Self {
        Self::begin_and_tell(future, || ())
    }

    /// The same, and tells when it has ended.
    pub(super) fn begin_and_tell<F, E>(future: F, ended: E) -> Self
    where
        F: Future<Output = T> + 'static,
        E: Fn() + Unpin + 'static,
    {
        let plain = Self::default();
        let task = PlainTask {
            future: Box::pin(future),
            plain: plain.clone(),
            ended,
        };
        PLAIN.with_borrow_mut(|tasks| {
            tasks
                .as_mut()
                .expect("outside of orchestrators there are no tasks of theirs: `tokio::spawn` is for that")
                .push(Box::pin(task));
        });
        plain
    }
}

impl<T> Plain<T> {
    /// The task's end, as a future.
    pub(crate) fn end(&self) -> PlainEnd<T> {
        PlainEnd(self.clone())
    }
}

/// The end of a task of a plain function.
pub(crate) struct PlainEnd<T>(Plain<T>);

impl<T> Future for PlainEnd<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        self.0.lock(|shared| match shared.end.take() {
            Some(end) => Poll::Ready(end),
            None => {
                shared.waker = Some(context.waker().clone());
                Poll::Pending
            }
        })
    }
}

/// What awaits an aborted task gets.
pub(crate) fn aborted() -> Failure {
    Failure::named(
        "durable_runtime::Aborted",
        "the task was aborted".to_owned(),
    )
    .into_terminal()
}

/// Runs a plain function with the tasks that it spawns, which end with it.
pub(crate) fn with_tasks<F: Future>(body: F) -> WithTasks<F> {
    WithTasks {
        body: Box::pin(body),
        tasks: Vec::new(),
    }
}

/// The same for what may run within another plain function, to whose tasks its own belong then.
pub(crate) async fn with_tasks_of_caller<F: Future>(body: F) -> F::Output {
    if PLAIN.with_borrow(Option::is_some) {
        body.await
    } else {
        with_tasks(body).await
    }
}

pub(crate) struct WithTasks<F> {
    body: Pin<Box<F>>,
    tasks: PlainTasks,
}

impl<F: Future> Future for WithTasks<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        /// Puts back what was there, also when a function panics.
        struct Restore(Option<PlainTasks>);
        impl Drop for Restore {
            fn drop(&mut self) {
                PLAIN.set(self.0.take());
            }
        }

        let _restore = Restore(PLAIN.replace(Some(Vec::new())));
        loop {
            if let Poll::Ready(value) = self.body.as_mut().poll(context) {
                return Poll::Ready(value);
            }
            let mut any_ended = false;
            loop {
                let spawned = PLAIN.with_borrow_mut(|tasks| tasks.as_mut().map(std::mem::take));
                let is_asked = spawned.as_ref().is_some_and(|spawned| !spawned.is_empty());
                self.tasks.extend(spawned.into_iter().flatten());
                let before = self.tasks.len();
                self.tasks
                    .retain_mut(|task| task.as_mut().poll(context).is_pending());
                let ended = self.tasks.len() < before;
                any_ended |= ended;
                if !ended && !is_asked {
                    break;
                }
            }
            if !any_ended {
                return Poll::Pending;
            }
        }
    }
}
