//! [`AbortHandle`]: ends a task from elsewhere.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};

use serde::{Deserialize, Serialize};

use crate::functions::plain::tasks::PlainHandle;
use crate::step::tasks::step_tasks;

/// A handle that can abort a task. It can be stored, and dropping it does nothing. See
/// [`JoinSet::spawn`](crate::JoinSet::spawn) and [`JoinHandle::abort_handle`](crate::JoinHandle::abort_handle).
#[derive(Serialize, Deserialize)]
pub struct AbortHandle {
    task: u64,
    #[serde(skip)]
    plain: Option<Box<dyn PlainAbort>>,
}

/// Aborts a task of a plain function.
trait PlainAbort: UnwindSafe + RefUnwindSafe {
    fn abort(&self);
    fn is_finished(&self) -> bool;
}

impl<T: 'static> PlainAbort for PlainHandle<T> {
    fn abort(&self) {
        PlainHandle::abort(self);
    }

    fn is_finished(&self) -> bool {
        PlainHandle::is_finished(self)
    }
}

impl AbortHandle {
    pub(super) fn of(task: u64) -> Self {
        Self { task, plain: None }
    }

    pub(super) fn of_plain<T: 'static>(plain: PlainHandle<T>) -> Self {
        Self {
            task: 0,
            plain: Some(Box::new(plain)),
        }
    }

    /// Ends the task where it waits. A task that has ended stays as it is.
    pub fn abort(&self) {
        match &self.plain {
            Some(plain) => plain.abort(),
            None => step_tasks::abort(self.task),
        }
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        match &self.plain {
            Some(plain) => plain.is_finished(),
            None => !step_tasks::is_running(self.task),
        }
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle")
            .field("task", &self.task)
            .finish_non_exhaustive()
    }
}
