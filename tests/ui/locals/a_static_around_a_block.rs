use std::sync::atomic::{AtomicU32, Ordering};

use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn pay(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn counted() -> Result<u32> {
    let block = {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        COUNT.store(40, Ordering::Relaxed);
        async move { pay(COUNT.load(Ordering::Relaxed)).await }
    };
    block.await
}

fn main() {}
