use durable_runtime::prelude::*;

async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn sum() -> Result<u32> {
    let results = join_all(vec![fetch(1), fetch(2)]).await;
    Ok(results.into_iter().flatten().sum())
}

#[orchestrator]
async fn late() -> Result<u32> {
    timeout(std::time::Duration::from_secs(1), fetch(1)).await?
}

fn main() {}
