use durable_runtime::prelude::*;

async fn helper() -> Result<u32> {
    Ok(1)
}

#[orchestrator]
async fn calls() -> Result<u32> {
    helper().await
}

fn main() {}
