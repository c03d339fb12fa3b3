use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn waits() -> impl Iterator<Item = u32> {
    [1, 60, 3600].into_iter()
}

#[orchestrator]
async fn wrong() -> Result<u32> {
    let mut sum = 0;
    for wait in waits() {
        sum += fetch(wait).await?;
    }
    Ok(sum)
}

fn main() {}
