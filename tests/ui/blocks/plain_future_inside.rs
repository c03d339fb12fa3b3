use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        fetch(n).await
    }
    .await
}

fn main() {}
