use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m = select! {
        a = fetch(n) => a?,
        () = sleep(Duration::from_secs(1)) => "late",
    };
    Ok(m)
}

fn main() {}
