use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    match fetch(n).await? {
        0 => fetch(1).await,
        1..10 => Ok(2),
    }
}

fn main() {}
