use durable_runtime::prelude::*;
use std::cell::RefCell;
use std::sync::Mutex;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn cell(n: u32) -> Result<u32> {
    let cell = RefCell::new(n);
    let value = cell.borrow();
    let m = fetch(1).await?;
    Ok(m + *value)
}

#[orchestrator]
async fn lock(n: u32) -> Result<u32> {
    let lock = Mutex::new(n);
    let value = lock.lock().unwrap();
    let m = fetch(1).await?;
    Ok(m + *value)
}

fn main() {}
