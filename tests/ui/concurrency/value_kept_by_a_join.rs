use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let (shared, m) = join!(
        async {
            fetch(n).await.unwrap();
            std::rc::Rc::new(n)
        },
        fetch(2),
    );
    Ok(*shared + m?)
}

fn main() {}
