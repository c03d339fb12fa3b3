use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let doubled = list.into_iter().map(|n| n * 2);
    let mut sum = 0;
    for n in doubled {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
