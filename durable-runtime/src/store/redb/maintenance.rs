//! Maintenance of a store in files: backups, compaction on request, and statistics. Each takes as long as reading all
//! rows, and nothing else waits for it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;

use super::super::key::{Key, Table};
use super::super::rows::{Record, Row};
use super::copy::{DraftFile, copy, require_free};
use super::errors::{closed, io, unreadable};
use super::main_file::Becomes;
use super::panics::caught;
use super::rows_read::RowsRead;
use super::snapshot::Snapshot;
use super::state::StoreState;
use super::verify::{cut_short, verify, verify_pages};
use super::writer::{Order, Wanted};
use super::{Maintenance, RedbStore, StoreFuture, at_once};
use crate::model::error::Error;
use crate::model::function_name::FunctionName;
use crate::model::reports::{
    Compaction, Statistics, StatusCounts, TableStatistics, Unfinished, Verification,
};
use crate::model::status::RuntimeStatus;

/// The cache of a backup that is being written, in bytes.
const BACKUP_CACHE_BYTES: usize = 16 * 1024 * 1024;

impl Maintenance for RedbStore {
    fn backup(&self, to: PathBuf) -> StoreFuture<'static, ()> {
        let to = match std::path::absolute(&to) {
            Ok(to) => to,
            Err(error) => return at_once(Err(io(&to, error))),
        };
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            let turn = Arc::clone(&shared.copying).lock_owned().await;
            blocking(move || {
                let written = backup(&shared, &to);
                drop(turn);
                written
            })
            .await
        })
    }

    fn compact(&self) -> StoreFuture<'static, Compaction> {
        let turn = Arc::clone(&self.shared.copying).lock_owned();
        // A caller that waits for its turn must not keep the writer from ending.
        let orders = Arc::downgrade(&self.orders);
        Box::pin(async move {
            let turn = turn.await;
            let (reply, done) = oneshot::channel();
            let orders = orders.upgrade().ok_or_else(closed)?;
            // A writer that has ended drops the order, and the reply with it.
            let _ = orders.send(Order::Compact(Wanted { reply, turn }));
            drop(orders);
            done.await.unwrap_or_else(|_| Err(closed()))
        })
    }

    fn statistics(&self) -> StoreFuture<'static, Statistics> {
        let shared = Arc::clone(&self.shared);
        Box::pin(blocking(move || statistics(&shared)))
    }

    fn verify(&self) -> StoreFuture<'static, Verification> {
        let shared = Arc::clone(&self.shared);
        Box::pin(blocking(move || {
            let mut found = verify(&shared)?;
            if shared.is_looked_at {
                verify_pages(&shared, &mut found)?;
            }
            Ok(found)
        }))
    }
}

/// Runs a long task on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(|| caught(work)).await;
    done.unwrap_or_else(|cut| Err(cut_short(&cut)))
}

fn backup(shared: &Arc<StoreState>, to: &Path) -> Result<(), Error> {
    require_free(to)?;
    let draft = DraftFile::new(to)?;
    let written = draft.write(BACKUP_CACHE_BYTES, |database| {
        let snapshot = Snapshot::of(shared)?;
        copy(&snapshot, &draft, database, Becomes::Closed, &|| Ok(()))
    });
    // Reading a file that is closed meanwhile ends with any of redb's errors.
    let is_closed = shared.main().is_none();
    let database = written.map_err(|error| if is_closed { closed() } else { error })?;
    draft.finish(database)
}

fn statistics(shared: &Arc<StoreState>) -> Result<Statistics, Error> {
    let len = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let snapshot = Snapshot::of(shared)?;
    let mut tables = Vec::with_capacity(Table::ALL.len());
    for table in Table::ALL {
        let size = snapshot.size(table).map_err(unreadable)?;
        tables.push(TableStatistics {
            name: table.name(),
            rows: size.rows,
            bytes: size.bytes,
        });
    }
    let (instances, oldest_unfinished) = count_instances(&snapshot)?;
    let files = shared.files.as_ref();
    Ok(Statistics {
        tables,
        file_bytes: files.map_or(0, |files| len(&files.main)),
        journal_bytes: files.map_or(0, |files| len(&files.journal)),
        instances,
        oldest_unfinished,
    })
}

/// Reads all records: the number of each status, and the oldest unfinished instance.
fn count_instances(snapshot: &Snapshot) -> Result<(StatusCounts, Option<Unfinished>), Error> {
    let mut blocked = HashSet::new();
    each(snapshot, Table::Blocked, |key, _| {
        blocked.insert(key.to_vec());
    })?;
    let mut counts = StatusCounts::default();
    let mut oldest: Option<Unfinished> = None;
    each(snapshot, Table::Instances, |key, row| {
        let Ok(record) = Record::from_bytes(row) else {
            counts.suspended += 1;
            return;
        };
        let status = match record.runtime_status() {
            status if !status.is_ended() && blocked.contains(key) => RuntimeStatus::Suspended,
            status => status,
        };
        counts.count(status);
        let created = record.created.into();
        let is_older = |oldest: &Unfinished| created < oldest.created;
        if !status.is_ended()
            && oldest.as_ref().is_none_or(is_older)
            && let Some(id) = Key::from_parts(Table::Instances, key).to_instance()
        {
            let function = FunctionName::of(&record.name);
            oldest = Some(Unfinished {
                id,
                name: function.name.to_owned(),
                version: function.shown_version(),
                created,
            });
        }
    })?;
    Ok((counts, oldest))
}

fn each(snapshot: &Snapshot, table: Table, mut see: impl FnMut(&[u8], &[u8])) -> Result<(), Error> {
    let read = RowsRead::default();
    let rows = snapshot.rows(table, &read).map_err(unreadable)?;
    for (key, row) in rows {
        see(key.get(), row.get());
    }
    read.check().map_err(unreadable)
}
