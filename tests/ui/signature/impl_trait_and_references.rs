use durable_runtime::prelude::*;

#[orchestrator]
async fn several(name: &str, items: impl Iterator<Item = u32>) -> Result<()> {
    Ok(())
}

fn main() {}
