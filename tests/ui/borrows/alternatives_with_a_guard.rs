use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(a: Option<u32>, b: Option<u32>) -> Result<u32> {
    let pair = (a, b);
    match &pair {
        (Some(n), _) | (_, Some(n)) if *n > 3 => {
            let m = fetch(1).await?;
            Ok(m + *n)
        }
        _ => Ok(0),
    }
}

fn main() {}
