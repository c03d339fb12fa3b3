use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn outer(n: u32) -> Result<u32> {
    #[orchestrator]
    async fn inner(n: u32) -> Result<u32> {
        fetch(n).await
    }
    inner(n).await
}

fn main() {}
