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

#[activity(atempts = 3, retries(attempts = 3, first = "1s"), max_concurrency = 4, attempts = 3, tiemout = "1s")]
async fn misspelt_in_an_activity() -> Result<()> {
    Ok(())
}

#[activity(retry(attempt = 3, frist = "1s", back_off = 2.0, max_interval = "1m"))]
async fn misspelt_in_retry() -> Result<()> {
    Ok(())
}

fn main() {}
