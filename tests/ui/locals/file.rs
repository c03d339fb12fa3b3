use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn read(path: String) -> Result<u32> {
    let file = std::fs::File::open(path)?;
    let n = fetch(1).await?;
    drop(file);
    Ok(n)
}

fn main() {}
