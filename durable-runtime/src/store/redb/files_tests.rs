//! Tests of the names of a store's files: foreign files, fresh files, and files that lose their names.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier};

use super::copy::{DraftFile, lock_empty};
use super::file_id::FileId;
use super::tests::{OPTIONS, batch, rows_in};
use super::*;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    (folder, path)
}

fn error_of(opened: Result<RedbStore, Error>) -> Error {
    opened.err().expect("it is refused")
}

/// Two openers of a fresh path made a store each, and one was renamed over the other: what had been acknowledged
/// in that was gone.
#[test]
fn of_several_who_open_a_fresh_path_at_once_one_gets_it() {
    of_several_who_open_it_at_once_one_gets_it(|_| {});
}

#[test]
fn of_several_who_open_an_empty_file_at_once_one_gets_it() {
    of_several_who_open_it_at_once_one_gets_it(|path| std::fs::write(path, "").unwrap());
}

fn of_several_who_open_it_at_once_one_gets_it(make: impl Fn(&Path)) {
    const OPENERS: u8 = 4;
    for round in 0..150 {
        let (_folder, path) = folder();
        make(&path);
        let barrier = Arc::new(Barrier::new(OPENERS.into()));
        let openers: Vec<_> = (0..OPENERS)
            .map(|opener| {
                let (path, barrier) = (path.clone(), Arc::clone(&barrier));
                std::thread::spawn(move || {
                    barrier.wait();
                    let opened = RedbStore::open(&path, OPTIONS);
                    let opened = opened.inspect(|store| {
                        let commit = store.commit(batch([(opener.into(), Some(vec![1]))]));
                        tokio::runtime::Builder::new_current_thread()
                            .build()
                            .unwrap()
                            .block_on(commit)
                            .unwrap();
                    });
                    barrier.wait();
                    opened
                })
            })
            .collect();
        let opened: Vec<_> = openers.into_iter().map(|it| it.join().unwrap()).collect();
        let (mut stores, mut errors) = (Vec::new(), Vec::new());
        for opened in opened {
            match opened {
                Ok(store) => stores.push(store),
                Err(error) => errors.push(error),
            }
        }
        assert_eq!(stores.len(), 1, "round {round}: {errors:?}");
        for error in errors {
            assert_eq!(
                error.kind(),
                ErrorKind::StoreInUse,
                "round {round}: {error}"
            );
        }
        drop(stores);
        assert_eq!(rows_in(&RedbStore::open(&path, OPTIONS).unwrap()).len(), 1);
    }
}

#[test]
fn files_that_are_somebodys_are_left_as_they_are() {
    let (folder, path) = folder();
    let files = [
        "store.redb.new",
        "store.redb-being-written",
        "store.redb~",
        "store.redb.bak",
    ];
    for file in files {
        std::fs::write(folder.path().join(file), "my notes").unwrap();
    }
    std::fs::create_dir(folder.path().join("other")).unwrap();
    let other = folder.path().join("other/store.redb");
    drop(RedbStore::open(&other, OPTIONS).unwrap());
    let theirs = folder.path().join("second.redb.new");
    std::fs::copy(&other, &theirs).unwrap();
    let before = std::fs::read(&theirs).unwrap();
    drop(RedbStore::open(&path, OPTIONS).unwrap());
    drop(RedbStore::open(&path, OPTIONS).unwrap());
    for file in files {
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert_eq!(text, "my notes", "{file}");
    }
    // A foreign store under such a name is not taken over either.
    let second = folder.path().join("second.redb");
    drop(RedbStore::open(&second, OPTIONS).unwrap());
    assert_eq!(std::fs::read(&theirs).unwrap(), before);
}

#[tokio::test]
async fn a_name_that_is_needed_and_taken_is_an_error_and_its_file_stays() {
    for name in ["store.redb-journal", "store.redb-durable-runtime-draft"] {
        let (folder, path) = folder();
        let file = folder.path().join(name);
        std::fs::write(&file, "my notes").unwrap();
        let error = error_of(RedbStore::open(&path, OPTIONS));
        assert!(error.to_string().contains(name), "{error}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "my notes");
        assert!(!path.exists());
        // The same beside a store that is there.
        std::fs::remove_file(&file).unwrap();
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        store.close(true).await.unwrap();
        drop(store);
        std::fs::write(&file, "my notes").unwrap();
        match RedbStore::open(&path, OPTIONS) {
            // A draft is not needed to open it, and is an error when it is.
            Ok(store) => {
                let error = store.compact().await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::FileExists, "{error}");
                store.close(true).await.unwrap();
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::FileExists, "{error}"),
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "my notes");
    }
}

/// It became a database in place, so that a kill left a file that is neither empty nor a database.
#[cfg(unix)]
#[test]
fn an_empty_file_is_replaced_by_a_whole_store() {
    use std::os::unix::fs::PermissionsExt as _;

    let (folder, link) = folder();
    let path = folder.path().join("behind.redb");
    std::fs::write(&path, "").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let empty = FileId::at(&path).unwrap();
    // It is held, so that its number is not used again.
    let held = std::fs::File::open(&path).unwrap();
    // A kill has left a part of a draft.
    let draft = folder.path().join("behind.redb-durable-runtime-draft");
    std::fs::write(&draft, [0; 5000]).unwrap();
    drop(RedbStore::open(&link, OPTIONS).unwrap());
    assert_ne!(FileId::at(&path).unwrap(), empty);
    assert_eq!(held.metadata().unwrap().len(), 0);
    assert!(!draft.exists());
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    drop(RedbStore::open(&path, OPTIONS).unwrap());
}

/// A process that opens it may be about to write to it.
#[test]
fn an_empty_file_that_is_locked_is_in_use_and_stays() {
    let (_folder, path) = folder();
    std::fs::write(&path, "").unwrap();
    let locked = lock_empty(&path).unwrap();
    assert!(locked.is_some());
    let error = error_of(RedbStore::open(&path, OPTIONS));
    assert_eq!(error.kind(), ErrorKind::StoreInUse, "{error}");
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
    drop(locked);
    drop(RedbStore::open(&path, OPTIONS).unwrap());
}

/// What an earlier version, or a file that can't be replaced, leaves after a kill. It might be anything else, too.
#[test]
fn a_file_that_begins_with_zeros_stays_and_what_to_do_is_told() {
    let (_folder, path) = folder();
    std::fs::write(&path, [0; 8192]).unwrap();
    let error = error_of(RedbStore::open(&path, OPTIONS));
    assert_eq!(error.kind(), ErrorKind::NotAStore);
    assert!(error.to_string().contains("remove it"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), [0; 8192]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_an_error_and_stays() {
    let (folder, path) = folder();
    let target = folder.path().join("disk/store.redb");
    std::os::unix::fs::symlink(&target, &path).unwrap();
    let error = error_of(RedbStore::open(&path, OPTIONS));
    assert!(error.to_string().contains("disk/store.redb"), "{error}");
    assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
    std::fs::create_dir(folder.path().join("disk")).unwrap();
    error_of(RedbStore::open(&path, OPTIONS));
    assert!(!target.exists());
    drop(RedbStore::open(&target, OPTIONS).unwrap());
    let through_link = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&through_link).len(), 0);
    assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
}

/// The ways in which the main file loses its name.
fn lose(path: &Path, how: usize) {
    match how {
        0 => std::fs::remove_file(path).unwrap(),
        1 => std::fs::rename(path, path.with_extension("moved")).unwrap(),
        _ => {
            std::fs::rename(path, path.with_extension("moved")).unwrap();
            std::fs::write(path, "another file").unwrap();
        }
    }
}

#[tokio::test]
async fn a_shutdown_without_the_main_file_is_an_error_and_keeps_the_journal() {
    for how in 0..3 {
        let (folder, path) = folder();
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        store.commit(batch([(1, Some(vec![7]))])).await.unwrap();
        lose(&path, how);
        let error = store.close(true).await.unwrap_err();
        assert!(error.to_string().contains("store.redb"), "{error}");
        drop(store);
        let journal = folder.path().join("store.redb-journal");
        assert!(journal.exists());
        if how > 0 {
            // When it is put back, it can be opened.
            std::fs::rename(path.with_extension("moved"), &path).unwrap();
            assert_eq!(rows_in(&RedbStore::open(&path, OPTIONS).unwrap()).len(), 1);
        }
    }
}

#[tokio::test]
async fn what_would_go_to_a_file_without_a_name_stays_in_the_journal() {
    for file in ["store.redb", "store.redb-journal"] {
        let (folder, path) = folder();
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        let file = folder.path().join(file);
        std::fs::rename(&file, file.with_extension("moved")).unwrap();
        let mut written = 0;
        let error = loop {
            let rows = batch([(written, Some(vec![1; 5000]))]);
            match store.commit(rows).await {
                Ok(()) => written += 1,
                Err(error) => break error,
            }
            assert!(written < 100, "it goes on and on");
        };
        assert!(error.to_string().contains("moved away"), "{error}");
        drop(store);
        std::fs::rename(file.with_extension("moved"), &file).unwrap();
        let rows = rows_in(&RedbStore::open(&path, OPTIONS).unwrap());
        assert_eq!(rows.len() as u64, written);
    }
}

/// As on a file system without hard links.
#[test]
fn a_draft_gets_no_name_that_is_taken_where_there_are_no_links() {
    let (_folder, path) = folder();
    let draft = || {
        let draft = DraftFile::new(&path).unwrap();
        drop(draft.write(0, |_| Ok(())).unwrap());
        draft
    };
    std::fs::write(&path, "my notes").unwrap();
    let error = draft().name_without_link().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileExists);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "my notes");
    std::fs::remove_file(&path).unwrap();
    draft().name_without_link().unwrap();
    drop(RedbStore::open(&path, OPTIONS).unwrap());
}

#[tokio::test]
async fn a_backup_gets_no_name_of_a_draft() {
    let (folder, path) = folder();
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    let draft = folder.path().join("store.redb-durable-runtime-draft");
    let maintenance = store.maintenance().expect("there is maintenance for it");
    let error = maintenance.backup(draft.clone()).await.unwrap_err();
    assert!(error.to_string().contains("choose a name"), "{error}");
    assert!(!draft.exists());
    store.close(true).await.unwrap();
}

/// Opening one would wait for a writer.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_is_no_store_and_no_journal() {
    let make_pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    let (folder, path) = folder();
    make_pipe(&path);
    let error = error_of(RedbStore::open(&path, OPTIONS));
    assert!(error.to_string().contains("it is no "), "{error}");
    let error = RedbStore::inspect(&path).err().unwrap();
    assert!(error.to_string().contains("it is no "), "{error}");
    std::fs::remove_file(&path).unwrap();
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    store.close(true).await.unwrap();
    drop(store);
    let journal = folder.path().join("store.redb-journal");
    make_pipe(&journal);
    let error = error_of(RedbStore::open(&path, OPTIONS));
    assert!(error.to_string().contains("store.redb-journal"), "{error}");
}
