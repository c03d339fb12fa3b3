use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let later = async { 1 };
    fetch(n).await
}

#[orchestrator]
async fn caller(n: u32) -> Result<u32> {
    let m: u32 = wrong(n).await?;
    Ok(m + 1)
}

#[allow(dead_code)]
async fn start(runtime: Runtime) -> Result<()> {
    let instance = runtime.start(wrong(1)).await?;
    let _: u32 = instance.result().await?;
    Ok(())
}

fn main() {}
