use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let list = &vec![n, 2];
    let m = fetch(1).await?;
    Ok(m + list[0])
}

fn main() {}
