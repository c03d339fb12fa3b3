use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn two(n: u32) -> Result<u32> {
    let later = async || fetch(n).await;
    let each = |n: u32| fetch(n).await;
    Ok(n)
}

fn main() {}
