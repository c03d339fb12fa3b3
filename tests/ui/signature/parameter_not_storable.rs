use durable_runtime::prelude::*;

#[activity]
async fn read(file: std::fs::File) -> Result<()> {
    Ok(())
}

#[orchestrator]
async fn shared(value: std::rc::Rc<u32>) -> Result<()> {
    Ok(())
}

fn main() {}
