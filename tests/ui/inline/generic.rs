use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn wrong<T>(n: T) -> Result<T> {
    fetch(1).await?;
    Ok(n)
}

fn main() {}
