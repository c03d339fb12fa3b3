use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut list = vec![n];
    fetch(1).await?;
    let first = &list[0];
    list.push(2);
    Ok(*first)
}

fn main() {}
