use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m: u32 = fetch(n)?;
    let k = fetch(m) + 1;
    fetch(1).await
}

fn main() {}
