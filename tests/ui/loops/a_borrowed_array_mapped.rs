use durable_runtime::prelude::*;

#[activity]
async fn tick(n: i64) -> Result<i64> {
    Ok(n)
}

#[orchestrator]
async fn wrong(x: [i64; 3]) -> Result<i64> {
    let arr = &x;
    let mut sum = 0;
    for n in arr.map(|n| n * 2) {
        sum += tick(n).await?;
    }
    Ok(sum)
}

fn main() {}
