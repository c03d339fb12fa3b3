use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

fn successors(first: Option<u32>, next: fn(&u32) -> Option<u32>) -> Vec<u32> {
    first.into_iter().flat_map(|n| [Some(n), next(&n)]).flatten().collect()
}

#[orchestrator]
async fn wrong() -> Result<u32> {
    let mut sum = 0;
    for n in successors(Some(1), |n| Some(n + 1)) {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
