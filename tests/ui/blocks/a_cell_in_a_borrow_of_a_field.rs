use std::cell::Cell;

use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Counter {
    k: i64,
    hits: Cell<i64>,
}

#[orchestrator]
async fn wrong(counters: Vec<i64>) -> Result<i64> {
    let counters: Vec<Counter> = counters
        .into_iter()
        .map(|k| Counter { k, hits: Cell::new(0) })
        .collect();
    join_all(counters.iter().map(|counter| async move {
        let k = inc(counter.k).await.unwrap_or(0);
        counter.hits.set(k);
    }))
    .await;
    Ok(counters.iter().map(|counter| counter.hits.get()).sum())
}

fn main() {}
