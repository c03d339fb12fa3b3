//! [`MemoryStore`]: a store in memory, for tests. A commit is visible at once, and outlives the store, which can be
//! opened again, as on a disk that never fails.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ask::{self, Ask, Found, Scan};
use super::batch::Batch;
use super::chain::{self, Chain};
use super::key::Key;
use super::layer::directed;
use super::{Store, StoreFuture};
use crate::model::error::Error;

/// The rows, which stay when no store is open.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<Rows>>);

type Rows = BTreeMap<Key, Vec<u8>>;

/// A store in memory.
pub(crate) struct MemoryStore {
    /// `None` once it is closed.
    memory: Mutex<Option<Memory>>,
}

impl Memory {
    /// Opens a store with these rows.
    pub(crate) fn open(&self) -> MemoryStore {
        MemoryStore {
            memory: Mutex::new(Some(self.clone())),
        }
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryStore {
    fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Rows) -> T,
    ) -> StoreFuture<'static, T> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let done = match &*memory {
            Some(memory) => Ok(work(&mut memory.rows())),
            None => Err(Error::stopped(None)),
        };
        Box::pin(std::future::ready(done))
    }
}

impl Store for MemoryStore {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        self.with(|rows| find(rows, asks))
    }

    fn commit(&self, mut batch: Batch) -> StoreFuture<'static, ()> {
        self.with(|rows| {
            let get = |key: &Key| Ok::<_, Error>(rows.get(key).cloned());
            let read = |head, limit| Ok::<_, Error>(chain_of(rows, head, limit));
            let moved = batch.spell_out_moves(get);
            if moved.and_then(|()| batch.spell_out(read)).is_ok() {
                for change in batch.changes {
                    match change.value {
                        Some(row) => rows.insert(change.key, row),
                        None => rows.remove(&change.key),
                    };
                }
            }
        })
    }

    fn close(&self, _tidy: bool) -> StoreFuture<'static, ()> {
        let closed = self.with(|_| ());
        *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = None;
        closed
    }
}

fn find(rows: &Rows, asks: Vec<Ask>) -> Vec<Found> {
    let mut found = Vec::with_capacity(asks.len());
    for ask in asks {
        found.push(match ask {
            Ask::Row(key) => Found::Row(rows.get(&key).cloned()),
            Ask::Groups { groups, bytes_max } => {
                let get = |key: &Key| Ok::<_, Infallible>(rows.get(key).cloned());
                match ask::read_groups(groups, bytes_max, get) {
                    Ok(found) => found,
                    Err(never) => match never {},
                }
            }
            Ask::Scan(scan) => Found::Rows(scan_of(rows, &scan)),
            Ask::Chain { head, limit } => Found::Chain(chain_of(rows, head, limit)),
            Ask::ChainsOf(heads) => {
                let chain = |head| chain_of(rows, head, usize::MAX);
                Found::Chains(heads(&found).into_iter().map(chain).collect())
            }
            Ask::MergeOf(merge) => {
                let merge = merge(&found);
                let ranges = merge.ranges.iter();
                let ranges = ranges.map(|(scan, _)| range_of(rows, scan));
                Found::Rows(merge.merged(ranges.collect()))
            }
        });
    }
    found
}

fn scan_of(rows: &Rows, scan: &Scan) -> Vec<(Key, Vec<u8>)> {
    range_of(rows, scan).take(scan.limit).collect()
}

fn range_of<'a>(rows: &'a Rows, scan: &Scan) -> impl Iterator<Item = (Key, Vec<u8>)> + use<'a> {
    let keys_only = scan.keys_only;
    let row = move |(key, row): (&Key, &Vec<u8>)| {
        let row = if keys_only { Vec::new() } else { row.clone() };
        (key.clone(), row)
    };
    let range = (!scan.is_empty()).then(|| rows.range(scan.bounds()));
    directed(range.into_iter().flatten(), scan.is_backward).map(row)
}

fn chain_of(rows: &Rows, head: u64, limit: usize) -> Chain {
    let get = |key: &Key| Ok::<_, Infallible>(rows.get(key).cloned());
    match chain::follow(head, limit, get) {
        Ok(chain) => chain,
        Err(never) => match never {},
    }
}
