//! [`Alarm`]: wakes the engine when something is due.

use std::pin::Pin;

use crate::model::clock::Clock;
use crate::store::key::Due;

/// A sleep until something is due.
pub(crate) struct Alarm<'a> {
    clock: &'a dyn Clock,
    set: Option<(Due, Sleep<'a>)>,
}

type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

impl<'a> Alarm<'a> {
    pub(crate) fn new(clock: &'a dyn Clock) -> Self {
        Self { clock, set: None }
    }

    /// Sets it to this time, or to none.
    pub(crate) fn set(&mut self, due: Option<Due>) {
        if self.set.as_ref().map(|(set, _)| *set) != due {
            self.set = due.map(|due| (due, self.clock.sleep_until(due.time())));
        }
    }

    /// Waits until the clock is to be read again.
    pub(crate) async fn rings(&mut self) {
        match &mut self.set {
            Some((_, sleep)) => sleep.await,
            None => std::future::pending().await,
        }
        self.set = None;
    }
}
