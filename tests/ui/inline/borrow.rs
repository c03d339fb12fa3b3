use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn wrong(name: &str) -> Result<u32> {
    fetch(name.len() as u32).await
}

fn main() {}
