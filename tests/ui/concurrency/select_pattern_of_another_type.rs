use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    select! {
        Some(a) = fetch(n) => Ok(a),
        () = sleep(Duration::from_secs(1)) => Ok(0),
    }
}

fn main() {}
