//! The contract of a [`Store`], as a suite of tests. It runs against the store in files, with layers of each size,
//! against the one in memory, and against both within a store that dies.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::ask::{Ask, Found, Merge, Scan};
use super::batch::Batch;
use super::chain::Chain;
use super::key::{Key, Table};
use super::memory::Memory;
use super::redb::RedbStore;
use super::rows::{HistoryRow, Row};
use super::{Options, Store};
use crate::model::error::ErrorKind;
use crate::testing::crash::{CrashStore, Last};

/// Makes an empty store at each call.
type Make<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// Checks that a store does what all stores do.
async fn contract(make: Make<'_>) {
    what_was_committed_is_read(&*make()).await;
    keys_are_bytes_and_tables_are_apart(&*make()).await;
    a_batch_may_be_empty(&*make()).await;
    of_two_changes_of_a_row_the_later_one_counts(&*make()).await;
    a_row_gets_another_key_with_what_it_is_then(&*make()).await;
    rows_are_scanned_in_the_order_of_their_keys(&*make()).await;
    a_page_begins_after_a_key(&*make()).await;
    a_scan_sees_what_is_changed_and_removed(&*make()).await;
    a_scan_of_keys_gives_no_rows(&*make()).await;
    large_rows_are_read_back(&*make()).await;
    groups_of_rows_are_read_up_to_a_number_of_bytes(&*make()).await;
    a_chain_is_read_from_its_head_back(&*make()).await;
    a_chain_ends_where_a_row_is_missing(&*make()).await;
    chains_are_found_by_what_was_read_before(&*make()).await;
    a_chain_is_removed_whole(&*make()).await;
    ranges_are_merged_in_the_order_behind_their_prefixes(&*make()).await;
    a_merge_is_of_the_moment_of_what_gives_its_ranges(make()).await;
    all_asks_of_a_call_are_answered_as_of_one_moment(make()).await;
    a_commit_is_made_whether_or_not_its_answer_is_awaited(&*make()).await;
    a_store_that_is_closed_answers_errors(&*make()).await;
    a_close_that_is_not_awaited_closes(&*make()).await;
}

/// The tables of the suite: one that layers keep in order, and one that they don't.
const TABLES: [Table; 2] = [Table::Activities, Table::Instances];

fn key(table: Table, number: u32) -> Key {
    Key::from_parts(table, &number.to_be_bytes())
}

fn put(rows: impl IntoIterator<Item = (Key, Vec<u8>)>) -> Batch {
    let mut batch = Batch::default();
    for (key, row) in rows {
        batch.put(key, row);
    }
    batch
}

fn remove(keys: impl IntoIterator<Item = Key>) -> Batch {
    let mut batch = Batch::default();
    for key in keys {
        batch.remove(key);
    }
    batch
}

async fn commit(store: &dyn Store, batch: Batch) {
    store.commit(batch).await.unwrap();
}

async fn one(store: &dyn Store, ask: Ask) -> Found {
    let mut found = store.read(vec![ask]).await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

async fn row(store: &dyn Store, key: Key) -> Option<Vec<u8>> {
    one(store, Ask::Row(key)).await.into_row()
}

/// The numbers of the rows that a scan finds.
async fn scanned(store: &dyn Store, scan: Scan) -> Vec<u32> {
    let rows = one(store, Ask::Scan(scan)).await.into_rows();
    let number = |(key, _): (Key, _)| u32::from_be_bytes(key.within().try_into().unwrap());
    rows.into_iter().map(number).collect()
}

/// Lets a store with small layers write them.
async fn fill(store: &dyn Store) {
    for number in 0..40 {
        commit(store, put([(key(Table::Inputs, number), vec![7; 500])])).await;
    }
}

async fn what_was_committed_is_read(store: &dyn Store) {
    for table in TABLES {
        assert_eq!(row(store, key(table, 1)).await, None);
        for value in [b"a".to_vec(), Vec::new(), b"c".to_vec()] {
            commit(store, put([(key(table, 1), value.clone())])).await;
            assert_eq!(row(store, key(table, 1)).await, Some(value.clone()));
            fill(store).await;
            assert_eq!(row(store, key(table, 1)).await, Some(value));
        }
        commit(store, remove([key(table, 1), key(table, 2)])).await;
        assert_eq!(row(store, key(table, 1)).await, None);
        fill(store).await;
        assert_eq!(row(store, key(table, 1)).await, None);
    }
    assert_eq!(store.read(Vec::new()).await.unwrap(), []);
}

async fn keys_are_bytes_and_tables_are_apart(store: &dyn Store) {
    let within: [&[u8]; 5] = [&[], &[0], &[0, 0], &[0xff], &[0xff; 300]];
    for (number, table) in Table::ALL.into_iter().enumerate() {
        let rows = within.iter().enumerate();
        let rows = rows.map(|(n, bytes)| {
            let row = vec![u8::try_from(number * 10 + n).unwrap()];
            (Key::from_parts(table, bytes), row)
        });
        commit(store, put(rows)).await;
    }
    fill(store).await;
    for (number, table) in Table::ALL.into_iter().enumerate() {
        let page = Scan::page(table, None, usize::MAX);
        let mut rows = one(store, Ask::Scan(page)).await.into_rows();
        rows.retain(|(key, _)| table != Table::Inputs || within.contains(&key.within()));
        let expected = within.iter().enumerate().map(|(n, bytes)| {
            let row = vec![u8::try_from(number * 10 + n).unwrap()];
            (Key::from_parts(table, bytes), row)
        });
        assert_eq!(rows, expected.collect::<Vec<_>>());
    }
}

async fn a_batch_may_be_empty(store: &dyn Store) {
    commit(store, Batch::default()).await;
    commit(store, put([(key(Table::Inputs, 1), vec![1])])).await;
    commit(store, Batch::default()).await;
    assert_eq!(row(store, key(Table::Inputs, 1)).await, Some(vec![1]));
}

async fn of_two_changes_of_a_row_the_later_one_counts(store: &dyn Store) {
    for table in TABLES {
        let mut batch = put([(key(table, 1), vec![1]), (key(table, 2), vec![2])]);
        batch.remove(key(table, 1));
        batch.remove(key(table, 2));
        batch.put(key(table, 2), vec![3]);
        batch.put_new(key(table, 3), vec![4]);
        batch.remove(key(table, 3));
        commit(store, batch).await;
        let rows = [1, 2, 3].map(|number| Ask::Row(key(table, number)));
        let found = store.read(rows.to_vec()).await.unwrap();
        assert_eq!(found, [None, Some(vec![3]), None].map(Found::Row));
    }
}

async fn a_row_gets_another_key_with_what_it_is_then(store: &dyn Store) {
    for table in TABLES {
        commit(
            store,
            put((1..=4).map(|number| (key(table, number), vec![1]))),
        )
        .await;
        fill(store).await;
        let mut batch = put([(key(table, 2), vec![2]), (key(table, 5), vec![5])]);
        batch.remove(key(table, 3));
        for number in 1..=3 {
            batch.move_row(key(table, number), key(table, 10 + number));
        }
        batch.move_row(key(table, 5), key(table, 15));
        batch.move_row(key(table, 15), key(table, 25));
        batch.move_row(key(table, 9), key(table, 19));
        // What comes after a move doesn't count for it.
        batch.put(key(table, 1), vec![7]);
        batch.move_row(key(table, 4), key(table, 14));
        batch.remove(key(table, 14));
        commit(store, batch).await;
        for (number, expected) in [
            (1, Some(7)),
            (11, Some(1)),
            (2, None),
            (12, Some(2)),
            (3, None),
            (13, None),
            (4, None),
            (14, None),
            (5, None),
            (15, None),
            (25, Some(5)),
            (19, None),
        ] {
            let found = row(store, key(table, number)).await;
            assert_eq!(found, expected.map(|byte| vec![byte]), "{number}");
        }
    }
}

async fn rows_are_scanned_in_the_order_of_their_keys(store: &dyn Store) {
    for table in TABLES {
        for number in 0..100_u32 {
            let number = number * 37 % 100;
            commit(store, put([(key(table, number), vec![1; 100])])).await;
        }
        let all = Scan::page(table, None, usize::MAX);
        assert_eq!(scanned(store, all).await, (0..100).collect::<Vec<_>>());
        let some = Scan::between(key(table, 10), key(table, 20));
        assert_eq!(scanned(store, some).await, (11..=20).collect::<Vec<_>>());
        for (after, to) in [(20, 20), (20, 10), (100, 200)] {
            let none = Scan::between(key(table, after), key(table, to));
            assert!(scanned(store, none).await.is_empty());
        }
        let back = Scan::back(key(table, 20), key(table, 10));
        let expected: Vec<_> = (10..20).rev().collect();
        assert_eq!(scanned(store, back.clone()).await, expected);
        let some = Scan { limit: 3, ..back };
        assert_eq!(scanned(store, some).await, [19, 18, 17]);
        let all = Scan {
            is_backward: true,
            ..Scan::page(table, None, usize::MAX)
        };
        assert_eq!(
            scanned(store, all).await,
            (0..100).rev().collect::<Vec<_>>()
        );
        for (after, to) in [(20, 20), (10, 20), (200, 100)] {
            let none = Scan::back(key(table, after), key(table, to));
            assert!(scanned(store, none).await.is_empty());
        }
    }
}

async fn a_page_begins_after_a_key(store: &dyn Store) {
    for table in TABLES {
        let rows = (0..30).map(|number| (key(table, 2 * number), vec![1]));
        commit(store, put(rows)).await;
        // A key without a row is as good.
        let page = Scan::page(table, Some(key(table, 5)), 3);
        assert_eq!(scanned(store, page).await, [6, 8, 10]);
        let (mut seen, mut after) = (Vec::<u32>::new(), None);
        loop {
            let page = scanned(store, Scan::page(table, after, 7)).await;
            seen.extend(&page);
            match page.last() {
                Some(last) => after = Some(key(table, *last)),
                None => break,
            }
            // Rows behind the position are found, and rows before it aren't.
            commit(store, put([(key(table, 1), vec![1])])).await;
        }
        assert_eq!(seen, (0..30).map(|number| 2 * number).collect::<Vec<u32>>());
        let none = Scan::page(table, None, 0);
        assert!(scanned(store, none).await.is_empty());
    }
}

async fn a_scan_sees_what_is_changed_and_removed(store: &dyn Store) {
    for table in TABLES {
        commit(store, put((0..9).map(|n| (key(table, n), vec![1])))).await;
        fill(store).await;
        let mut batch = remove([key(table, 3), key(table, 8)]);
        batch.put(key(table, 4), vec![2]);
        batch.put_new(key(table, 20), vec![2]);
        commit(store, batch).await;
        for _ in 0..2 {
            let page = Scan::page(table, Some(key(table, 1)), 6);
            let rows = one(store, Ask::Scan(page)).await.into_rows();
            let expected = [(2, 1), (4, 2), (5, 1), (6, 1), (7, 1), (20, 2)];
            let expected = expected.map(|(number, row)| (key(table, number), vec![row]));
            assert_eq!(rows, expected);
            fill(store).await;
        }
    }
}

async fn a_scan_of_keys_gives_no_rows(store: &dyn Store) {
    for table in TABLES {
        commit(store, put([(key(table, 1), vec![1; 100])])).await;
        fill(store).await;
        commit(store, put([(key(table, 2), vec![1; 100])])).await;
        let keys = Scan {
            keys_only: true,
            ..Scan::page(table, None, 9)
        };
        let rows = [1, 2].map(|number| (key(table, number), Vec::new()));
        assert_eq!(one(store, Ask::Scan(keys)).await, Found::Rows(rows.into()));
    }
}

async fn large_rows_are_read_back(store: &dyn Store) {
    let large = |n: u8| vec![n; 3_000_000];
    for table in TABLES {
        commit(store, put((1..4).map(|n| (key(table, n.into()), large(n))))).await;
        for _ in 0..2 {
            for n in 1..4 {
                assert!(row(store, key(table, n.into())).await == Some(large(n)));
            }
            fill(store).await;
        }
    }
}

/// A row of a chain.
fn link(number: u64, previous: Option<u64>) -> (Key, Vec<u8>) {
    let row = HistoryRow {
        previous,
        events: Vec::new(),
        bytes: 0,
    };
    (Key::of_history(number), row.to_bytes())
}

/// Commits two chains, the even numbers and the odd ones, some of them in each commit.
async fn two_chains(store: &dyn Store, count: u64) {
    for part in 0..count / 10 {
        let numbers = part * 10..(part + 1) * 10;
        commit(
            store,
            put(numbers.map(|number| link(number, number.checked_sub(2)))),
        )
        .await;
        if part % 4 == 0 {
            fill(store).await;
        }
    }
}

fn numbers(chain: &Chain) -> Vec<u64> {
    chain.rows.iter().map(|(number, _)| *number).collect()
}

async fn groups_of_rows_are_read_up_to_a_number_of_bytes(store: &dyn Store) {
    let rows = (0..6).map(|number| (key(Table::Inputs, number), vec![1; 100]));
    commit(store, put(rows)).await;
    let group = |number| vec![key(Table::Inputs, number), key(Table::Instances, number)];
    for (bytes_max, expected) in [(0, 1), (100, 1), (101, 2), (250, 3), (1000, 7)] {
        let groups = (0..7).map(group).collect();
        let read = one(store, Ask::Groups { groups, bytes_max }).await;
        let read = read.into_groups();
        let whole = vec![Some(vec![1; 100]), None];
        let all = (0..expected).map(|n| {
            if n < 6 {
                whole.clone()
            } else {
                vec![None, None]
            }
        });
        assert_eq!(read, all.collect::<Vec<_>>(), "{bytes_max}");
    }
    let groups = Vec::new();
    let none = one(
        store,
        Ask::Groups {
            groups,
            bytes_max: 9,
        },
    )
    .await;
    assert_eq!(none, Found::Groups(Vec::new()));
}

async fn a_chain_is_read_from_its_head_back(store: &dyn Store) {
    two_chains(store, 100).await;
    let even: Vec<u64> = (0..50).rev().map(|number| 2 * number).collect();
    let chain = |head, limit| async move {
        let chain = one(store, Ask::Chain { head, limit }).await;
        chain.into_chain()
    };
    let whole = chain(98, usize::MAX).await;
    assert_eq!((numbers(&whole), whole.rest), (even.clone(), None));
    assert_eq!(whole.rows[7].1, link(84, Some(82)).1);
    let (mut seen, mut next) = (Vec::new(), Some(98));
    while let Some(head) = next {
        let part = chain(head, 7).await;
        assert!(part.rows.len() <= 7);
        seen.extend(numbers(&part));
        next = part.rest;
    }
    assert_eq!(seen, even);
}

async fn a_chain_ends_where_a_row_is_missing(store: &dyn Store) {
    two_chains(store, 40).await;
    commit(store, remove([Key::of_history(20)])).await;
    commit(store, put([(Key::of_history(11), vec![1, 2, 3])])).await;
    for (head, last) in [(38, 22), (39, 11)] {
        let limit = usize::MAX;
        let chain = one(store, Ask::Chain { head, limit }).await.into_chain();
        assert_eq!(numbers(&chain).last(), Some(&last));
        assert_eq!(chain.rest, None);
    }
    let (head, limit) = (500, 5);
    let none = one(store, Ask::Chain { head, limit }).await.into_chain();
    assert_eq!(none, Chain::default());
}

async fn chains_are_found_by_what_was_read_before(store: &dyn Store) {
    two_chains(store, 60).await;
    commit(store, put([(key(Table::Instances, 1), vec![58, 59])])).await;
    let heads = |found: &[Found]| {
        let Some(Found::Row(Some(heads))) = found.last() else {
            return Vec::new();
        };
        heads.iter().copied().map(u64::from).collect()
    };
    let asks = vec![Ask::Row(key(Table::Instances, 1)), Ask::ChainsOf(heads)];
    let found = store.read(asks).await.unwrap();
    let Found::Chains(chains) = &found[1] else {
        panic!("{found:?}");
    };
    assert_eq!(chains.len(), 2);
    assert_eq!(numbers(&chains[0]).len() + numbers(&chains[1]).len(), 60);
    let asks = vec![Ask::Row(key(Table::Instances, 2)), Ask::ChainsOf(heads)];
    let found = store.read(asks).await.unwrap();
    assert_eq!(found, [Found::Row(None), Found::Chains(Vec::new())]);
}

async fn a_chain_is_removed_whole(store: &dyn Store) {
    two_chains(store, 600).await;
    let mut batch = Batch::default();
    batch.remove_history(598);
    // A row that is added and removed in the batch, over rows that were there.
    let (new, row) = link(700, Some(599));
    batch.put_new(new, row);
    batch.remove_history(700);
    commit(store, batch).await;
    fill(store).await;
    let all = Scan::page(Table::History, None, usize::MAX);
    let left = one(store, Ask::Scan(all)).await.into_rows();
    assert_eq!(left, []);
}

/// The tables of merges: as [`TABLES`], with the one that is merged.
const MERGED: [Table; 3] = [Table::Index, Table::Activities, Table::Instances];

/// A range of the keys with a prefix, from behind some bytes on.
fn prefixed(table: Table, prefix: &[u8], after: &[u8]) -> (Scan, Key) {
    let behind = |bytes: &[u8]| Key::from_parts(table, &[prefix, bytes].concat());
    let scan = Scan::between(behind(after), behind(&[0xff; 4]));
    (scan, behind(&[]))
}

fn prefixed_back(table: Table, prefix: &[u8], before: &[u8]) -> (Scan, Key) {
    let behind = |bytes: &[u8]| Key::from_parts(table, &[prefix, bytes].concat());
    (Scan::back(behind(before), behind(&[])), behind(&[]))
}

/// What a merge finds: the bytes behind the prefixes, with the rows.
async fn merged(store: &dyn Store, merge: Merge) -> Vec<(Vec<u8>, Vec<u8>)> {
    let prefixes: Vec<Key> = merge
        .ranges
        .iter()
        .map(|(_, prefix)| prefix.clone())
        .collect();
    let rows = one(store, Ask::MergeOf(Arc::new(move |_| merge.clone()))).await;
    let behind = |(key, row): (Key, Vec<u8>)| {
        let is_of = |prefix: &&Key| key.within().starts_with(prefix.within());
        let prefix = prefixes.iter().find(is_of).unwrap();
        (key.within()[prefix.within().len()..].to_vec(), row)
    };
    rows.into_rows().into_iter().map(behind).collect()
}

async fn ranges_are_merged_in_the_order_behind_their_prefixes(store: &dyn Store) {
    // None of them is the beginning of another one.
    let prefixes: [&[u8]; 4] = [b"b", b"aaa", b"c\0", b"ab"];
    for table in MERGED {
        let mut there = BTreeMap::new();
        // Some rows get into the main file, some of those are changed and removed in the layers over it.
        for round in 0..4_u8 {
            let mut batch = Batch::default();
            for number in 0..30_u8 {
                let prefix = prefixes[usize::from(number ^ round) % 4];
                let behind = vec![number.wrapping_mul(7 + 2 * round) % 32, number % 3];
                let key = Key::from_parts(table, &[prefix, &behind].concat());
                if (number + round) % 4 == 0 {
                    batch.remove(key);
                    there.remove(&(behind, prefix));
                } else {
                    batch.put(key, vec![round, number]);
                    there.insert((behind, prefix), vec![round, number]);
                }
            }
            commit(store, batch).await;
            if round == 1 {
                fill(store).await;
            }
            for (chosen, after, limit) in [
                (&prefixes[..], vec![], usize::MAX),
                (&prefixes[..], vec![], 5),
                (&prefixes[..], vec![12, 1], 7),
                (&prefixes[..], vec![31, 9], 7),
                (&prefixes[1..3], vec![3], usize::MAX),
                (&prefixes[..1], vec![], 3),
                (&prefixes[..], vec![], 0),
                (&[], vec![], 9),
            ] {
                for is_backward in [false, true] {
                    let ranges = chosen.iter().map(|prefix| {
                        if is_backward {
                            prefixed_back(table, prefix, &after)
                        } else {
                            prefixed(table, prefix, &after)
                        }
                    });
                    let merge = Merge {
                        ranges: ranges.collect(),
                        limit,
                    };
                    let mut expected: Vec<(Vec<u8>, Vec<u8>)> = (there.iter())
                        .filter(|((behind, prefix), _)| {
                            let is_within = if is_backward {
                                *behind < after
                            } else {
                                *behind > after
                            };
                            is_within && chosen.contains(prefix)
                        })
                        .map(|((behind, _), row)| (behind.clone(), row.clone()))
                        .collect();
                    if is_backward {
                        expected.reverse();
                    }
                    expected.truncate(limit);
                    let found = merged(store, merge).await;
                    let behind = |rows: &[(Vec<u8>, Vec<u8>)]| -> Vec<Vec<u8>> {
                        rows.iter().map(|(behind, _)| behind.clone()).collect()
                    };
                    // Those with the same bytes behind their prefixes come in the order of the ranges.
                    assert_eq!(behind(&found), behind(&expected));
                    if limit == usize::MAX {
                        let sorted = |mut rows: Vec<_>| {
                            rows.sort();
                            rows
                        };
                        assert_eq!(sorted(found), sorted(expected));
                    }
                }
            }
        }
    }
}

/// Rows go from one range to another, and each is in one of them at any time.
async fn a_merge_is_of_the_moment_of_what_gives_its_ranges(store: Arc<dyn Store>) {
    const ROWS: u8 = 20;
    let row = |range: u8, number: u8| Key::from_parts(Table::Index, &[range, number]);
    // The ranges that have rows, and the rows.
    let ranges = |ranges: Vec<u8>| (key(Table::Counts, 1), ranges);
    let first = (0..ROWS).map(|number| (row(0, number), vec![0]));
    commit(&*store, put(first.chain([ranges(vec![0])]))).await;
    let moving = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            for to in 1..60 {
                let mut batch = Batch::default();
                for number in 0..ROWS {
                    batch.remove(row(to - 1, number));
                    batch.put_new(row(to, number), vec![to]);
                }
                let (key, row) = ranges(vec![to]);
                batch.put(key, row);
                commit(&*store, batch).await;
            }
        }
    });
    loop {
        let is_over = moving.is_finished();
        let merge = Ask::MergeOf(Arc::new(|found: &[Found]| {
            let Some(Found::Row(Some(ranges))) = found.first() else {
                return Merge::default();
            };
            let range = |range: &u8| prefixed(Table::Index, &[*range], &[]);
            Merge {
                ranges: ranges.iter().map(range).collect(),
                limit: usize::MAX,
            }
        }));
        let asks = vec![Ask::Row(key(Table::Counts, 1)), merge];
        let found = store.read(asks).await.unwrap().remove(1).into_rows();
        let number = |(key, _): &(Key, Vec<u8>)| key.within()[1];
        assert!(found.iter().map(number).eq(0..ROWS), "{found:?}");
        if is_over {
            return moving.await.unwrap();
        }
        tokio::task::yield_now().await;
    }
}

async fn all_asks_of_a_call_are_answered_as_of_one_moment(store: Arc<dyn Store>) {
    let committing = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            for n in 0..200_u32 {
                let row = n.to_be_bytes().to_vec();
                let mut rows = vec![link(u64::from(n), n.checked_sub(1).map(u64::from))];
                for table in TABLES {
                    rows.extend([1, 2, 3].map(|number| (key(table, number), row.clone())));
                }
                commit(&*store, put(rows)).await;
            }
        }
    });
    let mut last = Vec::new();
    while !committing.is_finished() {
        let mut asks = Vec::new();
        for table in TABLES {
            asks.push(Ask::Row(key(table, 1)));
            asks.push(Ask::Scan(Scan::page(table, Some(key(table, 1)), 9)));
        }
        asks.push(Ask::ChainsOf(|found| {
            let n = match &found[0] {
                Found::Row(Some(row)) => u32::from_be_bytes(row[..].try_into().unwrap()),
                _ => return Vec::new(),
            };
            vec![u64::from(n), u64::from(n) + 1]
        }));
        let mut found = store.read(asks).await.unwrap();
        let Some(Found::Chains(chains)) = found.pop() else {
            panic!("it is answered in kind");
        };
        let mut seen = Vec::new();
        for found in found {
            match found {
                Found::Row(row) => seen.extend(row),
                Found::Rows(rows) => seen.extend(rows.into_iter().map(|(_, row)| row)),
                other => panic!("{other:?}"),
            }
        }
        if let Some(first) = seen.first() {
            assert_eq!(seen, vec![first.clone(); 6]);
            // Each read sees its own commit, and nothing of the next one.
            let n = u32::from_be_bytes(first[..].try_into().unwrap());
            assert_eq!(chains[0].rows.len(), n as usize + 1);
            assert_eq!(chains[1].rows.len(), 0);
            // Time doesn't go back.
            assert!(*first >= last);
            last.clone_from(first);
        }
        tokio::task::yield_now().await;
    }
    committing.await.unwrap();
}

async fn a_commit_is_made_whether_or_not_its_answer_is_awaited(store: &dyn Store) {
    for number in 0..20 {
        drop(store.commit(put([(key(Table::Timers, number), vec![1])])));
    }
    commit(store, put([(key(Table::Timers, 20), vec![1])])).await;
    let all = Scan::page(Table::Timers, None, usize::MAX);
    assert_eq!(scanned(store, all).await, (0..=20).collect::<Vec<_>>());
}

async fn is_closed(store: &dyn Store) -> bool {
    match store.read(vec![Ask::Row(key(Table::Inputs, 1))]).await {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Stopped);
            true
        }
    }
}

async fn a_store_that_is_closed_answers_errors(store: &dyn Store) {
    commit(store, put([(key(Table::Inputs, 1), vec![1])])).await;
    store.close(true).await.unwrap();
    assert!(is_closed(store).await);
    let error = store.commit(put([(key(Table::Inputs, 1), vec![2])])).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Stopped);
    let error = store.close(false).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
}

async fn a_close_that_is_not_awaited_closes(store: &dyn Store) {
    commit(store, put([(key(Table::Inputs, 1), vec![1])])).await;
    drop(store.close(false));
    let within = std::time::Duration::from_secs(20);
    let closed = async {
        while !is_closed(store).await {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(within, closed).await.unwrap();
}

/// Stores in files of a folder, with layers of this size.
struct Files {
    folder: tempfile::TempDir,
    count: Cell<usize>,
    options: Options,
}

impl Files {
    fn new(layer_bytes: usize) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            count: Cell::new(0),
            options: Options {
                layer_bytes,
                journal_row_bytes_max: 1000,
                ..Options::default()
            },
        }
    }

    fn make(&self) -> Arc<dyn Store> {
        self.count.set(self.count.get() + 1);
        self.open(self.count.get())
    }

    fn open(&self, number: usize) -> Arc<dyn Store> {
        let path = self.folder.path().join(format!("{number}.redb"));
        Arc::new(RedbStore::open(&path, self.options).unwrap())
    }
}

fn in_memory() -> Arc<dyn Store> {
    Arc::new(Memory::default().open())
}

/// Wraps a store in one that doesn't die for long.
fn alive(store: Arc<dyn Store>) -> Arc<dyn Store> {
    Arc::new(CrashStore::at(store, u64::MAX, Last::Kept))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_in_memory_holds_the_contract() {
    contract(&in_memory).await;
    contract(&|| alive(in_memory())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_in_files_holds_the_contract_with_all_in_layers() {
    let files = Files::new(Options::default().layer_bytes);
    contract(&|| files.make()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_in_files_holds_the_contract_with_much_in_the_main_file() {
    let files = Files::new(8_000);
    contract(&|| alive(files.make())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_in_files_holds_the_contract_with_each_commit_in_the_main_file() {
    let files = Files::new(1);
    contract(&|| files.make()).await;
}

/// Lets a store die with each of some commits in turn. The next opening finds what was acknowledged, and nothing of a
/// commit that was not made.
async fn dies_at_each_commit(open: &dyn Fn(u64) -> Arc<dyn Store>) {
    for (commits, last) in (1..8).flat_map(|n| [(n, Last::Kept), (n, Last::Lost)]) {
        let number = 2 * commits + u64::from(matches!(last, Last::Lost));
        let store = CrashStore::at(open(number), commits, last);
        let mut acknowledged = 0;
        for n in 0..10_u32 {
            let rows = TABLES.map(|table| (key(table, n), vec![1]));
            match store.commit(put(rows)).await {
                Ok(()) => acknowledged += 1,
                Err(error) => assert_eq!(error.kind(), ErrorKind::Stopped),
            }
        }
        assert_eq!(acknowledged, commits - 1);
        assert!(is_closed(&store).await);
        store.close(true).await.unwrap();
        drop(store);
        let there = match last {
            Last::Kept => commits,
            Last::Lost => commits - 1,
        };
        let there: Vec<u32> = (0..u32::try_from(there).unwrap()).collect();
        let store = open(number);
        for table in TABLES {
            assert_eq!(scanned(&*store, Scan::page(table, None, 99)).await, there);
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_death_in_memory() {
    let memories: Vec<Memory> = (0..20).map(|_| Memory::default()).collect();
    let open = |number: u64| -> Arc<dyn Store> {
        Arc::new(memories[usize::try_from(number).unwrap()].open())
    };
    dies_at_each_commit(&open).await;
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_death_in_files() {
    for layer_bytes in [1, 1 << 20] {
        let files = Files::new(layer_bytes);
        dies_at_each_commit(&|number| files.open(usize::try_from(number).unwrap())).await;
    }
}
