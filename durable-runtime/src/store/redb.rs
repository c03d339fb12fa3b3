//! The embedded store: one file, kept by redb. Which tables there are and what a commit writes; how the
//! file is found, made and checked is in [`open`].

pub(crate) mod open;

use std::ops::Bound;
use std::sync::{Arc, PoisonError, RwLock};

use ::redb::{
    Database, Durability, Key, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition,
    Value,
};

use super::rows::{HistoryRow, Row};
use super::{Batch, Call, Counters, Due, OpKey, Store, TimerKey};
use crate::error::{Error, ErrorKind};
use crate::id::{InstanceId, OpId};

pub(crate) const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");
const INSTANCES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("instances");
const INPUTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("inputs");
const ACTIVITIES: TableDefinition<'_, (&str, u64), &[u8]> = TableDefinition::new("activities");
const TIMERS: TableDefinition<'_, (u64, &str, u64), &[u8]> = TableDefinition::new("timers");
const INBOX: TableDefinition<'_, (&str, u64), &[u8]> = TableDefinition::new("inbox");
const OUTCOMES: TableDefinition<'_, (&str, u64), &[u8]> = TableDefinition::new("outcomes");
const BLOCKED: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("blocked");
const HISTORY: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("history");

/// The key in `meta` of the number of instances that were ever started.
const RUNS: &str = "runs";

/// A store in a file.
pub(crate) struct RedbStore {
    /// `None` once it is closed.
    database: Arc<RwLock<Option<Database>>>,
}

impl RedbStore {
    fn new(database: Database) -> Self {
        Self {
            database: Arc::new(RwLock::new(Some(database))),
        }
    }

    /// Reads what was committed last.
    fn read<T>(
        &self,
        read: impl FnOnce(&ReadTransaction) -> Result<T, ::redb::Error>,
    ) -> Result<T, Error> {
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = database.as_ref().ok_or_else(closed)?;
        database
            .begin_read()
            .map_err(::redb::Error::from)
            .and_then(|transaction| read(&transaction))
            .map_err(unreadable)
    }
}

fn closed() -> Error {
    Error::stopped(None)
}

fn unreadable(error: ::redb::Error) -> Error {
    Error::new(
        ErrorKind::Store,
        format!("reading the store failed: {error}"),
    )
    .with_source(error)
}

fn unwritable(error: ::redb::Error) -> Error {
    let advice = match &error {
        ::redb::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => {
            "; make room on the disk and open the store again"
        }
        _ => "; open the store again once the cause is gone",
    };
    Error::new(
        ErrorKind::Store,
        format!("writing the store failed: {error}{advice}"),
    )
    .with_source(error)
}

/// Wraps what is done at once as a call to a store.
fn at_once<'a, T: Send + 'a>(result: Result<T, Error>) -> Call<'a, T> {
    Box::pin(std::future::ready(result))
}

// Point reads and short scans are done where they are called: they are answered from redb's page cache,
// and a thread switch would cost more than they do. Commits wait for the disk and get a thread.
impl Store for RedbStore {
    fn counters(&self) -> Call<'_, Counters> {
        at_once(self.read(|transaction| {
            let meta = transaction.open_table(META)?;
            let runs = meta.get(RUNS)?.map_or(0, |value| number(value.value()));
            let history = transaction.open_table(HISTORY)?;
            let next = history.last()?.map_or(0, |(key, _)| key.value() + 1);
            Ok(Counters {
                runs,
                history: next,
            })
        }))
    }

    fn instances(&self, ids: Vec<InstanceId>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(INSTANCES)?;
            ids.iter()
                .map(|id| Ok(table.get(id.as_str())?.map(|value| value.value().to_vec())))
                .collect()
        }))
    }

    fn input(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(INPUTS)?;
            Ok(table.get(id.as_str())?.map(|value| value.value().to_vec()))
        }))
    }

    fn commit(&self, batch: Batch) -> Call<'static, ()> {
        let database = Arc::clone(&self.database);
        let written = tokio::task::spawn_blocking(move || {
            let database = database.read().unwrap_or_else(PoisonError::into_inner);
            let database = database.as_ref().ok_or_else(closed)?;
            write(database, &batch).map_err(unwritable)
        });
        Box::pin(async move {
            written.await.unwrap_or_else(|stopped| {
                Err(Error::new(
                    ErrorKind::Store,
                    format!("writing the store was cut short: {stopped}"),
                ))
            })
        })
    }

    fn timers(&self, after: Option<TimerKey>, limit: usize) -> Call<'_, Vec<TimerKey>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(TIMERS)?;
            let start = after.as_ref().map_or(Bound::Unbounded, |key| {
                Bound::Excluded((key.due.micros(), key.instance.as_str(), key.op.number()))
            });
            let rows = table.range::<(u64, &str, u64)>((start, Bound::Unbounded))?;
            rows.take(limit)
                .map(|row| {
                    let (key, _) = row?;
                    let (due, instance, op) = key.value();
                    Ok(TimerKey {
                        due: Due::from_micros(due),
                        instance: InstanceId::unchecked(instance),
                        op: OpId::new(op),
                    })
                })
                .collect()
        }))
    }

    fn timer_rows(&self, keys: Vec<TimerKey>) -> Call<'_, Vec<Option<Vec<u8>>>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(TIMERS)?;
            keys.iter()
                .map(|key| {
                    let key = (key.due.micros(), key.instance.as_str(), key.op.number());
                    Ok(table.get(key)?.map(|value| value.value().to_vec()))
                })
                .collect()
        }))
    }

    fn activities(&self, after: Option<OpKey>, limit: usize) -> Call<'_, Vec<(OpKey, Vec<u8>)>> {
        at_once(self.read(|transaction| scan_ops(transaction, ACTIVITIES, after.as_ref(), limit)))
    }

    fn inbox(&self, after: Option<OpKey>, limit: usize) -> Call<'_, Vec<(OpKey, Vec<u8>)>> {
        at_once(self.read(|transaction| scan_ops(transaction, INBOX, after.as_ref(), limit)))
    }

    fn outcomes(&self, id: InstanceId) -> Call<'_, Vec<(OpId, Vec<u8>)>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(OUTCOMES)?;
            table
                .range::<(&str, u64)>((id.as_str(), 0)..=(id.as_str(), u64::MAX))?
                .map(|row| {
                    let (key, value) = row?;
                    Ok((OpId::new(key.value().1), value.value().to_vec()))
                })
                .collect()
        }))
    }

    fn blocked(
        &self,
        after: Option<InstanceId>,
        limit: usize,
    ) -> Call<'_, Vec<(InstanceId, Vec<u8>)>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(BLOCKED)?;
            let start = after
                .as_ref()
                .map_or(Bound::Unbounded, |id| Bound::Excluded(id.as_str()));
            let rows = table.range::<&str>((start, Bound::Unbounded))?;
            rows.take(limit)
                .map(|row| {
                    let (id, value) = row?;
                    Ok((InstanceId::unchecked(id.value()), value.value().to_vec()))
                })
                .collect()
        }))
    }

    fn blocked_reason(&self, id: InstanceId) -> Call<'_, Option<Vec<u8>>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(BLOCKED)?;
            Ok(table.get(id.as_str())?.map(|value| value.value().to_vec()))
        }))
    }

    fn history(&self, head: u64) -> Call<'_, Vec<Vec<u8>>> {
        at_once(self.read(|transaction| {
            let table = transaction.open_table(HISTORY)?;
            let mut rows = Vec::new();
            let mut next = Some(head);
            while let Some(key) = next {
                let Some(value) = table.get(key)? else { break };
                let bytes = value.value().to_vec();
                next = previous(&bytes, key);
                rows.push(bytes);
            }
            Ok(rows)
        }))
    }

    fn close(&self) -> Call<'static, ()> {
        let database = Arc::clone(&self.database);
        let closed = tokio::task::spawn_blocking(move || {
            let taken = database
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            match taken {
                Some(database) => database
                    .close()
                    .map_err(|error| unwritable(::redb::Error::from(error))),
                None => Ok(()),
            }
        });
        Box::pin(async move { closed.await.unwrap_or(Ok(())) })
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// Where a row of history points to. A chain only goes back; a damaged row ends it.
fn previous(bytes: &[u8], key: u64) -> Option<u64> {
    HistoryRow::from_bytes(bytes)
        .ok()?
        .previous
        .filter(|previous| *previous < key)
}

fn scan_ops(
    transaction: &ReadTransaction,
    table: TableDefinition<'_, (&'static str, u64), &'static [u8]>,
    after: Option<&OpKey>,
    limit: usize,
) -> Result<Vec<(OpKey, Vec<u8>)>, ::redb::Error> {
    let table = transaction.open_table(table)?;
    let start = after.map_or(Bound::Unbounded, |(id, op)| {
        Bound::Excluded((id.as_str(), op.number()))
    });
    table
        .range::<(&str, u64)>((start, Bound::Unbounded))?
        .take(limit)
        .map(|row| {
            let (key, value) = row?;
            let (id, op) = key.value();
            let key = (InstanceId::unchecked(id), OpId::new(op));
            Ok((key, value.value().to_vec()))
        })
        .collect()
}

/// Writes a batch in one transaction, and returns when the disk has it.
fn write(database: &Database, batch: &Batch) -> Result<(), ::redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    // Without it, opening after a kill would walk the whole file: it would cost what is stored, not
    // what is running.
    transaction.set_quick_repair(true);
    {
        let mut table = Lazy::new(&transaction, INSTANCES);
        for (id, row) in &batch.instances {
            table.put(id.as_str(), Some(row))?;
        }
        let mut table = Lazy::new(&transaction, INPUTS);
        for (id, row) in &batch.inputs {
            table.put(id.as_str(), Some(row))?;
        }
        let mut table = Lazy::new(&transaction, ACTIVITIES);
        for ((id, op), row) in &batch.activities {
            table.put((id.as_str(), op.number()), row.as_ref())?;
        }
        let mut table = Lazy::new(&transaction, TIMERS);
        for (key, row) in &batch.timers {
            let key = (key.due.micros(), key.instance.as_str(), key.op.number());
            table.put(key, row.as_ref())?;
        }
        let mut table = Lazy::new(&transaction, INBOX);
        for ((id, op), row) in &batch.inbox {
            table.put((id.as_str(), op.number()), row.as_ref())?;
        }
        let mut table = Lazy::new(&transaction, OUTCOMES);
        for ((id, op), row) in &batch.outcomes {
            table.put((id.as_str(), op.number()), row.as_ref())?;
        }
        let mut table = Lazy::new(&transaction, BLOCKED);
        for (id, row) in &batch.blocked {
            table.put(id.as_str(), row.as_ref())?;
        }
        let mut table = Lazy::new(&transaction, HISTORY);
        for (key, row) in &batch.history {
            table.put(*key, Some(row))?;
        }
        for head in &batch.history_removed {
            let history = table.open()?;
            let mut next = Some(*head);
            while let Some(key) = next {
                let removed = history.remove(key)?;
                next = removed.and_then(|row| previous(row.value(), key));
            }
        }
        let mut table = Lazy::new(&transaction, META);
        if let Some(runs) = batch.runs {
            table.put(RUNS, Some(&runs.to_le_bytes().to_vec()))?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// A table that is opened when it is first written to: most commits touch few of them.
struct Lazy<'t, K: Key + 'static> {
    transaction: &'t ::redb::WriteTransaction,
    definition: TableDefinition<'static, K, &'static [u8]>,
    table: Option<::redb::Table<'t, K, &'static [u8]>>,
}

impl<'t, K: Key + 'static> Lazy<'t, K> {
    fn new(
        transaction: &'t ::redb::WriteTransaction,
        definition: TableDefinition<'static, K, &'static [u8]>,
    ) -> Self {
        Self {
            transaction,
            definition,
            table: None,
        }
    }

    fn open(&mut self) -> Result<&mut ::redb::Table<'t, K, &'static [u8]>, ::redb::Error> {
        if self.table.is_none() {
            self.table = Some(self.transaction.open_table(self.definition)?);
        }
        Ok(self.table.as_mut().expect("it was opened just above"))
    }

    fn put<'k>(
        &mut self,
        key: impl std::borrow::Borrow<<K as Value>::SelfType<'k>>,
        row: Option<&Vec<u8>>,
    ) -> Result<(), ::redb::Error> {
        let table = self.open()?;
        match row {
            Some(row) => drop(table.insert(key, row.as_slice())?),
            None => drop(table.remove(key)?),
        }
        Ok(())
    }
}
