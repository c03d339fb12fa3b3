use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn twice(n: u32) -> Result<u32> {
    fetch(n).await
}

#[orchestrator]
async fn twice(n: u32) -> Result<u32> {
    fetch(n).await
}

fn main() {}
