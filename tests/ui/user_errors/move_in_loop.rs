use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let text = n.to_string();
    loop {
        fetch(1).await?;
        drop(text);
    }
}

fn main() {}
