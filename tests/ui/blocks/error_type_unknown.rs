use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (a, b) = join!(
        async {
            let m = fetch(n).await?;
            Ok(m + 1)
        },
        fetch(2),
    );
    Ok(a? + b?)
}

fn main() {}
