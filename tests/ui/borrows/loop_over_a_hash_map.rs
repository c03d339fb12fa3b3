use durable_runtime::prelude::*;
use std::collections::HashMap;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(prices: HashMap<String, u32>) -> Result<u32> {
    let mut sum = 0;
    for (name, price) in &prices {
        sum += fetch(*price + name.len() as u32).await?;
    }
    Ok(sum)
}

fn main() {}
