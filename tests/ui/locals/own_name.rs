use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let __temp_1 = fetch(n).await?;
    Ok(__temp_1)
}

fn main() {}
