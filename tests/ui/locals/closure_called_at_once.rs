use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(mut n: u32) -> Result<u32> {
    n += 1;
    let sum = (move |m: u32| n + m)(fetch(n).await?);
    Ok(sum)
}

fn main() {}
