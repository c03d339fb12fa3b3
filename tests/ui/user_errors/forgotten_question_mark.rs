use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m: u32 = fetch(n).await;
    let k = fetch(m).await + 1;
    Ok(k)
}

fn main() {}
