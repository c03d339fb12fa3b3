//! [`Trace`]: the calls of activities, in the order in which they began.

use std::cell::RefCell;
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// The log of activity calls. It is given to a runtime as a state, and outlives it, as the world outside of a process
/// does.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    calls: Arc<Mutex<Vec<String>>>,
}

impl Trace {
    /// Notes a call, and returns how often it has been made before.
    pub fn note(&self, call: impl Display) -> usize {
        let call = call.to_string();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let before = calls.iter().filter(|earlier| **earlier == call).count();
        calls.push(call);
        before
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<String> {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

thread_local! {
    /// The log of functions that are written without the runtime.
    static OF_THREAD: RefCell<Trace> = RefCell::default();
}

/// Notes a call of a function that is written without the runtime, and so has no `State`.
pub fn note(call: impl Display) -> usize {
    OF_THREAD.with_borrow(|trace| trace.note(call))
}

impl Trace {
    /// Makes this the trace of [`note`] on this thread.
    pub(crate) fn of_thread(&self) {
        OF_THREAD.set(self.clone());
    }
}

/// The calls without those that only repeat the one before them: the rest of a run in which an attempt was cut off by a
/// crash and made again. It is exact only if no orchestrator makes the same call twice in a row, which
/// [`has_repetitions`] detects.
pub fn without_repetitions(mut calls: Vec<String>) -> Vec<String> {
    calls.dedup();
    calls
}

/// Whether a call follows an equal one.
pub fn has_repetitions(calls: &[String]) -> bool {
    calls.windows(2).any(|pair| pair[0] == pair[1])
}

/// The calls of a sorted list, each of them once.
pub fn made_once(sorted: &[String]) -> Vec<&str> {
    let mut calls: Vec<_> = sorted.iter().map(String::as_str).collect();
    calls.dedup();
    calls
}
