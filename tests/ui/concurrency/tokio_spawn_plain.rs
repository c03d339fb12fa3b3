use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn plain(n: u32) -> u32 {
    n
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    fetch(n).await?;
    let value = tokio::spawn(plain(n)).await;
    Ok(value.unwrap_or(n))
}

fn main() {}
