use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Order {
    id: u32,
}

#[orchestrator]
async fn ship(id: u32) -> Result<u32> {
    let order = Order { id };
    let n = fetch(1).await?;
    Ok(n + order.id)
}

fn main() {}
