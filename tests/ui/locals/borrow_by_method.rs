use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn first(list: Vec<u32>) -> Result<u32> {
    let first = list.first();
    let n = fetch(1).await?;
    Ok(n + first.copied().unwrap_or(0))
}

fn main() {}
