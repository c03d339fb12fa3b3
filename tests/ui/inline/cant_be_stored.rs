use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn wrong(n: u32, shared: std::rc::Rc<u32>) -> Result<u32> {
    let m = fetch(n).await?;
    Ok(m + *shared)
}

fn main() {}
