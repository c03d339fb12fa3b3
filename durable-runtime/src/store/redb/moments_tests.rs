//! Tests of main files and journals of different moments: what opens is the store of one moment.

use std::collections::BTreeMap;
use std::path::Path;

use super::tests::{OPTIONS, Rows, batch, rows_in};
use super::*;

const MAIN: &str = "store.redb";
const JOURNAL: &str = "store.redb-journal";

impl RedbStore {
    /// Waits until nothing is on its way to the main file.
    async fn settle(&self) {
        self.order(Order::Settle).await.unwrap();
    }
}

/// The files of one moment, and the rows that were acknowledged then.
struct Moment {
    name: String,
    main: Vec<u8>,
    journal: Option<Vec<u8>>,
    rows: Rows,
}

impl Moment {
    fn of(folder: &Path, name: impl Into<String>, rows: Rows) -> Self {
        Self {
            name: name.into(),
            main: std::fs::read(folder.join(MAIN)).unwrap(),
            journal: std::fs::read(folder.join(JOURNAL)).ok(),
            rows,
        }
    }
}

/// Opens the main file of one moment with the journal of another one.
fn open(main: &Moment, journal: &Moment) -> Result<Rows, Error> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(MAIN), &main.main).unwrap();
    if let Some(journal) = &journal.journal {
        std::fs::write(folder.path().join(JOURNAL), journal).unwrap();
    }
    let before = |name| std::fs::read(folder.path().join(name)).ok();
    let files = [before(MAIN), before(JOURNAL)];
    let looked_at = RedbStore::inspect(&folder.path().join(MAIN)).map(|store| rows_in(&store));
    assert_eq!([before(MAIN), before(JOURNAL)], files);
    let opened = RedbStore::open(&folder.path().join(MAIN), OPTIONS).map(|store| rows_in(&store));
    match (&looked_at, &opened) {
        (Ok(looked_at), Ok(opened)) => assert_eq!(looked_at, opened),
        (Err(_), Err(_)) => {}
        _ => panic!("looking says {looked_at:?}, and opening {opened:?}"),
    }
    opened
}

/// Commits some rows, and waits until the layers have reached the main file if that is wanted.
async fn commit(store: &RedbStore, numbers: std::ops::Range<u64>, bytes: usize) {
    for number in numbers {
        let row = vec![u8::try_from(number % 251).unwrap(); bytes];
        store
            .commit(batch([(number % 40, Some(row)), (number % 7, None)]))
            .await
            .unwrap();
    }
}

/// The moments of a store that is used, closed, used again, and copied all the while.
async fn moments(folder: &Path) -> Vec<Moment> {
    let path = folder.join(MAIN);
    let mut moments = Vec::new();
    for life in 0..3_u64 {
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        for part in 0..4 {
            let from = life * 1000 + part * 100;
            // Some moments have nothing of theirs in the main file, and others much.
            commit(&store, from..from + 5, if part == 1 { 6000 } else { 100 }).await;
            if part == 2 {
                store.compact().await.unwrap();
            }
            // A flush that is under way would be of two moments by itself.
            store.settle().await;
            moments.push(Moment::of(
                folder,
                format!("life {life}, part {part}"),
                rows_in(&store),
            ));
        }
        let rows = rows_in(&store);
        store.close(true).await.unwrap();
        drop(store);
        moments.push(Moment::of(folder, format!("life {life}, closed"), rows));
    }
    moments
}

#[tokio::test]
async fn a_main_file_and_a_journal_of_different_moments_are_never_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let moments = moments(folder.path()).await;
    let (mut opened, mut refused) = (0, 0);
    for (at_main, main) in moments.iter().enumerate() {
        for (at_journal, journal) in moments.iter().enumerate() {
            let names = format!("main file: {}, journal: {}", main.name, journal.name);
            match open(main, journal) {
                Ok(rows) => {
                    opened += 1;
                    assert!(rows == main.rows || rows == journal.rows, "{names}");
                    // The content of the journal of that moment is not lost beside an older main file.
                    if at_main < at_journal && journal.journal.is_some() {
                        assert_eq!(rows, journal.rows, "{names}");
                    }
                    // Nor what an older journal doesn't hold beside a main file that does.
                    if main.journal.is_none() {
                        assert_eq!(rows, main.rows, "{names}");
                    }
                }
                Err(error) => {
                    refused += 1;
                    assert_ne!(at_main, at_journal, "{names}: {error}");
                    let text = error.to_string();
                    assert!(text.contains(JOURNAL), "{text}");
                    assert!(
                        text.contains("put the") || text.contains("Put the"),
                        "{text}"
                    );
                }
            }
        }
    }
    assert!(
        opened >= moments.len() && refused > 100,
        "{opened}, {refused}"
    );
}

/// A backup that was put in the place of the main file of a killed store: what was acknowledged after the backup
/// vanished in silence, with the journal.
#[tokio::test]
async fn a_backup_beside_a_newer_journal_is_refused_until_that_is_moved_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(MAIN);
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    commit(&store, 0..30, 100).await;
    let backup = folder.path().join("backup.redb");
    store.backup(backup.clone()).await.unwrap();
    let of_backup = rows_in(&store);
    commit(&store, 100..110, 100).await;
    drop(store);
    std::fs::copy(&backup, &path).unwrap();
    let journal = folder.path().join(JOURNAL);
    let before = std::fs::read(&journal).unwrap();
    let error = RedbStore::open(&path, OPTIONS).err().unwrap();
    assert!(
        error.to_string().contains("move the journal away"),
        "{error}"
    );
    assert!(RedbStore::inspect(&path).is_err());
    assert_eq!(std::fs::read(&journal).unwrap(), before);
    std::fs::rename(&journal, folder.path().join("away")).unwrap();
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    assert_eq!(rows_in(&store), of_backup);
}

/// Both files of a killed store were copied, and both pairs used: their commits have the same numbers.
#[tokio::test]
async fn a_main_file_that_was_used_elsewhere_is_refused_with_the_journal_of_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(MAIN);
    let store = RedbStore::open(&path, OPTIONS).unwrap();
    commit(&store, 0..30, 100).await;
    drop(store);
    let copied = Moment::of(folder.path(), "copied", BTreeMap::new());
    let mut sides = Vec::new();
    for side in 0..2 {
        let store = RedbStore::open(&path, OPTIONS).unwrap();
        commit(&store, 1000 * side..1000 * side + 9, 3000).await;
        store.settle().await;
        let rows = rows_in(&store);
        drop(store);
        sides.push(Moment::of(folder.path(), format!("side {side}"), rows));
        std::fs::write(&path, &copied.main).unwrap();
        std::fs::write(
            folder.path().join(JOURNAL),
            copied.journal.as_ref().unwrap(),
        )
        .unwrap();
    }
    for (main, journal) in [(0, 1), (1, 0)] {
        let error = open(&sides[main], &sides[journal]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
    }
    for side in &sides {
        assert_eq!(open(side, side).unwrap(), side.rows);
    }
}
