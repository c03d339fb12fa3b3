use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(pages: Vec<u32>) -> Result<u32> {
    let mut sum = 0;
    for page in pages.iter().filter(|page| **page > 0) {
        sum += fetch(*page).await?;
    }
    for page in pages.into_iter().skip_while(|page| *page > 0).map(|page| page + 1) {
        sum += fetch(page).await?;
    }
    let first: String = fetch(sum).await?;
    Ok(sum)
}

fn main() {}
