use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut set = JoinSet::new();
    set.spawn(fetch(n));
    let (ended, fetched) = join!(async { set.join_next().await.is_some() }, fetch(n));
    let left = set.len();
    fetch(n).await?;
    Ok(u32::from(ended) + fetched? + left as u32)
}

fn main() {}
