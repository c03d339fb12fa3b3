use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator(inline)]
async fn helper(n: u32) -> Result<std::rc::Rc<u32>> {
    let m = fetch(n).await?;
    Ok(std::rc::Rc::new(m))
}

#[orchestrator]
async fn caller(n: u32) -> Result<u32> {
    let shared = helper(n).await?;
    fetch(1).await?;
    Ok(*shared)
}

fn main() {}
