use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let total = 0;
    total += fetch(n).await?;
    Ok(total)
}

fn main() {}
