use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut set = tokio::task::JoinSet::new();
    set.spawn(async move { n });
    fetch(n).await
}

fn main() {}
