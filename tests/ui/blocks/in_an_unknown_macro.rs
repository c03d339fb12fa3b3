use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

macro_rules! both {
    ($first:expr, $second:expr) => {{
        $first.await?;
        Ok($second)
    }};
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    both!(async { fetch(n).await }, n)
}

fn main() {}
