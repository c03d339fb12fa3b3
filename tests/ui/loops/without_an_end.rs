use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong() -> Result<u32> {
    let mut sum = 0;
    for n in [1, 2].into_iter().cycle() {
        sum += fetch(n).await?;
        if sum > 9 {
            break;
        }
    }
    Ok(sum)
}

fn main() {}
