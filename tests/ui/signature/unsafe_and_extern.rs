use durable_runtime::prelude::*;

#[activity]
async unsafe fn danger() -> Result<()> {
    Ok(())
}

#[activity]
async extern "C" fn foreign() -> Result<()> {
    Ok(())
}

fn main() {}
