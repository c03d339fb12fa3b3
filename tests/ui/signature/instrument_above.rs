use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[tracing::instrument]
#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    fetch(n).await
}

fn main() {}
