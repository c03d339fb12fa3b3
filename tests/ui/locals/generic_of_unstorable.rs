use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Unstored(u32);

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let found = vec![Some(Unstored(n))];
    fetch(1).await?;
    Ok(found.len() as u32)
}

fn main() {}
