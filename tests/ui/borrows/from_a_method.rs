use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Order {
    name: String,
}

impl Order {
    fn name(&self) -> &String {
        &self.name
    }
}

#[orchestrator]
async fn wrong(name: String) -> Result<u32> {
    let order = Order { name };
    let name = order.name();
    let n = fetch(1).await?;
    Ok(n + name.len() as u32)
}

fn main() {}
