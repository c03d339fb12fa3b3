use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Plain;

#[orchestrator]
async fn wrong(n: u32, plain: Plain, file: std::fs::File) -> Result<Plain> {
    fetch(n).await?;
    Ok(plain)
}

fn main() {}
