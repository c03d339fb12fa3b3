use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<usize> {
    let sum = async move {
        let n = fetch(1).await?;
        Ok::<_, Failure>(n as usize + list.len())
    };
    Ok(sum.await? + list.len())
}

fn main() {}
