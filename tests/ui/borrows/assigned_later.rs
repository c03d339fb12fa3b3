use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(a: String, b: String) -> Result<u32> {
    let mut best = &a;
    let n = fetch(1).await?;
    if n > 2 {
        best = &b;
    }
    fetch(2).await?;
    Ok(n + best.len() as u32)
}

fn main() {}
