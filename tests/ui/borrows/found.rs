use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let found = list.iter().map(|n| n).find(|n| **n > 2).unwrap();
    let n = fetch(1).await?;
    Ok(n + found)
}

fn main() {}
