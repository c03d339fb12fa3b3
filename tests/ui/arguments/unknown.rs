use durable_runtime::prelude::*;

#[orchestrator(nam = "x")]
async fn misspelt() -> Result<()> {
    Ok(())
}

#[orchestrator(retry(attempts = 3, first = "1s"))]
async fn no_retry_here() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = 3, first = "1s", delay = "1s"))]
async fn no_delay() -> Result<()> {
    Ok(())
}

fn main() {}
