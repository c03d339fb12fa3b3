use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let later: std::pin::Pin<Box<dyn Future<Output = u32>>> = Box::pin(std::future::ready(n));
    let m = later.await;
    Ok(m)
}

fn main() {}
