//! [`spawn`]: an operation that runs beside the function.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::abort_handle::AbortHandle;
use crate::codec;
use crate::functions::plain::tasks::PlainHandle;
use crate::machine::block::Block;
use crate::machine::durable::{Durable, Sealed};
use crate::model::failure::{Failure, Result};
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault, IncompatibleCheckpoint};
use crate::step::ownership::{Handle, Ownership};
use crate::step::storable::Storable;
use crate::step::tasks::step_tasks;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Begins an operation that runs beside the function from now on: a call, a timer, an `async move` block.
/// `tokio::spawn`, for orchestrators.
///
/// The task is stored with the instance. It runs on when its handle is dropped, and ends with the instance: its timers
/// are removed then and its activities told to stop, while its sub-orchestrations continue by themselves. A panic in it
/// is a failure for the code that awaits it, and affects nothing else.
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
/// Outside of orchestrators: use `tokio::spawn` there.
pub fn spawn<F>(operation: F) -> JoinHandle<F::Output>
where
    F: IntoFuture<IntoFuture: 'static> + 'static,
    F::Output: 'static,
{
    JoinHandle {
        task: 0,
        ownership: Ownership::new(),
        plain: Some(PlainHandle::begin(operation.into_future())),
        value: PhantomData,
    }
}

/// A spawned task. Awaiting it returns the value of the operation; an error if it panicked or was aborted. See
/// [`spawn`].
pub struct JoinHandle<T> {
    task: u64,
    ownership: Ownership,
    plain: Option<PlainHandle<T>>,
    value: PhantomData<fn() -> T>,
}

impl<T> Serialize for JoinHandle<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.ownership.write(Handle::Task, self.task);
        let mut handle = serializer.serialize_struct("JoinHandle", 1)?;
        handle.serialize_field("task", &number)?;
        handle.end()
    }
}

impl<'de, T> Deserialize<'de> for JoinHandle<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "JoinHandle")]
        struct Written {
            task: u64,
        }
        let Written { task } = Written::deserialize(deserializer)?;
        let (task, ownership) = Ownership::read(Handle::Task, task);
        Ok(Self {
            task,
            ownership,
            plain: None,
            value: PhantomData,
        })
    }
}

impl<T> Drop for JoinHandle<T> {
    /// The end of a task without a handle is dropped.
    fn drop(&mut self) {
        if self.plain.is_none() && self.ownership.is_owner() {
            step_tasks::detach(self.task);
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
    /// A handle that can abort the task, and tells whether it has ended, after this one has been awaited or dropped.
    pub fn abort_handle(&self) -> AbortHandle
    where
        T: 'static,
    {
        match &self.plain {
            Some(plain) => AbortHandle::of_plain(plain.clone()),
            None => AbortHandle::of(self.task),
        }
    }

    /// Ends the task where it waits: its operations are cancelled. A task that has ended stays as it is.
    pub fn abort(&self)
    where
        T: 'static,
    {
        self.abort_handle().abort();
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool
    where
        T: 'static,
    {
        self.abort_handle().is_finished()
    }
}

impl<T> Sealed for JoinHandle<T> {}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static> Durable for JoinHandle<T> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        results.are::<T>();
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Result<T>> {
        let Some(end) = cx.take_end_of_task(self.task) else {
            return Poll::Pending;
        };
        Poll::Ready(value_of_task(end))
    }

    /// The task runs on, and its end is dropped.
    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

/// The value that a task has ended with.
pub(super) fn value_of_task<T: Storable>(end: Result<Blob>) -> Result<T> {
    end.map(|Blob(bytes)| {
        codec::decode_held(&bytes).unwrap_or_else(|error| {
            Fault::Blocked(IncompatibleCheckpoint::Operation {
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

/// The type of a task's value, shared by its block and its handle.
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

/// The form of `spawn` in a machine, with a block that ends with [`TaskValue::keep`].
pub fn spawn_block<T>(_: TaskKind<T>, block: Block<Blob>) -> JoinHandle<T> {
    JoinHandle {
        task: step_tasks::spawn(block.into_frame(), true),
        ownership: Ownership::new(),
        plain: None,
        value: PhantomData,
    }
}

/// The form of `spawn` in a machine where the handle is dropped.
pub fn spawn_detached<T>(_: TaskKind<T>, block: Block<Blob>) {
    step_tasks::spawn(block.into_frame(), false);
}

/// A task's value. Every [`Storable`] implements it; the trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the value of a task: it can't be stored",
    label = "its value is stored until its handle is awaited",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or let the task return what it is made from"
)]
pub trait TaskValue: Sized {
    /// The value as it is kept until its handle is awaited.
    fn keep(value: (TaskKind<Self>, Self)) -> Blob;
}

#[diagnostic::do_not_recommend]
impl<T: Storable> TaskValue for T {
    fn keep((_, value): (TaskKind<T>, T)) -> Blob {
        Blob(codec::encode_verified(&value).unwrap_or_else(|error| {
            Fault::NotSerializable(format!(
                "the value of a spawned task, a `{}`, can't be stored: {error}",
                std::any::type_name::<T>()
            ))
            .throw()
        }))
    }
}
