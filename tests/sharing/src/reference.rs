//! The names as ordinary code has them: tokio's, and functions that were written by hand.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

pub use durable_runtime::{Failure, Result};
use durable_tests::trace::note;
pub use tokio::{join, select, try_join};

/// Gives the next number.
pub async fn inc(n: i64) -> Result<i64> {
    note(format!("inc({n})"));
    tokio::task::yield_now().await;
    Ok(n + 1)
}

/// Gives the number, and fails for 13.
pub async fn picky(n: i64) -> Result<i64> {
    note(format!("picky({n})"));
    tokio::task::yield_now().await;
    if n == 13 {
        return Err(Failure::terminal("13 it must not be"));
    }
    Ok(n)
}

/// Waits for so many milliseconds.
pub async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

/// Waits for all at the same time.
pub async fn join_all<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    type Running<F> = (Pin<Box<F>>, Option<<F as Future>::Output>);
    let mut running: Vec<Running<F>> = futures
        .into_iter()
        .map(|future| (Box::pin(future), None))
        .collect();
    std::future::poll_fn(|context| {
        let mut all = true;
        for (future, output) in &mut running {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(value) => *output = Some(value),
                    Poll::Pending => all = false,
                }
            }
        }
        if all { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    let outputs = running.into_iter().map(|(_, output)| output);
    outputs
        .map(|output| output.expect("all are over"))
        .collect()
}

/// Begins a task.
pub fn spawn<F: Future<Output: 'static> + 'static>(
    task: F,
) -> impl Future<Output = Result<F::Output>> {
    let task = tokio::task::spawn_local(task);
    async {
        task.await
            .map_err(|error| Failure::terminal(error.to_string()))
    }
}

/// A value that several places share.
#[derive(Debug, Default)]
pub struct Shared<T>(Arc<Mutex<T>>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Shared<T> {
    /// A value with a first handle.
    pub fn new(value: T) -> Self {
        Self(Arc::new(Mutex::new(value)))
    }

    /// Looks at it.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.lock().expect("nobody panics"))
    }

    /// Changes it.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.lock().expect("nobody panics"))
    }

    /// A clone of it.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Gives it another value.
    pub fn set(&self, value: T) {
        self.update(|old| *old = value);
    }

    /// Whether both are handles of one value.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
