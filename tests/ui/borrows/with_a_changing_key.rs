use durable_runtime::prelude::*;
use std::collections::BTreeMap;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn by_method(prices: BTreeMap<String, u32>) -> Result<u32> {
    let mut key = String::from("a");
    let price = prices.get(&key);
    key.push('b');
    let n = fetch(1).await?;
    Ok(n + price.copied().unwrap_or(0) + key.len() as u32)
}

#[orchestrator]
async fn by_index(prices: BTreeMap<String, u32>) -> Result<u32> {
    let mut key = String::from("a");
    let price = &prices[&key];
    key.push('b');
    let n = fetch(1).await?;
    Ok(n + price + key.len() as u32)
}

fn main() {}
