use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<usize> {
    let name: std::sync::Arc<str> = "text".into();
    fetch(n).await?;
    Ok(name.len())
}

fn main() {}
