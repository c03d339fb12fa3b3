use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn compared(n: u32) -> Result<u32> {
    assert_eq!(n, 1, "got {}", fetch(n).await?);
    Ok(n)
}

fn main() {}
