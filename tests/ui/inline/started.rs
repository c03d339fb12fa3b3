use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn helper(n: u32) -> Result<u32> {
    fetch(n).await
}

async fn start(runtime: Runtime) -> Result<u32> {
    let instance = runtime.start(helper(1)).await?;
    Ok(instance.result().await?)
}

fn main() {}
