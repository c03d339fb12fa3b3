use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(up: bool) -> Result<u32> {
    let numbers: Box<dyn Iterator<Item = u32>> = if up { Box::new(1..9) } else { Box::new((1..9).rev()) };
    let mut sum = 0;
    for n in numbers {
        sum += fetch(n).await?;
    }
    Ok(sum)
}

fn main() {}
