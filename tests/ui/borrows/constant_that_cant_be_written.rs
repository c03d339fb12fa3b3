use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Plan {
    price: u32,
}

static PLANS: [Plan; 2] = [Plan { price: 1 }, Plan { price: 2 }];

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let plan = &PLANS[1];
    let n = fetch(n).await?;
    Ok(n + plan.price)
}

fn main() {}
