use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let calls = list.into_iter().map(async |n| fetch(n).await);
    let numbers = try_join_all(calls).await?;
    Ok(numbers.len() as u32)
}

fn main() {}
