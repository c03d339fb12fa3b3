use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Name(String);

impl Name {
    fn as_str(&self) -> &str {
        println!("looked at");
        &self.0
    }
}

fn both(name: &str, n: u32) -> u32 {
    name.len() as u32 + n
}

#[orchestrator]
async fn wrong(name: String) -> Result<u32> {
    let name = Name(name);
    Ok(both(name.as_str(), fetch(1).await?))
}

fn main() {}
