//! Clients that share jobs: few tasks, each of which does one job after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use durable_runtime::prelude::*;

/// Has the clients do the jobs `0..jobs` between them, and returns the results, in any order. A job gets its client,
/// and returns it for the next one.
pub(crate) async fn share<C, T, F>(
    jobs: u64,
    clients: Vec<C>,
    job: impl Fn(C, u64) -> F + Clone + Send + 'static,
) -> Result<Vec<T>>
where
    C: Send + 'static,
    T: Send + 'static,
    F: Future<Output = Result<(C, T)>> + Send,
{
    let next = Arc::new(AtomicU64::new(0));
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|mut client| {
            let (next, job) = (Arc::clone(&next), job.clone());
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= jobs {
                        return Ok::<_, Failure>(done);
                    }
                    let (again, gave) = job(client, number).await?;
                    client = again;
                    done.push(gave);
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for task in tasks {
        done.extend(task.await??);
    }
    Ok(done)
}

/// So many equal clients.
pub(crate) fn equal<C: Clone>(client: C, count: u64) -> Result<Vec<C>> {
    Ok(vec![client; usize::try_from(count)?])
}
