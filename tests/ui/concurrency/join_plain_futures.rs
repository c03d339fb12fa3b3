use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

async fn plain(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (a, ()) = join!(fetch(n), tokio::time::sleep(Duration::from_secs(1)));
    let (b, c) = join!(fetch(n), plain(n));
    Ok(a? + b? + c?)
}

fn main() {}
