use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(name = 3)]
async fn one(n: u32) -> Result<u32> {
    fetch(n).await
}

#[orchestrator("two")]
async fn two(n: u32) -> Result<u32> {
    fetch(n).await
}

#[orchestrator(crate = 3)]
async fn three(n: u32) -> Result<u32> {
    fetch(n).await
}

fn main() {}
