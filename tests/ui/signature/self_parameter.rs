use durable_runtime::prelude::*;

struct Service;

impl Service {
    #[activity]
    async fn run(&self) -> Result<()> {
        Ok(())
    }
}

fn main() {}
