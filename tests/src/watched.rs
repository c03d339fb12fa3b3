//! [`Watched`]: an operation with counts of its polls and of the times that it is stored.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use durable_runtime::testing::hooks::Sealed;
use durable_runtime::{Cx, Durable};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

static POLLS: AtomicUsize = AtomicUsize::new(0);
static WRITES: AtomicUsize = AtomicUsize::new(0);

/// An operation that is counted, with all others of the process.
pub struct Watched<D>(pub D);

/// The number of polls of watched operations since they were last [forgotten](forget): each step of an instance polls
/// its pending operation.
pub fn polls() -> usize {
    POLLS.load(Ordering::Relaxed)
}

/// The number of times that watched operations were stored since then.
pub fn writes() -> usize {
    WRITES.load(Ordering::Relaxed)
}

/// Counts from zero again.
pub fn forget() {
    POLLS.store(0, Ordering::Relaxed);
    WRITES.store(0, Ordering::Relaxed);
}

impl<D: Serialize> Serialize for Watched<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITES.fetch_add(1, Ordering::Relaxed);
        self.0.serialize(serializer)
    }
}

impl<'de, D: Deserialize<'de>> Deserialize<'de> for Watched<D> {
    fn deserialize<S: Deserializer<'de>>(deserializer: S) -> Result<Self, S::Error> {
        D::deserialize(deserializer).map(Self)
    }
}

impl<D: IntoFuture> IntoFuture for Watched<D> {
    type Output = D::Output;
    type IntoFuture = D::IntoFuture;

    fn into_future(self) -> D::IntoFuture {
        self.0.into_future()
    }
}

impl<D> Sealed for Watched<D> {}

impl<D: Durable> Durable for Watched<D> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<D::Output> {
        POLLS.fetch_add(1, Ordering::Relaxed);
        self.0.poll(cx)
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        self.0.cancel(cx);
    }
}
