use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(a: String, b: String) -> Result<u32> {
    let longer = if a.len() > b.len() { &a } else { &b };
    let n = fetch(1).await?;
    Ok(n + longer.len() as u32)
}

fn main() {}
