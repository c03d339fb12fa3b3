use durable_runtime::prelude::*;

fn text() -> std::result::Result<u32, String> {
    Ok(1)
}

fn boxed() -> std::result::Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    Ok(1)
}

#[activity]
async fn by_question_mark(n: Option<u32>) -> Result<u32> {
    Ok(n.ok_or("there is none")?)
}

#[activity]
async fn by_into(n: u32) -> Result<u32> {
    Err(format!("{n} is too much").into())
}

#[activity]
async fn bare(n: u32) -> Result<u32> {
    Err(format!("{n} is too much"))
}

#[orchestrator]
async fn in_an_orchestrator(n: u32) -> Result<u32> {
    let m = bare(n).await?;
    if m > 3 {
        return Err("too much".into());
    }
    Ok(m + text()? + boxed()?)
}

#[activity]
async fn declared(n: u32) -> std::result::Result<u32, String> {
    Ok(n)
}

fn main() {}
