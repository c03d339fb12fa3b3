use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let handle = std::thread::spawn(move || n);
    fetch(1).await?;
    Ok(handle.join().unwrap())
}

fn main() {}
