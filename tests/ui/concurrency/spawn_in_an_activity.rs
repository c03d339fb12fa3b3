use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[activity]
async fn wrong(n: u32) -> Result<u32> {
    let task = spawn(fetch(n));
    task.await?
}

fn main() {}
