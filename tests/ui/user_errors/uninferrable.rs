use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let list = Vec::new();
    fetch(n).await?;
    Ok(list.len() as u32)
}

fn main() {}
