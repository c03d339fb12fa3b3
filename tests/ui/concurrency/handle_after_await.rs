use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let task = spawn(fetch(n));
    let m = task.await??;
    task.abort();
    Ok(m)
}

fn main() {}
