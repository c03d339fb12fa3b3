use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut factor = 1;
    let mut sum = 0;
    for n in list.into_iter().map(move |n| n * factor) {
        sum += fetch(n).await?;
        factor += 1;
    }
    Ok(sum)
}

fn main() {}
