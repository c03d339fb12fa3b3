use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[orchestrator]
async fn wrong(paths: Vec<String>) -> Result<u32> {
    let mut files = Vec::new();
    for path in &paths {
        files.push(std::fs::File::open(path)?);
    }
    let mut sum = 0;
    for file in files {
        sum += fetch(file.metadata()?.len() as u32).await?;
    }
    Ok(sum)
}

fn main() {}
