use durable_runtime::prelude::*;

#[activity(max_concurrent = 0)]
async fn never() -> Result<()> {
    Ok(())
}

#[activity(max_concurrent = "4")]
async fn text() -> Result<()> {
    Ok(())
}

#[activity(max_concurrent = 4, max_concurrent = 4)]
async fn twice() -> Result<()> {
    Ok(())
}

#[orchestrator(max_concurrent = 4)]
async fn no_activity() -> Result<()> {
    Ok(())
}

fn main() {}
