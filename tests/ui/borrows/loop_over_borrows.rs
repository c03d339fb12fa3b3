use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(a: Vec<u32>, b: Vec<u32>) -> Result<u32> {
    let mut sum = 0;
    for list in vec![&a, &b] {
        sum += fetch(list[0]).await?;
    }
    Ok(sum)
}

fn main() {}
