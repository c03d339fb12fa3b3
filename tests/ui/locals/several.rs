use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (file, shared) = (std::fs::File::open("a")?, std::rc::Rc::new(n));
    fetch(1).await?;
    println!("{file:?} {shared}");
    let other = std::time::Instant::now();
    fetch(2).await?;
    println!("{other:?}");
    Ok(n)
}

fn main() {}
