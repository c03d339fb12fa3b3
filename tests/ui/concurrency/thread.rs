use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let thread = std::thread::spawn(move || fetch(n).await);
    thread.join().unwrap()
}

fn main() {}
