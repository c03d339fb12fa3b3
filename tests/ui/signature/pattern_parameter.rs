use durable_runtime::prelude::*;

#[activity]
async fn add((a, b): (u32, u32)) -> Result<u32> {
    Ok(a + b)
}

fn main() {}
