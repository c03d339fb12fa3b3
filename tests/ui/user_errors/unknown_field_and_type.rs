use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Order {
    id: u32,
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let order = Order { id: n, total: 3 };
    fetch(order.count).await?;
    let page: Page = fetch(1).await?;
    Ok(order.id)
}

fn main() {}
