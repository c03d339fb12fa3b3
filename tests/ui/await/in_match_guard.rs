use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn guarded(n: u32) -> Result<u32> {
    match n {
        n if fetch(n).await? > 3 => Ok(n),
        _ => Ok(0),
    }
}

fn main() {}
