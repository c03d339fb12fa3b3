// `#[durable(…)]` before a statement: each mistake is told at its word.
use durable_runtime::prelude::*;

#[orchestrator]
async fn names() -> Result<u64> {
    #[durable(name = "a b")]
    event::<u64>("a").await?;
    #[durable(name = "start")]
    event::<u64>("a").await?;
    #[durable(nome = "a")]
    event::<u64>("a").await?;
    #[durable]
    event::<u64>("a").await?;
    #[durable(name = 3)]
    event::<u64>("a").await?;
    Ok(1)
}

#[orchestrator]
async fn awaits() -> Result<u64> {
    #[durable(name = "none")]
    let a = 1;
    #[durable(name = "two")]
    let b = event::<u64>("a").await? + event::<u64>("b").await?;
    #[durable(name = "same")]
    event::<u64>("a").await?;
    #[durable(name = "same")]
    event::<u64>("b").await?;
    Ok(a + b)
}

#[orchestrator]
async fn locals(n: u64) -> Result<u64> {
    #[durable(default = 0)]
    event::<u64>("a").await?;
    #[durable(was = "c")]
    let (a, b) = (n, n);
    #[durable(default = event::<u64>("a").await?)]
    let c = n + 1;
    let block = async move {
        #[durable(default = 0)]
        let d = n + 2;
        event::<u64>("b").await?;
        Ok::<_, Failure>(d)
    };
    event::<u64>("c").await?;
    Ok(a + b + c + block.await?)
}

#[orchestrator]
async fn never_stored(n: u64) -> Result<u64> {
    event::<u64>("c").await?;
    #[durable(default = 0)]
    let a = n + 1;
    Ok(a)
}

#[orchestrator]
async fn of_another_type(n: u64) -> Result<u64> {
    #[durable(default = "text")]
    let a = n + 1;
    event::<u64>("c").await?;
    Ok(a)
}

#[orchestrator]
async fn elsewhere(n: u64) -> Result<u64> {
    match n {
        #[durable(name = "one")]
        1 => event::<u64>("c").await,
        _ => Ok(n),
    }
}

fn main() {}
