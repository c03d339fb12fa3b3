use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let shape: Box<dyn std::fmt::Debug> = Box::new(n);
    fetch(1).await?;
    println!("{shape:?}");
    Ok(n)
}

fn main() {}
