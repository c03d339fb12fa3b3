use durable_runtime::prelude::*;

#[orchestrator]
async fn poll() -> Result<()> {
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    Ok(())
}

fn main() {}
