use durable_runtime::prelude::*;

#[orchestrator]
fn sync() -> Result<()> {
    Ok(())
}

#[activity]
fn sync_activity() -> Result<()> {
    Ok(())
}

fn main() {}
