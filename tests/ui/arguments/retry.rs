use durable_runtime::prelude::*;

#[activity(retry(first = "1s"))]
async fn no_attempts() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = 0, first = "1s"))]
async fn none() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = 2, first = "soon"))]
async fn soon() -> Result<()> {
    Ok(())
}

#[activity(timeout = 30)]
async fn bare_number() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = 2, first = "1s", backoff = 0.5))]
async fn shrinking() -> Result<()> {
    Ok(())
}

fn main() {}
