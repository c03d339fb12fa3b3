use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: [u32; 3]) -> Result<u32> {
    let mut sum = 0;
    for n in list.map(|n| n * 2) {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
