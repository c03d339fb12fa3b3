use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (mut a, mut b) = (0, 0);
    while a + b < n {
        *match n % 2 {
            0 => &mut a,
            1 => &mut b,
            _ => {
                fetch(1).await?;
                continue;
            }
        } += 1;
    }
    Ok(a)
}

fn main() {}
