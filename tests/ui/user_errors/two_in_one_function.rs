use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m: String = fetch(n).await?;
    let text = n.to_string();
    drop(text);
    fetch(2).await?;
    drop(text);
    Ok(missing)
}

fn main() {}
