use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<usize> {
    let borrowed = async {
        fetch(1).await?;
        Ok::<_, Failure>(&list)
    }
    .await?;
    Ok(borrowed.len())
}

fn main() {}
