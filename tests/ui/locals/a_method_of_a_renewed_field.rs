use durable_runtime::{Result, activity, orchestrator};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Query {
    words: Vec<String>,
}

impl Query {
    fn filter(&mut self, word: &str) {
        self.words.push(word.to_owned());
    }
}

#[derive(Serialize, Deserialize)]
struct Search {
    query: Query,
    page: u32,
}

#[activity]
async fn say(n: u32) -> Result<String> {
    Ok(n.to_string())
}

#[orchestrator]
async fn searched(mut search: Search) -> Result<Search> {
    search.query.filter("a");
    let word = say(search.page).await?;
    search.query = Query { words: vec![word] };
    Ok(search)
}

fn main() {}
