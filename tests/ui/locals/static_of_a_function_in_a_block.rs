use std::sync::atomic::{AtomicI64, Ordering};

use durable_runtime::{Result, activity, orchestrator};

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[orchestrator]
async fn counted(n: i64) -> Result<i64> {
    {
        fn next() -> i64 {
            let counted = {
                static COUNT: AtomicI64 = AtomicI64::new(0);
                COUNT.fetch_add(1, Ordering::SeqCst)
            };
            counted
        }
        let first = next();
        inc(n).await?;
        Ok(next() - first)
    }
}

fn main() {}
