//! [`Yields`]: when the engine gives the other tasks on its thread their turns; and [`Yield`]: how it does so, and how the
//! runner does.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// The number of rounds without a yield. A yield after each round costs a step that runs alone a twelfth of its latency.
const ROUNDS_MAX: u32 = 8;

/// The number of turns of the engine's loop without a yield.
const TURNS_MAX: u32 = 64;

/// What the engine has done since its last yield. Rounds may follow one another without a wait, and so may reports of
/// steps.
#[derive(Default)]
pub(crate) struct Yields {
    rounds: u32,
    turns: u32,
}

impl Yields {
    pub(crate) fn note_round(&mut self) {
        self.rounds += 1;
    }

    /// Whether it is time to yield, at the beginning of a turn of the loop.
    pub(crate) fn are_due(&mut self) -> bool {
        self.turns += 1;
        let are_due = self.rounds >= ROUNDS_MAX || self.turns >= TURNS_MAX;
        if are_due {
            *self = Self::default();
        }
        are_due
    }
}

/// Where a task can yield, one at a time. tokio keeps such a task on its thread, from which no other thread can take it, and
/// wakes it when the thread has nothing else to do. If what comes next blocks the thread, it would not be woken. So its
/// waker is kept here, too, for a thread that is not tokio's.
#[derive(Default)]
pub(crate) struct Yield(Mutex<Option<Yielded>>);

struct Yielded {
    waker: Waker,
    is_seen: bool,
}

impl Yield {
    /// Gives the other tasks on the present thread their turns. Calls `yielded` when the waker is there.
    pub(crate) async fn give_turns(&self, yielded: impl Fn()) {
        let mut yields = pin!(tokio::task::yield_now());
        poll_fn(|context| {
            let polled = yields.as_mut().poll(context);
            *self.locked() = polled.is_pending().then(|| Yielded {
                waker: context.waker().clone(),
                is_seen: false,
            });
            if polled.is_pending() {
                yielded();
            }
            polled
        })
        .await;
    }

    /// Whether a task has yielded, and waits for its turn.
    pub(crate) fn is_waiting(&self) -> bool {
        self.locked().is_some()
    }

    /// Wakes a task that has waited since the call before, and returns whether there is one.
    pub(crate) fn wake_late(&self) -> bool {
        let is_late = |yielded: &mut Yielded| std::mem::replace(&mut yielded.is_seen, true);
        let late = self.locked().take_if(is_late);
        late.map(|yielded| yielded.waker.wake()).is_some()
    }

    /// Wakes the task that waits, if there is one.
    pub(crate) fn wake(&self) {
        let yielded = self.locked().take();
        if let Some(yielded) = yielded {
            yielded.waker.wake();
        }
    }

    fn locked(&self) -> MutexGuard<'_, Option<Yielded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
