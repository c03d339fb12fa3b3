use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Service;

impl Service {
    const LIMIT: u32 = 3;

    #[orchestrator]
    async fn run(n: u32) -> Result<u32> {
        fetch(n + Self::LIMIT).await
    }

    #[activity]
    async fn make(n: u32) -> Result<u32> {
        struct Inner(u32);
        impl Inner {
            fn new(n: u32) -> Self {
                Self(n)
            }
        }
        println!("{}", Self::LIMIT);
        Ok(Inner::new(n).0)
    }
}

fn main() {}
