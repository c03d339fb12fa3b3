use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(list: Vec<u32>) -> Result<usize> {
    let block = async {
        fetch(1).await?;
        Ok::<_, Failure>(&list)
    };
    let borrowed = block.await?;
    Ok(borrowed.len())
}

fn main() {}
