use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

macro_rules! twice {
    ($value:expr) => {
        $value * 2
    };
}

#[orchestrator]
async fn double(n: u32) -> Result<u32> {
    Ok(twice!(fetch(n).await?))
}

fn main() {}
