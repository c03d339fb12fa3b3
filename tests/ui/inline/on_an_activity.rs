use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[activity(inline)]
async fn wrong(n: u32) -> Result<u32> {
    Ok(n)
}

fn main() {}
