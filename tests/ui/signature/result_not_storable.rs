use durable_runtime::prelude::*;

#[activity]
async fn open(path: String) -> Result<std::fs::File> {
    Ok(std::fs::File::open(path)?)
}

fn main() {}
