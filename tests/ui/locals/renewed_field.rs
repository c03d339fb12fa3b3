use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Page {
    file: std::fs::File,
}

#[orchestrator]
async fn wrong(n: u32) -> Result<u32> {
    let mut page = Page { file: std::fs::File::open("page")? };
    for _ in 0..fetch(n).await? {
        let file = page.file;
        fetch(file.metadata()?.len() as u32).await?;
        page.file = std::fs::File::open("page")?;
    }
    Ok(n)
}

fn main() {}
