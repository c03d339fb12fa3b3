use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let call = fetch(n);
    let first = timeout(Duration::from_secs(1), &mut call).await;
    let second = call.await?;
    Ok(second + u32::from(first.is_ok()))
}

fn main() {}
