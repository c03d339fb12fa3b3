//! Tests of migrations: what a crash leaves of one, and what is refused. That the instances of an old store go
//! on is in the tests of the whole, which have the program of the fixtures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::RedbStore;
use super::*;
use crate::error::ErrorKind;

/// A store of format 2 in a folder of its own, which was shut down or killed.
fn fixture(name: &str) -> (tempfile::TempDir, PathBuf) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/stores/2");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    std::fs::copy(from.join(format!("{name}.redb")), &path).unwrap();
    let journal = from.join(format!("{name}.redb-journal"));
    if journal.exists() {
        std::fs::copy(journal, folder.path().join("store.redb-journal")).unwrap();
    }
    (folder, path)
}

/// The files of a folder, by name.
fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        (name, std::fs::read(file.path()).unwrap())
    });
    files.collect()
}

/// All rows of a store, by their keys.
fn rows_in(store: &RedbStore) -> BTreeMap<Key, Vec<u8>> {
    let snapshot = Snapshot::of(&store.shared).unwrap();
    let mut all = BTreeMap::new();
    for table in Table::ALL {
        let failed = Cell::new(None);
        for (key, row) in snapshot.rows(table, &failed).unwrap() {
            let row = row.opened(table, &key).to_vec();
            all.insert(Key::from_parts(table, key.get()), row);
        }
        assert!(failed.into_inner().is_none());
    }
    all
}

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

/// Copies the folder at each moment of a migration, as a crash would leave it.
fn crashes_of(folder: &Path, path: &Path) -> Vec<(Moment, tempfile::TempDir)> {
    let crashes = std::rc::Rc::<std::cell::RefCell<Vec<_>>>::default();
    let (taken, from) = (std::rc::Rc::clone(&crashes), folder.to_owned());
    let take = move |moment| {
        let to = tempfile::tempdir().unwrap();
        for (name, bytes) in files_in(&from) {
            std::fs::write(to.path().join(name), bytes).unwrap();
        }
        taken.borrow_mut().push((moment, to));
    };
    MEANWHILE.set(Some(Box::new(take)));
    drop(RedbStore::open(path, Options::default()).unwrap());
    MEANWHILE.set(None);
    crashes.take()
}

async fn check_crashes(name: &str, stays: &[&str]) {
    let (folder, path) = fixture(name);
    let before = files_in(folder.path());
    let expected = rows_in(&RedbStore::inspect(&path).unwrap());
    assert_eq!(files_in(folder.path()), before, "looking changes nothing");
    assert!(expected.len() > 50);
    let crashes = crashes_of(folder.path(), &path);
    let moments: Vec<Moment> = crashes.iter().map(|(moment, _)| *moment).collect();
    assert!(moments.len() > 4 && moments[0] == Moment::Converting);
    let mut is_renamed = false;
    for (moment, crashed) in crashes {
        is_renamed |= moment == Moment::Renamed;
        let mut left = files_in(crashed.path());
        if !is_renamed {
            // The old program finds what it left, and something beside it that is none of its business.
            left.retain(|name, _| before.contains_key(name));
            assert_eq!(left, before, "{moment:?}");
        }
        let path = crashed.path().join("store.redb");
        let looked_at = RedbStore::inspect(&path).unwrap();
        assert_eq!(rows_in(&looked_at), expected, "{moment:?}");
        drop(looked_at);
        let store = RedbStore::open(&path, Options::default()).unwrap();
        assert_eq!(rows_in(&store), expected, "{moment:?}");
        let files = files_in(crashed.path());
        assert_eq!(
            names(&files),
            ["store.redb", "store.redb-journal"],
            "{moment:?}"
        );
        crate::store::Store::close(&store, true).await.unwrap();
        drop(store);
        assert_eq!(names(&files_in(crashed.path())), stays, "{moment:?}");
        let store = RedbStore::open(&path, Options::default()).unwrap();
        assert_eq!(rows_in(&store), expected, "{moment:?}");
    }
}

#[tokio::test]
async fn a_crash_while_a_store_that_was_closed_is_migrated_leaves_the_old_one_or_the_new_one() {
    check_crashes("closed", &["store.redb"]).await;
}

#[tokio::test]
async fn a_crash_while_a_store_with_a_journal_is_migrated_leaves_the_old_one_or_the_new_one() {
    check_crashes("killed", &["store.redb"]).await;
}

#[test]
fn rows_are_of_the_current_format_once_a_store_was_migrated() {
    for name in ["closed", "killed"] {
        let (_folder, path) = fixture(name);
        let store = RedbStore::open(&path, Options::default()).unwrap();
        for (key, row) in rows_in(&store) {
            assert_eq!(row[0], 3, "{key:?}");
        }
    }
}

#[test]
fn a_migration_that_fails_leaves_the_old_store() {
    let (folder, path) = fixture("killed");
    let draft = folder.path().join("store.redb-durable-runtime-draft");
    std::fs::create_dir(&draft).unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = RedbStore::open(&path, Options::default()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Store);
    assert!(error.to_string().contains("left as it is"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::remove_dir(&draft).unwrap();
    drop(RedbStore::open(&path, Options::default()).unwrap());
}

#[test]
fn nobody_opens_a_store_that_is_being_migrated() {
    let (_folder, path) = fixture("killed");
    let again = path.clone();
    let kinds = std::rc::Rc::<std::cell::RefCell<Vec<_>>>::default();
    let seen = std::rc::Rc::clone(&kinds);
    MEANWHILE.set(Some(Box::new(move |moment| {
        let path = again.clone();
        let kind = |opened: Result<RedbStore, Error>| opened.err().map(|error| error.kind());
        let opened = std::thread::spawn(move || {
            [
                kind(RedbStore::open(&path, Options::default())),
                kind(RedbStore::inspect(&path)),
            ]
        });
        seen.borrow_mut().push((moment, opened.join().unwrap()));
    })));
    drop(RedbStore::open(&path, Options::default()).unwrap());
    MEANWHILE.set(None);
    for (moment, kinds) in kinds.take() {
        assert_eq!(kinds, [Some(ErrorKind::StoreInUse); 2], "{moment:?}");
    }
}
