//! The tasks of an orchestrator that runs as a plain async function. They run beside it, and end with it.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::model::failure::{Failure, Result};
use crate::step::tasks::aborted;

type PlainTasks = Vec<Pin<Box<dyn Future<Output = ()>>>>;

thread_local! {
    /// The tasks that the current plain function has spawned.
    static PLAIN: RefCell<Option<PlainTasks>> = const { RefCell::new(None) };
}

/// A task of a plain function, as its handle sees it.
pub(crate) struct PlainHandle<T>(Arc<Mutex<TaskState<T>>>);

struct TaskState<T> {
    end: Option<Result<T>>,
    finished: bool,
    aborted: bool,
    waker: Option<Waker>,
}

impl<T> TaskState<T> {
    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl<T> PlainHandle<T> {
    pub(crate) fn abort(&self) {
        self.lock(|state| {
            state.aborted = true;
            state.wake();
        });
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.lock(|state| state.finished)
    }

    pub(crate) fn take_end(&self) -> Option<Result<T>> {
        self.lock(|state| state.end.take())
    }

    fn lock<R>(&self, look: impl FnOnce(&mut TaskState<T>) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T> PlainHandle<T> {
    /// The task's end, as a future.
    pub(crate) fn end(&self) -> PlainEnd<T> {
        PlainEnd(self.clone())
    }
}

/// A task of a plain function that ends with its only handle.
pub(crate) struct OwnedTask<T>(PlainHandle<T>);

impl<T: 'static> OwnedTask<T> {
    pub(crate) fn begin<F: Future<Output = T> + 'static>(future: F) -> Self {
        Self(PlainHandle::begin(future))
    }
}

impl<T> OwnedTask<T> {
    /// The task's end, as a future.
    pub(crate) fn end(&self) -> PlainEnd<T> {
        self.0.end()
    }
}

impl<T> Drop for OwnedTask<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<T> Clone for PlainHandle<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for PlainHandle<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(TaskState {
            end: None,
            finished: false,
            aborted: false,
            waker: None,
        })))
    }
}

/// A task of a plain function: a future that passes its end to its handle.
struct PlainTask<F: Future, E> {
    future: Pin<Box<F>>,
    plain: PlainHandle<F::Output>,
    /// Called when it has ended.
    ended: E,
}

impl<F: Future, E: Fn() + Unpin> Future for PlainTask<F, E> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let end = if self.plain.lock(|state| state.aborted) {
            Err(aborted())
        } else {
            let future = self.future.as_mut();
            match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(value)) => Ok(value),
                Err(panic) => Err(Failure::from_panic(panic, "a spawned task")),
            }
        };
        self.plain.lock(|state| {
            state.end = Some(end);
            state.finished = true;
            state.wake();
        });
        (self.ended)();
        Poll::Ready(())
    }
}

impl<T: 'static> PlainHandle<T> {
    /// Begins a future beside the current plain function.
    pub(crate) fn begin<F: Future<Output = T> + 'static>(future: F) -> Self {
        Self::begin_and_tell(future, || ())
    }

    /// Begins a future, and calls `ended` when it has ended.
    pub(crate) fn begin_and_tell<F, E>(future: F, ended: E) -> Self
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
                .expect("`spawn` is called by code that `#[orchestrator]` doesn't compile: call it in the orchestrator itself, or annotate the function with `#[orchestrator(inline)]`; outside of orchestrators use `tokio::spawn`")
                .push(Box::pin(task));
        });
        plain
    }
}

/// The end of a task of a plain function.
pub(crate) struct PlainEnd<T>(PlainHandle<T>);

impl<T> Future for PlainEnd<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        self.0.lock(|state| match state.end.take() {
            Some(end) => Poll::Ready(end),
            None if state.finished => panic!("a task's handle is awaited again after it was ready"),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        })
    }
}

/// Runs a plain function with the tasks that it spawns, which end with it.
pub(crate) fn with_tasks<F: Future>(body: F) -> WithTasks<F> {
    WithTasks {
        body: Box::pin(body),
        tasks: Vec::new(),
    }
}

/// Runs a plain function that may run within another one; its tasks belong to the outer one then.
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
        /// Restores the previous tasks, also when a function panics.
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
