//! Clients that share jobs: few tasks, each of which does one job after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use durable_runtime::prelude::*;

/// Has this many clients do the jobs `0..jobs` between them, and gives what each job gave, in any order.
pub(crate) async fn share<T, F>(
    jobs: u64,
    clients: u64,
    job: impl Fn(u64) -> F + Clone + Send + 'static,
) -> Result<Vec<T>>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send,
{
    let next = Arc::new(AtomicU64::new(0));
    let clients: Vec<_> = (0..clients.min(jobs))
        .map(|_| {
            let (next, job) = (Arc::clone(&next), job.clone());
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= jobs {
                        return Ok::<_, Failure>(done);
                    }
                    done.push(job(number).await?);
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for client in clients {
        done.extend(client.await??);
    }
    Ok(done)
}
