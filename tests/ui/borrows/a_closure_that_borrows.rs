use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let has = |n: u32| list.contains(&n);
    let n = fetch(1).await?;
    Ok(u32::from(has(n)))
}

fn main() {}
