use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut left = list.iter();
    let mut sum = 0;
    while let Some(n) = left.next() {
        sum += fetch(*n).await?;
    }
    Ok(sum)
}

fn main() {}
