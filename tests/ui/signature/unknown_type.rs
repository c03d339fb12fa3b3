use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32, order: Ordr) -> Result<u32> {
    fetch(order.id).await
}

fn main() {}
