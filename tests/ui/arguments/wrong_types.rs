use durable_runtime::prelude::*;

#[activity(retry = 3)]
async fn bare_retry() -> Result<()> {
    Ok(())
}

#[activity(retry(3))]
async fn only_a_number() -> Result<()> {
    Ok(())
}

#[activity(retry)]
async fn nothing_of_retry() -> Result<()> {
    Ok(())
}

#[activity(retry())]
async fn empty_retry() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = "3", first = 1, backoff = "2", max = std::time::Duration::MAX, timeout, when = |_| true))]
async fn everything_of_retry() -> Result<()> {
    Ok(())
}

#[activity(retry(attempts = -1, first = "1s" backoff = 2), max_concurrent = 1.5, timeout = "30")]
async fn several() -> Result<()> {
    Ok(())
}

#[activity(errors = PayError, max_concurrent(4), name =)]
async fn in_parentheses_or_not() -> Result<()> {
    Ok(())
}

#[orchestrator(inline = true)]
async fn inline_is_alone() -> Result<()> {
    Ok(())
}

fn main() {}
