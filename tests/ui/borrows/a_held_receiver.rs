use durable_runtime::prelude::*;
use std::collections::BTreeMap;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(key: u32) -> Result<usize> {
    let mut lists: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    lists.entry(key).or_default().push(fetch(key).await?);
    Ok(lists.len())
}

fn main() {}
