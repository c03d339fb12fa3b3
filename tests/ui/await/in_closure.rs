use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn sum(list: Vec<u32>) -> Result<u32> {
    let calls: Vec<_> = list.into_iter().map(|n| async move { fetch(n).await }).collect();
    let each = |n: u32| fetch(n).await;
    Ok(calls.len() as u32)
}

fn main() {}
