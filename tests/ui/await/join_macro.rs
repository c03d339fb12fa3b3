use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn both(n: u32) -> Result<u32> {
    let (a, b) = tokio::join!(fetch(n), fetch(n));
    Ok(a? + b?)
}

fn main() {}
