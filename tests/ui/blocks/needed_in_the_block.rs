use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    async {
        let started = std::time::Instant::now();
        let m = fetch(n).await?;
        Ok(m + started.elapsed().as_secs() as u32)
    }
    .await
}

fn main() {}
