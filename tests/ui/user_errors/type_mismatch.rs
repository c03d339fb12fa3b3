use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(name: String) -> Result<u32> {
    let n: u32 = name;
    let m = fetch("1").await?;
    Ok(n + m)
}

fn main() {}
