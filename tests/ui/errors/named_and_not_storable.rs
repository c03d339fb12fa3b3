use durable_runtime::prelude::*;

#[derive(Debug)]
struct Declined;

impl std::fmt::Display for Declined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("declined")
    }
}

impl std::error::Error for Declined {}

#[activity(errors(Declined))]
async fn pay(amount: u32) -> anyhow::Result<u32> {
    Ok(amount)
}

#[orchestrator(errors())]
async fn none_are_named(amount: u32) -> anyhow::Result<u32> {
    Ok(pay(amount).await?)
}

#[orchestrator(errors(Declined), errors(Declined))]
async fn named_twice(amount: u32) -> anyhow::Result<u32> {
    Ok(pay(amount).await?)
}

fn main() {}
