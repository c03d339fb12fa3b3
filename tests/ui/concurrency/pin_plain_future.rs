use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let later = tokio::time::sleep(Duration::from_secs(1));
    tokio::pin!(later);
    loop {
        select! {
            () = &mut later => return Ok(n),
            m = fetch(n) => return m,
        }
    }
}

fn main() {}
