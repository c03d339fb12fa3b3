use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let m = if n > 1 { fetch(n).await? } else { "none" };
    let k = match m {
        0 => fetch(1).await?,
        _ => true,
    };
    Ok(k)
}

fn main() {}
