use durable_runtime::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
enum Kind {
    Book,
    Toy,
}

#[orchestrator]
async fn by_a_method(prices: BTreeMap<Kind, u32>) -> Result<u32> {
    let price = prices.get(&Kind::Book).unwrap();
    let n = fetch(1).await?;
    Ok(n + price)
}

#[orchestrator]
async fn by_an_index(prices: HashMap<Kind, u32>, kind: Kind) -> Result<u32> {
    let price = &prices[&kind];
    let n = fetch(1).await?;
    Ok(n + price)
}

fn main() {}
