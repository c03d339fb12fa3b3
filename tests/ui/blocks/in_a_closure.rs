use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<u32> {
    let sums = list.iter().map(|n| async move {
        let twice = || fetch(*n).await;
        twice()
    });
    Ok(sums.count() as u32)
}

fn main() {}
