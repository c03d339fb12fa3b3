use durable_runtime::prelude::*;

#[orchestrator(version = "v2")]
async fn letters() -> Result<()> {
    Ok(())
}

#[orchestrator(version = 2)]
async fn number() -> Result<()> {
    Ok(())
}

#[orchestrator(version = "1..2")]
async fn dots() -> Result<()> {
    Ok(())
}

#[orchestrator(version = "1.02")]
async fn zero() -> Result<()> {
    Ok(())
}

#[orchestrator(version)]
async fn alone() -> Result<()> {
    Ok(())
}

#[activity(version = "2")]
async fn activity() -> Result<()> {
    Ok(())
}

fn main() {}
