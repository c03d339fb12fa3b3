use durable_runtime::prelude::*;
use std::collections::BTreeMap;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(prices: BTreeMap<String, u32>) -> Result<u32> {
    let mut sum = 0;
    for (_, price) in prices.range(String::from("b")..) {
        sum += fetch(*price).await?;
    }
    Ok(sum)
}

fn main() {}
