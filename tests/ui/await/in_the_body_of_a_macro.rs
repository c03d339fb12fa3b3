use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

macro_rules! outside {
    ($n:expr) => {
        fetch($n).await?
    };
}

#[orchestrator]
async fn of_a_macro_outside(n: u32) -> Result<u32> {
    let m = fetch(n).await?;
    Ok(m + outside!(m))
}

fn main() {}
