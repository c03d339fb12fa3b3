use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn part(name: String) -> Result<u32> {
    let part = &name[1..];
    let n = fetch(1).await?;
    Ok(n + part.len() as u32)
}

fn main() {}
