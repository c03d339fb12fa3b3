use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let double = |n: u32| n * 2;
    async {
        let m = fetch(n).await?;
        Ok(double(m))
    }
    .await
}

fn main() {}
