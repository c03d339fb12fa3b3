use durable_runtime::prelude::*;

#[orchestrator]
async fn wrong() -> Result<u32> {
    event("Approved").await?;
    Ok(1)
}

#[orchestrator]
async fn wrong_in_a_let() -> Result<u32> {
    let approved = event("Approved").await?;
    Ok(1)
}

fn main() {}
