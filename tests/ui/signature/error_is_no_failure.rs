use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong_error(n: u32) -> std::result::Result<u32, String> {
    Ok(fetch(n).await.unwrap_or(1))
}

#[activity]
async fn wrong_activity(n: u32) -> std::result::Result<u32, String> {
    Ok(n)
}

fn main() {}
