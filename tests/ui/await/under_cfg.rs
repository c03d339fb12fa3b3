use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn configured(n: u32) -> Result<u32> {
    #[cfg(any())]
    fetch(n).await?;
    #[cfg(all())]
    let n = n + 1;
    match n {
        #[cfg(any())]
        1 => fetch(1).await,
        _ => fetch(n).await,
    }
}

fn main() {}
