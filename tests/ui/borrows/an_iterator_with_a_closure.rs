use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut left = list.iter().filter(|n| **n > 1);
    let first = fetch(1).await?;
    Ok(first + left.next().copied().unwrap_or(0))
}

fn main() {}
