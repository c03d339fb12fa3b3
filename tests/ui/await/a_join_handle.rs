use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn async_work(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let handle = tokio::spawn(async_work(n));
    handle.await??;
    Ok(n)
}

fn main() {}
