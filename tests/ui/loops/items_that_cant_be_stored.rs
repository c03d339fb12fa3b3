use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Page;

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut sum = 0;
    for _ in [Page, Page].into_iter().map(|page| (page, n)).map(|(_, n)| n) {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
