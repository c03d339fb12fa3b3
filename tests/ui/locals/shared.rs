use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let shared = std::rc::Rc::new(std::cell::RefCell::new(n));
    fetch(1).await?;
    let value = *shared.borrow();
    Ok(value)
}

fn main() {}
