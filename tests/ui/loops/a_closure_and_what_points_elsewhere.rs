use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: usize) -> Result<usize> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<usize>) -> Result<usize> {
    let mut unit = "a";
    let mut sum = 0;
    for n in list.into_iter().map(|n| n * unit.len()) {
        sum += fetch(n).await?;
        unit = "longer";
    }
    Ok(sum)
}

fn main() {}
