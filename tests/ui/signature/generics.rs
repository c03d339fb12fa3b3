use durable_runtime::prelude::*;

#[orchestrator]
async fn any<T>(value: T) -> Result<()> {
    Ok(())
}

#[activity]
async fn with_lifetime<'a>(n: u32) -> Result<()> {
    Ok(())
}

fn main() {}
