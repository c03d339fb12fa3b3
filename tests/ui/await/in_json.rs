use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

struct Opaque(u32);

#[orchestrator]
async fn wrong(n: u32) -> Result<serde_json::Value> {
    Ok(serde_json::json!({ (fetch(n).await?.to_string()): n }))
}

#[orchestrator]
async fn not_json(n: u32) -> Result<serde_json::Value> {
    let shared = Opaque(n);
    Ok(serde_json::json!({ "n": fetch(n).await?, "opaque": shared }))
}

#[orchestrator]
async fn syntax(n: u32) -> Result<serde_json::Value> {
    Ok(serde_json::json!({ "n" = fetch(n).await? }))
}

fn main() {}
