use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn plain(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (a, b) = try_join!(fetch(n), plain(n))?;
    Ok(a + b)
}

fn main() {}
