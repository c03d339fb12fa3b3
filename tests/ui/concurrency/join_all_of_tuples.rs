use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<usize> {
    let all = join_all(vec![(n, fetch(n))]).await;
    Ok(all.len())
}

fn main() {}
