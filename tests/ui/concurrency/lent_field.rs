use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut calls = (fetch(n), fetch(1));
    let first = (&mut calls.0).await?;
    Ok(first + calls.1.await?)
}

fn main() {}
