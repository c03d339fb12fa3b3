//! [`verify`]: checks every row of the files, and the references between rows, for damage.

use std::sync::{Arc, PoisonError};

use super::super::key::{Key, Table, TimerKey};
use super::super::rows::{self, Record, Row};
use super::errors::{closed, kind_of, unreadable};
use super::panics::caught;
use super::rows_read::RowsRead;
use super::snapshot::Snapshot;
use super::state::StoreState;
use crate::model::error::{Error, ErrorKind};
use crate::model::id::InstanceId;
use crate::model::reports::{Damage, Verification};
use crate::step::command::Pending;

/// Checks all rows, as of one moment. Damage is no error here; a store that can't be read at all is.
pub(super) fn verify(shared: &Arc<StoreState>) -> Result<Verification, Error> {
    let snapshot = Snapshot::of(shared)?;
    let mut found = Verification::default();
    // After a table that can't be read, redb may refuse to read further.
    let mut has_failed = false;
    for table in Table::ALL {
        let (mut rows, mut unsealed) = (0, 0);
        let read = caught(|| verify_table(&snapshot, table, &mut rows, &mut unsealed, &mut found));
        found.rows += rows;
        found.rows_without_checksum += unsealed;
        match read {
            Ok(()) => {
                let noted = caught(|| Ok(snapshot.size(table)?.rows));
                match noted {
                    Ok(noted) if noted == rows => {}
                    Ok(noted) => {
                        let reason = format!("it should have {noted} rows, and {rows} can be read");
                        found.push(Damage::of_table(table.name(), reason));
                    }
                    Err(error) => {
                        let reason = reason_of(error, &mut has_failed)?;
                        found.push(Damage::of_table(table.name(), reason));
                    }
                }
            }
            Err(error) => {
                let reason = reason_of(error, &mut has_failed)?;
                found.push(Damage::of_table(table.name(), reason));
            }
        }
    }
    Ok(found)
}

/// The description of damage that redb has found. That the medium fails, or that the store was closed meanwhile, is no damage.
fn reason_of(error: ::redb::Error, has_failed: &mut bool) -> Result<String, Error> {
    if !is_damage(&error, *has_failed) {
        return Err(unreadable(error));
    }
    *has_failed = true;
    Ok(format!("the rest of it can't be read: {error}"))
}

/// Whether an error of redb tells of damage in the file. One that says only that an earlier read has failed, or panicked, tells
/// of damage if that read did.
fn is_damage(error: &::redb::Error, has_failed: bool) -> bool {
    use ::redb::Error as Redb;
    let is_of_earlier = matches!(error, Redb::PreviousIo | Redb::LockPoisoned(_));
    (has_failed && is_of_earlier) || kind_of(error) == ErrorKind::Corrupt
}

fn verify_table(
    snapshot: &Snapshot,
    table: Table,
    count: &mut u64,
    unsealed: &mut u64,
    found: &mut Verification,
) -> Result<(), ::redb::Error> {
    let read = RowsRead::default();
    let mut last: Option<Key> = None;
    for (within, row) in snapshot.rows(table, &read)? {
        *count += 1;
        let key = Key::from_parts(table, within.get());
        let mut damaged = |reason: String| {
            let instance = key.is_whole().then(|| key.instance()).flatten();
            found.push(Damage::of_row(table.name(), instance, key.within(), reason));
        };
        if !key.is_whole() {
            damaged("its key can't be read".to_owned());
        }
        if last.as_ref().is_some_and(|last| *last >= key) {
            damaged("it is not in the order of the keys".to_owned());
        }
        let row = row.get();
        if let Err(unreadable) = rows::check(&key, row) {
            damaged(unreadable.to_string());
        } else if !rows::has_checksum(row) {
            *unsealed += 1;
        }
        // The pages above the row must lead to it.
        if snapshot.get(&key)?.is_none() {
            damaged("it is not found by its key".to_owned());
        }
        for missing in missing_of(snapshot, &key, row)? {
            damaged(missing);
        }
        last = Some(key);
    }
    read.check()
}

/// The rows that should be there because this row is, and aren't.
fn missing_of(snapshot: &Snapshot, key: &Key, row: &[u8]) -> Result<Vec<String>, ::redb::Error> {
    let mut missing = Vec::new();
    let Some(instance) = key.instance() else {
        return Ok(missing);
    };
    match key.table() {
        Table::Instances => {
            if let Ok(record) = Record::from_bytes(row) {
                missing_of_record(snapshot, &instance, &record, &mut missing)?;
            }
        }
        // The result of a sub-orchestration may outlive its caller.
        Table::Inbox | Table::Counters | Table::History => {}
        _ => {
            if snapshot
                .get(&Key::of_instance(Table::Instances, &instance))?
                .is_none()
            {
                missing.push(format!("there is no instance `{instance}`"));
            }
        }
    }
    Ok(missing)
}

fn missing_of_record(
    snapshot: &Snapshot,
    id: &InstanceId,
    record: &Record,
    missing: &mut Vec<String>,
) -> Result<(), ::redb::Error> {
    let is_there = |key: &Key| Ok::<_, ::redb::Error>(snapshot.get(key)?.is_some());
    if !is_there(&Key::of_instance(Table::Inputs, id))? {
        missing.push("its input is missing".to_owned());
    }
    if let Some(ops) = &record.kept {
        let mut are_there = is_there(&Key::of_kept(id))?;
        for op in ops {
            are_there &= is_there(&Key::of_kept_op(id, *op))?;
        }
        if !are_there {
            missing.push("a row is missing of what was kept, so it can't be rewound".to_owned());
        }
    }
    for (op, key) in record.rows_of_pending(id) {
        // An outcome is newer than the record.
        if !is_there(&key)? && !is_there(&Key::of_op(Table::Outcomes, id, op))? {
            missing.push(format!(
                "its operation {} waits for a row of `{}` that is missing",
                op.number(),
                key.table().name()
            ));
        }
    }
    for (op, pending) in record.mailbox.pending() {
        let Pending::SubOrchestration { id: child } = pending else {
            continue;
        };
        let row = snapshot.get(&Key::of_instance(Table::Instances, child))?;
        let is_its = |child: &Record| {
            let parent = child.parent.as_ref();
            parent.is_some_and(|parent| parent.run == record.run && parent.op == op)
        };
        let is_running = match row.map(|row| Record::from_bytes(&row)) {
            Some(Ok(child)) => is_its(&child) && !child.has_ended(),
            // It is reported where the row is.
            Some(Err(_)) => true,
            None => false,
        };
        let rejoins = Key::of_timer(&TimerKey::of_parent(id, record.run, op));
        if !is_running
            && !is_there(&rejoins)?
            && !is_there(&Key::of_result(&(id.clone(), record.run, op)))?
            && !is_there(&Key::of_op(Table::Outcomes, id, op))?
        {
            missing.push(format!(
                "the sub-orchestration `{child}` that it waits for is not there, and neither is its result"
            ));
        }
    }
    Ok(())
}

/// Lets redb check the checksums of all pages. Nothing else may be reading.
pub(super) fn verify_pages(shared: &StoreState, found: &mut Verification) -> Result<(), Error> {
    let mut main = shared.main.write().unwrap_or_else(PoisonError::into_inner);
    let main = main.as_mut().ok_or_else(closed)?;
    let checked = caught(|| {
        main.check_integrity().map_err(|error| match error {
            ::redb::DatabaseError::Storage(error) => ::redb::Error::from(error),
            error => ::redb::Error::Corrupted(error.to_string()),
        })
    });
    let reason = match checked {
        Ok(true) => return Ok(()),
        Ok(false) => "the pages of the file differ from what was written".to_owned(),
        Err(error) if !is_damage(&error, !found.is_sound()) => return Err(unreadable(error)),
        Err(error) => format!("the pages of the file differ from what was written: {error}"),
    };
    found.push(Damage::of_table("pages", reason));
    Ok(())
}

/// The error for a check that was cut short without redb's fault.
pub(super) fn cut_short(cut: &tokio::task::JoinError) -> Error {
    Error::new(
        ErrorKind::Unavailable,
        format!("reading the store was interrupted: {cut}"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::batch::Batch;
    use super::super::super::maintenance::Maintenance;
    use super::super::super::rows::Counters;
    use super::super::super::rows::HistoryRow;
    use super::super::super::{Options, Store};
    use super::super::RedbStore;
    use super::super::main_file::definition;
    use super::super::tests::OPTIONS;
    use super::*;

    /// Changes the last bit of rows of a store that was closed.
    fn damage(path: &std::path::Path, keys: &[Key]) {
        let database = ::redb::Database::create(path).unwrap();
        let transaction = database.begin_write().unwrap();
        for key in keys {
            let mut table = transaction.open_table(definition(key.table())).unwrap();
            let mut row = {
                use ::redb::ReadableTable;
                table.get(key.within()).unwrap().unwrap().value().to_vec()
            };
            *row.last_mut().unwrap() ^= 1;
            table.insert(key.within(), row.as_slice()).unwrap();
        }
        transaction.commit().unwrap();
    }

    #[tokio::test]
    async fn each_row_that_is_damaged_is_told_by_its_table_and_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.redb");
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        let mut batch = Batch::default();
        batch.put(Key::counters(), Counters::default().to_bytes());
        let row = HistoryRow {
            previous: None,
            events: Vec::new(),
            bytes: 0,
        };
        for number in 0..5 {
            batch.put(Key::of_history(number), row.to_bytes());
        }
        store.commit(batch).await.unwrap();
        let found = Maintenance::verify(&store).await.unwrap();
        assert!(found.is_sound() && found.rows == 6, "{found}");
        store.close(true).await.unwrap();
        drop(store);
        let damaged = [Key::counters(), Key::of_history(1), Key::of_history(3)];
        damage(&path, &damaged);
        let found = Maintenance::verify(&RedbStore::inspect(&path).unwrap()).await;
        let found = found.unwrap();
        assert_eq!((found.rows, found.damage_count), (6, 3), "{found}");
        let told = found
            .damages
            .iter()
            .map(|damage| (damage.table, &*damage.key));
        let told: Vec<_> = told.collect();
        let expected = [
            ("counters", ""),
            ("history", "0000000000000001"),
            ("history", "0000000000000003"),
        ];
        assert_eq!(told, expected, "{found}");
    }

    /// Bytes in memory, of which one read fails.
    #[derive(Debug, Clone, Default)]
    struct Failing {
        bytes: Arc<std::sync::Mutex<Vec<u8>>>,
        reads_left: Arc<std::sync::atomic::AtomicU64>,
        error: Option<std::io::ErrorKind>,
    }

    impl ::redb::StorageBackend for Failing {
        fn len(&self) -> std::io::Result<u64> {
            Ok(self.bytes.lock().unwrap().len() as u64)
        }

        fn read(&self, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
            use std::sync::atomic::Ordering;
            let left = self.reads_left.fetch_sub(1, Ordering::SeqCst);
            if let (0, Some(error)) = (left, self.error) {
                return Err(error.into());
            }
            let offset = usize::try_from(offset).unwrap();
            out.copy_from_slice(&self.bytes.lock().unwrap()[offset..][..out.len()]);
            Ok(())
        }

        fn set_len(&self, len: u64) -> std::io::Result<()> {
            let len = usize::try_from(len).unwrap();
            self.bytes.lock().unwrap().resize(len, 0);
            Ok(())
        }

        fn sync_data(&self) -> std::io::Result<()> {
            Ok(())
        }

        fn write(&self, offset: u64, data: &[u8]) -> std::io::Result<()> {
            let offset = usize::try_from(offset).unwrap();
            self.bytes.lock().unwrap()[offset..][..data.len()].copy_from_slice(data);
            Ok(())
        }
    }

    /// What a verification finds if its read of this number is such an error. `None` if it makes no such read.
    async fn verified_with(
        error: std::io::ErrorKind,
        read: u64,
    ) -> Option<Result<Verification, Error>> {
        use std::sync::atomic::Ordering;
        let main = Failing {
            error: Some(error),
            ..Failing::default()
        };
        let opened = || {
            main.reads_left.store(u64::MAX, Ordering::SeqCst);
            let options = Options {
                cache_bytes: 0,
                ..OPTIONS
            };
            RedbStore::open_backends(main.clone(), Failing::default(), options).unwrap()
        };
        let store = opened();
        let mut batch = Batch::default();
        batch.put(Key::counters(), Counters::default().to_bytes());
        for number in 0..100 {
            let row = HistoryRow {
                previous: None,
                events: Vec::new(),
                bytes: 0,
            };
            batch.put(Key::of_history(number), row.to_bytes());
        }
        store.commit(batch).await.unwrap();
        store.close(true).await.unwrap();
        drop(store);
        let store = opened();
        main.reads_left.store(read, Ordering::SeqCst);
        let found = Maintenance::verify(&store).await;
        // It has counted down from there past zero, if the read was made.
        (main.reads_left.load(Ordering::SeqCst) > read).then_some(found)
    }

    #[tokio::test]
    async fn a_medium_that_fails_is_an_error_and_no_damage() {
        let mut read = 0;
        while let Some(found) = verified_with(std::io::ErrorKind::Other, read).await {
            let error = found.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unavailable, "read {read}: {error}");
            read += 1;
        }
        assert!(read > 3, "only {read} reads were made");
    }

    #[tokio::test]
    async fn a_file_that_ends_too_early_is_damaged_also_where_redb_reads_no_further_then() {
        let mut damaged = 0;
        let mut read = 0;
        while let Some(found) = verified_with(std::io::ErrorKind::UnexpectedEof, read).await {
            match found {
                Ok(found) => {
                    assert!(!found.is_sound(), "read {read}");
                    damaged += 1;
                }
                Err(error) => assert_eq!(error.kind(), ErrorKind::Corrupt, "read {read}: {error}"),
            }
            read += 1;
        }
        assert!(damaged > 1, "{damaged} of {read} reads");
    }
}
