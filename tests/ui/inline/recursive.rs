use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn wrong(n: u32) -> Result<u32> {
    if n == 0 {
        return fetch(n).await;
    }
    wrong(n - 1).await
}

fn main() {}
