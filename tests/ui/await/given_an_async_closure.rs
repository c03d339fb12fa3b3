use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn with_retry<F: Future<Output = Result<u32>>>(times: u32, mut call: impl FnMut() -> F) -> Result<u32> {
    for _ in 1..times {
        if let Ok(value) = call().await {
            return Ok(value);
        }
    }
    call().await
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    with_retry(3, || async { fetch(n).await }).await
}

#[orchestrator]
async fn wrong_too(n: u32) -> Result<u32> {
    let value = with_retry(3, async || fetch(n).await).await?;
    Ok(value)
}

fn main() {}
