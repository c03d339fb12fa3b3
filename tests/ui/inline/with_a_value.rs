use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline = true)]
async fn wrong(n: u32) -> Result<u32> {
    fetch(n).await
}

#[orchestrator(inlined)]
async fn unknown(n: u32) -> Result<u32> {
    fetch(n).await
}

#[orchestrator(inline, inline)]
async fn twice(n: u32) -> Result<u32> {
    fetch(n).await
}

fn main() {}
