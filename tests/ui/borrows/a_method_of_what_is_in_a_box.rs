use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Lru {
    values: Vec<i64>,
    gets: i64,
}

impl Lru {
    fn get(&mut self, index: usize) -> Option<&i64> {
        self.gets += 1;
        self.values.get(index)
    }
}

#[orchestrator]
async fn wrong(n: i64) -> Result<i64> {
    let mut cache = Box::new(Lru { values: vec![n], gets: 0 });
    let first = cache.get(0).unwrap();
    inc(*first).await?;
    inc(*first).await?;
    Ok(cache.gets)
}

fn main() {}
