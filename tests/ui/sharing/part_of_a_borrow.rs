use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::sync::Mutex;

#[derive(Clone, Serialize, Deserialize)]
struct Item {
    n: u32,
}

#[derive(Serialize, Deserialize)]
struct Counter {
    k: u32,
    hits: Cell<u32>,
}

#[activity]
async fn inc(n: u32) -> Result<u32> {
    Ok(n + 1)
}

#[orchestrator]
async fn changes_items(mut all: Vec<Item>) -> Result<Vec<Item>> {
    join_all(all.iter_mut().map(|i| async move {
        i.n = inc(i.n).await.unwrap_or(0);
    }))
    .await;
    Ok(all)
}

#[orchestrator]
async fn changes_some_items(mut all: Vec<Item>) -> Result<Vec<Item>> {
    join_all(all.iter_mut().filter(|i| i.n > 1).map(|i| async move {
        i.n = inc(i.n).await.unwrap_or(0);
    }))
    .await;
    Ok(all)
}

#[orchestrator]
async fn changes_numbered_items(mut all: Vec<Item>) -> Result<Vec<Item>> {
    join_all(all.iter_mut().enumerate().map(|pair| async move {
        pair.1.n = inc(pair.1.n).await.unwrap_or(0);
    }))
    .await;
    Ok(all)
}

#[orchestrator]
async fn changes_a_cell(counters: Vec<Counter>) -> Result<u32> {
    join_all(counters.iter().map(|c| async move {
        let k = inc(c.k).await.unwrap_or(0);
        c.hits.set(k);
    }))
    .await;
    Ok(counters.iter().map(|c| c.hits.get()).sum())
}

fn first(all: &mut [Item]) -> &mut Item {
    &mut all[0]
}

#[orchestrator]
async fn changes_what_a_function_gives(mut all: Vec<Item>) -> Result<Vec<Item>> {
    let item = first(&mut all);
    let n = inc(item.n).await?;
    item.n = n;
    Ok(all)
}

#[orchestrator]
async fn changes_what_a_guard_gives(item: Item) -> Result<u32> {
    let item = Mutex::new(item);
    let mut guard = item.lock().unwrap();
    let n = inc(guard.n).await?;
    guard.n = n;
    Ok(n)
}

fn main() {}
