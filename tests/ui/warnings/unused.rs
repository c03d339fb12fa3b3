#![deny(warnings)]

use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[deprecated = "use fetch"]
#[activity]
async fn old(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wasteful(n: u32, spare: u32) -> Result<u32> {
    let never = fetch(n).await?;
    let mut fixed = fetch(1).await?;
    let mut assigned = 0;
    assigned = fetch(fixed).await?;
    fetch(2).await;
    fetch(3);
    sleep(std::time::Duration::from_secs(1));
    n + 1;
    let (a, b) = (fetch(4).await?, 5);
    if n > 3 {
        return Ok(a);
        fetch(5).await?;
    }
    old(n).await?;
    match n {
        0 => fetch(6).await,
        _ => Ok(1),
        1 => Ok(2),
    }
}

#[orchestrator]
async fn nobody(n: u32) -> Result<u32> {
    #[cfg(feature = "unheard_of")]
    fetch(n).await?;
    fetch(n).await
}

fn main() {
    let _ = wasteful(1, 2);
}
