use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut sum = 0;
    for (n, _) in list.iter().filter(|n| **n > 1).zip(1..) {
        sum += fetch(*n).await?;
    }
    Ok(sum)
}

fn main() {}
