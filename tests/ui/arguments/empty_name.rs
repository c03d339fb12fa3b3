use durable_runtime::prelude::*;

#[orchestrator(name = "")]
async fn empty() -> Result<()> {
    Ok(())
}

#[activity(name = "a/b")]
async fn slash() -> Result<()> {
    Ok(())
}

fn main() {}
