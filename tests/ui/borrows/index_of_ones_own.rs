use durable_runtime::prelude::*;
use std::ops::{Index, IndexMut};

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Grid {
    cells: Vec<u32>,
    writes: u32,
}

impl Index<usize> for Grid {
    type Output = u32;

    fn index(&self, index: usize) -> &u32 {
        &self.cells[index]
    }
}

impl IndexMut<usize> for Grid {
    fn index_mut(&mut self, index: usize) -> &mut u32 {
        self.writes += 1;
        &mut self.cells[index]
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Row(usize);

#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Cell(u32);

impl Index<Row> for Vec<Cell> {
    type Output = Cell;

    fn index(&self, Row(row): Row) -> &Cell {
        &self[row]
    }
}

#[orchestrator]
async fn a_type(cells: Vec<u32>) -> Result<u32> {
    let mut grid = Grid { cells, writes: 0 };
    let cell = &mut grid[1];
    *cell += fetch(1).await?;
    *cell += fetch(2).await?;
    Ok(grid.writes)
}

#[orchestrator]
async fn an_index(cells: Vec<u32>) -> Result<u32> {
    let cells: Vec<Cell> = cells.into_iter().map(Cell).collect();
    let cell = &cells[Row(1)];
    let n = fetch(1).await?;
    Ok(n + cell.0)
}

fn main() {}
