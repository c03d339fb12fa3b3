use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Order {
    items: Vec<u32>,
}

impl Order {
    fn items(&self) -> &[u32] {
        &self.items
    }
}

#[orchestrator]
async fn wrong() -> Result<u32> {
    let order = Order { items: vec![1, 2] };
    let mut sum = 0;
    for n in order.items().iter().map(|n| n * 2) {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
