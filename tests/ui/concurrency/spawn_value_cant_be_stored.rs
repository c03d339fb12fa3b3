use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let task = spawn(async move {
        fetch(n).await?;
        Ok::<_, Failure>(std::rc::Rc::new(n))
    });
    let shared = task.await??;
    Ok(*shared)
}

fn main() {}
