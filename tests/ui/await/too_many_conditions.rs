use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    #[cfg(feature = "a")]
    fetch(n).await?;
    #[cfg(feature = "b")]
    fetch(n).await?;
    #[cfg(feature = "c")]
    fetch(n).await?;
    #[cfg(feature = "d")]
    fetch(n).await?;
    #[cfg(feature = "e")]
    fetch(n).await?;
    Ok(n)
}

fn main() {}
