use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m = fetch(n).await?.await;
    let k = fetch(1)?.await;
    Ok(m)
}

fn main() {}
