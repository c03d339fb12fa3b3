use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

type Number = u32;

#[orchestrator]
async fn wrong(n: u32) -> Number {
    fetch(n).await.unwrap_or(1)
}

#[activity]
async fn wrong_activity(n: u32) -> Number {
    n
}

fn main() {}
