use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let text = n.to_string();
    drop(text);
    fetch(1).await?;
    println!("{text}");
    Ok(n)
}

fn main() {}
