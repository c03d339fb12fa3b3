use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let expiry = fetch(n).await?;
    fetch(expiri).await?;
    fetsch(1).await?;
    let map = HashMap::new();
    fetch(2).await?;
    Ok(expiry)
}

fn main() {}
