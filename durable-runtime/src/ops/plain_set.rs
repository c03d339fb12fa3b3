//! [`PlainSet`]: a [`JoinSet`](super::join_set::JoinSet) in a plain function.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::functions::plain::tasks::PlainHandle;
use crate::model::failure::Result;

/// The tasks of a set of a plain function.
pub(super) struct PlainSet<T>(Arc<Mutex<Members<T>>>);

struct Members<T> {
    next: u64,
    tasks: BTreeMap<u64, PlainHandle<T>>,
    /// The ended tasks, in their order.
    ended: VecDeque<u64>,
    waker: Option<Waker>,
}

impl<T> Default for PlainSet<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Members {
            next: 0,
            tasks: BTreeMap::new(),
            ended: VecDeque::new(),
            waker: None,
        })))
    }
}

impl<T> PlainSet<T> {
    pub(super) fn handle(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    fn lock<R>(&self, look: impl FnOnce(&mut Members<T>) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn spawn<F>(&self, future: F) -> PlainHandle<T>
    where
        F: Future<Output = T> + 'static,
        T: 'static,
    {
        let number = self.lock(|members| {
            members.next += 1;
            members.next
        });
        let set = self.handle();
        let plain = PlainHandle::begin_and_tell(future, move || {
            set.lock(|members| {
                if members.tasks.contains_key(&number) {
                    members.ended.push_back(number);
                    if let Some(waker) = members.waker.take() {
                        waker.wake();
                    }
                }
            });
        });
        self.lock(|members| members.tasks.insert(number, plain.clone()));
        plain
    }

    /// The end of the task that ended first.
    pub(super) fn take_end(&self) -> Option<Result<T>> {
        self.lock(|members| {
            let number = members.ended.pop_front()?;
            members.tasks.remove(&number)?.take_end()
        })
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        if let Some(end) = self.take_end() {
            return Poll::Ready(Some(end));
        }
        self.lock(|members| {
            if members.tasks.is_empty() {
                return Poll::Ready(None);
            }
            members.waker = Some(context.waker().clone());
            Poll::Pending
        })
    }

    pub(super) fn abort_all(&self) {
        let tasks: Vec<_> = self.lock(|members| members.tasks.values().cloned().collect());
        for task in tasks {
            task.abort();
        }
    }

    pub(super) fn detach_all(&self) {
        self.lock(|members| {
            members.tasks.clear();
            members.ended.clear();
        });
    }

    /// The number of running tasks, and of ended ones with results that were not taken.
    pub(super) fn counts(&self) -> (usize, usize) {
        self.lock(|members| {
            let ended = members.ended.len();
            (members.tasks.len() - ended, ended)
        })
    }
}
