use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (a, b, c) = join!(fetch(n), fetch(1));
    Ok(a? + b? + c?)
}

fn main() {}
