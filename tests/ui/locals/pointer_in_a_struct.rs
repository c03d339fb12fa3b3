use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Limits {
    name: String,
    count: u32,
}

/// A pointer that is shared, as `Arc` is.
#[derive(Serialize, Deserialize)]
struct Pointer<T>(Box<T>);

impl<T> std::ops::Deref for Pointer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[derive(Serialize, Deserialize)]
struct App {
    limits: Pointer<Limits>,
    rest: u32,
}

#[orchestrator]
async fn wrong(app: App) -> Result<String> {
    let n = fetch(app.limits.count).await?;
    Ok(format!("{n} {}", app.limits.name))
}

fn main() {}
