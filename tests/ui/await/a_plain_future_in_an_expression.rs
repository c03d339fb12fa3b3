use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn plain(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    Ok(fetch(plain(n).await?).await? + plain(1).await.unwrap_or(std::future::ready(2).await))
}

fn main() {}
