use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Cache {
    items: Vec<u32>,
    hits: u32,
}

impl Cache {
    fn get(&mut self, index: usize) -> Option<&u32> {
        self.hits += 1;
        self.items.get(index)
    }
}

#[orchestrator]
async fn wrong(items: Vec<u32>) -> Result<u32> {
    let mut cache = Box::new(Cache { items, hits: 0 });
    let item = cache.get(0).unwrap();
    let n = fetch(*item).await?;
    Ok(n + *item)
}

fn main() {}
