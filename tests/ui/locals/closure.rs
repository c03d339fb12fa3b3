use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn apply(n: u32) -> Result<u32> {
    let double = |n: u32| n * 2;
    let once = fetch(double(n)).await?;
    Ok(double(once))
}

fn main() {}
