use std::ops::{Deref, DerefMut};

use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Inner {
    n: i64,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Watched {
    inner: Inner,
    changes: i64,
}

impl Deref for Watched {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl DerefMut for Watched {
    fn deref_mut(&mut self) -> &mut Inner {
        self.changes += 1;
        &mut self.inner
    }
}

#[orchestrator]
async fn wrong(n: i64) -> Result<i64> {
    let mut watched = Watched { inner: Inner { n }, changes: 0 };
    let number = &mut watched.n;
    *number += inc(n).await?;
    *number += inc(n).await?;
    Ok(watched.changes)
}

fn main() {}
