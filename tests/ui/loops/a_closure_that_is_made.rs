use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn times(factor: u32) -> impl Fn(u32) -> u32 {
    move |n| n * factor
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let mut sum = 0;
    for n in list.into_iter().map(times(2)) {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
