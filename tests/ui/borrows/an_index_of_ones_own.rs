use std::ops::{Index, IndexMut};

use durable_runtime::prelude::*;

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Grid {
    values: Vec<i64>,
    writes: i64,
}

impl Index<usize> for Grid {
    type Output = i64;

    fn index(&self, index: usize) -> &i64 {
        &self.values[index]
    }
}

impl IndexMut<usize> for Grid {
    fn index_mut(&mut self, index: usize) -> &mut i64 {
        self.writes += 1;
        &mut self.values[index]
    }
}

#[orchestrator]
async fn wrong(n: i64) -> Result<i64> {
    let mut grid = Grid { values: vec![1, n], writes: 0 };
    let cell = &mut grid[1];
    *cell += inc(n).await?;
    *cell += inc(n).await?;
    Ok(grid.writes)
}

fn main() {}
