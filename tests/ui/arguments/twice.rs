use durable_runtime::prelude::*;

#[activity(name = "a", name = "b")]
async fn named_twice() -> Result<()> {
    Ok(())
}

fn main() {}
