use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

static LOCK: std::sync::Mutex<u32> = std::sync::Mutex::new(0);

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let guard = LOCK.lock().unwrap();
    fetch(1).await?;
    Ok(*guard)
}

fn main() {}
