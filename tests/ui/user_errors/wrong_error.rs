use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    if n > 1 {
        Err("too many")?;
    }
    let text = Err(3)?;
    fetch(n).await
}

fn main() {}
