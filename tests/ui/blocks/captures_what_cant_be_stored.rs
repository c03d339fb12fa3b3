use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn shared(n: u32) -> Result<u32> {
    let shared = std::rc::Rc::new(n);
    let block = async {
        let m = fetch(1).await?;
        Ok::<_, Failure>(m + *shared)
    };
    block.await
}

#[orchestrator]
async fn file(path: String) -> Result<u32> {
    let file = std::fs::File::open(path)?;
    let block = async move {
        let m = fetch(1).await?;
        Ok(m + file.metadata()?.len() as u32)
    };
    block.await
}

fn main() {}
