use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m = fetch(n).await?;
    if m > 1 {
        return "one";
    }
    m
}

fn main() {}
