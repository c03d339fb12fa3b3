use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut total = n;
    let (first, second) = join!(
        async {
            total += fetch(1).await?;
            Ok::<_, Failure>(1)
        },
        fetch(2),
    );
    Ok(total + first? + second?)
}

fn main() {}
