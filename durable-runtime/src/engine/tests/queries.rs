//! Queries: their order, their pages, their filters, and what they tell while instances start, end and are replaced.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use super::harness::*;
use super::index::index_is_right;
use super::orders::{Dice, with_seeds};
use crate::client::page_token::PageToken;
use crate::client::runtime::Runtime;
use crate::model::clock::{Clock, SystemClock};
use crate::model::error::ErrorKind;
use crate::model::filter::InstanceFilter;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::micros::Micros;
use crate::model::status::{RuntimeStatus, Status};
use crate::step::entry::{OrchestratorEntry, Registration};
use crate::store::batch::Batch;
use crate::store::key::{Key, Table};
use crate::store::rows::{Record, Row};
use crate::testing::crash::{CrashStore, Last};

/// The gate that no script comes to.
const NEVER: &str = "never, in every query";

/// A script under another name or version.
const fn script_as(name: &'static str) -> OrchestratorEntry {
    OrchestratorEntry {
        name,
        file: "queries.rs",
        line: 1,
        manifest: SCRIPT.manifest,
        check_input: SCRIPT.check_input,
        step: SCRIPT.step,
        plain: SCRIPT.plain,
    }
}

static OTHER: OrchestratorEntry = script_as("other");
static OTHER_2: OrchestratorEntry = script_as("other#2");
static OTHER_10: OrchestratorEntry = script_as("other#10");

fn programs() -> Vec<Registration> {
    let mut program = program();
    let others = [&OTHER, &OTHER_2, &OTHER_10];
    program.extend(others.map(Registration::Orchestrator));
    program
}

/// A clock that is set by hand, so that many instances are started at one time.
#[derive(Clone, Default)]
pub(super) struct Dial(Arc<AtomicI64>);

impl Clock for Dial {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
            + Duration::from_secs(1_000_000_000)
            + Duration::from_micros(self.0.load(Ordering::SeqCst).unsigned_abs())
    }

    fn sleep_until(
        &self,
        _deadline: SystemTime,
    ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        SystemClock.sleep_until(SystemTime::now() + Duration::from_secs(1))
    }
}

fn waits() -> Vec<Do> {
    vec![Do::Event("go".to_owned())]
}

/// All instances that a query returns, page by page.
async fn by_pages(runtime: &Runtime, filter: &InstanceFilter, size: usize) -> Vec<Status> {
    let mut found = Vec::new();
    let mut token: Option<PageToken> = None;
    loop {
        let mut query = runtime.query(filter.clone()).page_size(size);
        if let Some(token) = token {
            query = query.after(token.to_string().parse().unwrap());
        }
        let page = query.page().await.unwrap();
        assert!(page.instances.len() <= size);
        found.extend(page.instances);
        token = page.next;
        if token.is_none() {
            return found;
        }
    }
}

/// The same by the stream.
async fn by_stream(runtime: &Runtime, filter: &InstanceFilter, size: usize) -> Vec<Status> {
    let mut query = runtime.query(filter.clone()).page_size(size);
    let mut found = Vec::new();
    while let Some(status) = query.next().await.unwrap() {
        found.push(status);
    }
    assert!(query.next().await.unwrap().is_none());
    found
}

fn ids(found: &[Status]) -> Vec<&str> {
    found.iter().map(|status| status.id.as_str()).collect()
}

#[tokio::test]
async fn the_youngest_instance_comes_first() {
    let bench = Bench::new();
    let dial = Dial::default();
    let runtime = bench
        .builder()
        .clock(dial.clone())
        .open(bench.path())
        .await
        .unwrap();
    for (time, id) in [(5, "b"), (5, "a"), (1, "old"), (9, "young")] {
        dial.0.store(time, Ordering::SeqCst);
        start(&runtime, id, waits()).await;
    }
    let all = InstanceFilter::new();
    for size in 1..6 {
        let found = by_pages(&runtime, &all, size).await;
        assert_eq!(
            ids(&found),
            ["young", "b", "a", "old"],
            "of one time by their ids, backward"
        );
    }
    let found = by_pages(&runtime, &InstanceFilter::new().id_prefix(""), 1).await;
    assert_eq!(ids(&found), ["a", "b", "old", "young"]);
}

#[tokio::test]
async fn a_page_tells_where_the_next_one_begins_and_the_last_one_that_there_is_none() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for id in ["a", "b", "c"] {
        start(&runtime, id, waits()).await;
    }
    let mut query = runtime.query(InstanceFilter::new()).page_size(2);
    let first = query.page().await.unwrap();
    assert_eq!(
        (ids(&first.instances), first.looked_at),
        (vec!["c", "b"], 2)
    );
    let second = query.page().await.unwrap();
    assert_eq!((ids(&second.instances), second.next), (vec!["a"], None));
    let third = query.page().await.unwrap();
    assert_eq!((third.instances.len(), third.next), (0, None));
    // A token of another order.
    let by_id = InstanceFilter::new().id_prefix("a");
    let token = first.next.unwrap();
    let refused = runtime.query(by_id).after(token).page().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    let without = runtime.query(InstanceFilter::new()).without_inputs();
    let without = { without }.page().await.unwrap();
    assert!(
        without
            .instances
            .iter()
            .all(|status| status.input.as_str() == "null")
    );
}

/// Where few instances meet the filter, a page is returned in time, with a place to go on from.
#[tokio::test]
async fn a_page_ends_when_its_time_is_over() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let calls = (0..300).map(|n| typed(waits()).tag("rare", if n == 7 { "yes" } else { "no" }));
    runtime.start_many(calls).await.unwrap();
    let rare = InstanceFilter::new().tag("rare", "yes");
    let query = || runtime.query(rare.clone()).page_size(10);
    let mut short = query().budget(Duration::ZERO);
    let (mut pages, mut found) = (0, 0);
    loop {
        let page = short.page().await.unwrap();
        (pages, found) = (pages + 1, found + page.instances.len());
        assert!(page.looked_at <= 10, "{page:?}");
        if page.next.is_none() {
            break;
        }
    }
    assert_eq!((pages, found), (31, 1));
    let page = query().budget(SOON).page().await.unwrap();
    assert_eq!(
        (page.instances.len(), page.looked_at, page.next),
        (1, 300, None)
    );
    assert_eq!(runtime.count(rare).await.unwrap(), 1);
}

/// What a query is to return: a look at each record.
async fn naive(runtime: &Runtime, filter: &InstanceFilter) -> Vec<String> {
    let records = runtime
        .store()
        .instances_after(None, usize::MAX)
        .await
        .unwrap();
    let mut found: Vec<(Record, InstanceId)> = (records.into_iter())
        .map(|(id, row)| (Record::from_bytes(&row).unwrap(), id))
        .filter(|(record, id)| {
            let function = FunctionName::of(&record.name);
            let within = |time: Micros, from: Option<SystemTime>, to: Option<SystemTime>| {
                let time = SystemTime::from(time);
                from.is_none_or(|from| from <= time) && to.is_none_or(|to| time <= to)
            };
            let parent = record.parent.as_ref().map(|parent| parent.instance.clone());
            let statuses = &filter.statuses;
            let version = function.version.unwrap_or("").to_owned();
            (statuses.is_empty() || statuses.contains(&record.runtime_status()))
                && filter
                    .name
                    .as_ref()
                    .is_none_or(|name| name == function.name)
                && filter
                    .version
                    .as_ref()
                    .is_none_or(|wanted| *wanted == version)
                && within(record.created, filter.created.from, filter.created.to)
                && within(record.updated, filter.updated.from, filter.updated.to)
                && filter
                    .id_prefix
                    .as_ref()
                    .is_none_or(|prefix| id.as_str().starts_with(&**prefix))
                && (filter.parent.is_none() || filter.parent == parent)
                && filter
                    .tags
                    .iter()
                    .all(|(name, value)| record.tags.get(name) == Some(value))
        })
        .collect();
    let key = |id: &InstanceId| Key::of_instance(Table::Instances, id);
    if filter.id_prefix.is_some() && filter.parent.is_none() {
        found.sort_by_key(|(_, id)| key(id));
    } else {
        found.sort_by_key(|(record, id)| std::cmp::Reverse((record.created, key(id))));
    }
    found
        .into_iter()
        .map(|(_, id)| id.as_str().to_owned())
        .collect()
}

fn any<T: Clone>(dice: &mut Dice, of: &[T]) -> T {
    of[usize::try_from(dice.below(of.len() as u64)).unwrap()].clone()
}

fn time(dial: &Dial, dice: &mut Dice) -> SystemTime {
    let micros = dice.below(30);
    let half = Duration::from_nanos(500 * dice.below(2));
    let now = Dial(Arc::new(AtomicI64::new(micros.cast_signed()))).now();
    if dice.below(20) == 0 {
        dial.now()
    } else {
        now + half
    }
}

fn filter(dial: &Dial, dice: &mut Dice, known: &[String]) -> InstanceFilter {
    let mut filter = InstanceFilter::new();
    // Few conditions at a time: with all of them, hardly anything is left.
    let asks = |dice: &mut Dice| dice.below(4) == 0;
    if asks(dice) {
        for _ in 0..=dice.below(3) {
            filter = filter.status(any(dice, &RuntimeStatus::ALL));
        }
    }
    if asks(dice) {
        filter = filter.name(any(dice, &["script", "other", "other", "oth", "other#2"]));
    }
    if asks(dice) {
        filter = filter.version(any(dice, &["", "2", "10", "3"]));
    }
    if asks(dice) {
        filter = filter.created_from(time(dial, dice));
    }
    if asks(dice) {
        filter = filter.created_to(time(dial, dice));
    }
    if dice.below(8) == 0 {
        filter = filter.updated_from(time(dial, dice));
    }
    if dice.below(8) == 0 {
        filter = filter.updated_to(time(dial, dice));
    }
    if asks(dice) {
        let id = any(dice, known);
        let ends: Vec<usize> = id
            .char_indices()
            .map(|(end, _)| end)
            .chain([id.len()])
            .collect();
        let end = match dice.below(2) {
            0 => ends[usize::try_from(dice.below(3)).unwrap().min(ends.len() - 1)],
            _ => any(dice, &ends),
        };
        filter = filter.id_prefix(&id[..end]);
    }
    if dice.below(6) == 0 {
        filter = filter.parent(&InstanceId::unchecked(&any(dice, known)));
    }
    for _ in 0..dice.below(3) {
        if asks(dice) {
            filter = filter.tag(any(dice, &["a", "b"]), any(dice, &["0", "1", "2"]));
        }
    }
    filter
}

/// Compares queries with a look at each record. Nothing changes meanwhile.
async fn compare(runtime: &Runtime, dial: &Dial, dice: &mut Dice) {
    let known = naive(runtime, &InstanceFilter::new()).await;
    index_is_right(runtime.store()).await.unwrap();
    for _ in 0..60 {
        let filter = filter(dial, dice, &known);
        let expected = naive(runtime, &filter).await;
        let size = usize::try_from(1 + dice.below(30)).unwrap();
        let found = match dice.below(2) {
            0 => by_pages(runtime, &filter, size).await,
            _ => by_stream(runtime, &filter, size).await,
        };
        assert_eq!(ids(&found), expected, "{filter:?} by {size}");
        let count = runtime.count(filter.clone()).await.unwrap();
        assert_eq!(count, expected.len() as u64, "{filter:?}");
        for status in found {
            let mut alone = runtime.instance(status.id.as_str()).status().await.unwrap();
            alone.blocked.clone_from(&status.blocked);
            assert_eq!(format!("{status:?}"), format!("{alone:?}"));
        }
    }
}

fn drawn_script(dice: &mut Dice, depth: u64) -> Vec<Do> {
    match dice.below(8) {
        0 => vec![call("inc", 1)],
        1 => vec![Do::Fail("it had to".to_owned())],
        2 | 3 if depth == 0 => {
            let ids = ["", "child \u{fc}", "cab", "ca"];
            let begin = |dice: &mut Dice| {
                let id = any(dice, &ids);
                let id = (!id.is_empty()).then(|| format!("{id} {}", dice.below(1000)));
                let function = any(dice, &["script", "other#2", "other"]).to_owned();
                let script = drawn_script(dice, 1);
                Do::Begin(Box::new(Do::Child {
                    function,
                    id,
                    script,
                }))
            };
            let mut script: Vec<Do> = (0..=dice.below(3)).map(|_| begin(dice)).collect();
            script.push(Do::Event("go".to_owned()));
            script
        }
        4 => vec![
            call("inc", 2),
            Do::Status("halfway".to_owned()),
            Do::Event("go".to_owned()),
        ],
        _ => waits(),
    }
}

/// Does something that changes lists. It may be refused, or cut short by the death of the engine.
async fn act(runtime: &Runtime, dial: &Dial, dice: &mut Dice) {
    if dice.below(3) == 0 {
        dial.0.store(dice.below(30).cast_signed(), Ordering::SeqCst);
    }
    let id = format!(
        "{}{}",
        any(dice, &["a", "b", "ab ", "c", "0f"]),
        dice.below(40)
    );
    match dice.below(10) {
        0 => drop(runtime.instance(&id).terminate("enough").await),
        1 => drop(runtime.instance(&id).raise_event("go", &1).await),
        _ => {
            let (name, version) = any(
                dice,
                &[
                    ("script", ""),
                    ("other", ""),
                    ("other", "2"),
                    ("other", "10"),
                ],
            );
            let script = input(drawn_script(dice, 0));
            let mut start = runtime
                .start_named(name, script)
                .if_exists(IfExists::Replace);
            if !version.is_empty() {
                start = start.version(version);
            }
            if dice.below(3) > 0 {
                start = start.id(&id);
            }
            for name in ["a", "b", "c"] {
                if dice.below(3) == 0 {
                    start = start.tag(name, dice.below(3).to_string());
                }
            }
            drop(start.await);
        }
    }
}

/// Waits until nothing changes any more.
async fn settled(runtime: &Runtime) {
    let mut before = BTreeMap::new();
    until(async || {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let records = runtime
            .store()
            .instances_after(None, usize::MAX)
            .await
            .unwrap();
        let is_pending = |row: &Vec<u8>| {
            Record::from_bytes(row).unwrap().runtime_status() == RuntimeStatus::Pending
        };
        let now: BTreeMap<_, _> = records.into_iter().collect();
        let is_settled = now == before && !now.values().any(is_pending);
        before = now;
        is_settled
    })
    .await;
}

async fn run(dice: &mut Dice) {
    let bench = Bench::new();
    let dial = Dial::default();
    for session in 0..3 {
        let mut builder = bench.builder_of(&programs()).clock(dial.clone());
        builder = builder.layer_bytes(any(dice, &[1, 10_000, 1 << 20]));
        let commits = match session {
            0 | 2 => u64::MAX,
            _ => 5 + dice.below(40),
        };
        let last = any(dice, &[Last::Kept, Last::Lost]);
        builder.around_store = Some(Box::new(move |store| {
            Arc::new(CrashStore::at(store, commits, last))
        }));
        let runtime = builder.open(bench.path()).await.unwrap();
        if session > 0 {
            settled(&runtime).await;
            compare(&runtime, &dial, dice).await;
        }
        for _ in 0..30 + dice.below(60) {
            act(&runtime, &dial, dice).await;
        }
        if commits == u64::MAX {
            settled(&runtime).await;
            compare(&runtime, &dial, dice).await;
        }
        let _ = runtime.shutdown().await;
    }
}

#[test]
fn a_query_returns_what_a_look_at_each_instance_finds() {
    with_seeds(4, NEVER, &run);
}

/// An instance that is there all the time is returned exactly once, whatever others do, and whatever it does itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_stable_while_others_start_end_and_are_replaced() {
    let bench = Bench::new();
    let runtime = bench
        .builder()
        .layer_bytes(50_000)
        .open(bench.path())
        .await
        .unwrap();
    let mut stable = Vec::new();
    for n in 0..300 {
        let id = format!("stable {n:03}");
        start(&runtime, &id, waits()).await;
        stable.push(id);
        if n % 3 == 0 {
            start(&runtime, &format!("other {n}"), waits()).await;
        }
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let mut others = tokio::task::JoinSet::new();
    for number in 0..4 {
        let (runtime, is_over) = (runtime.clone(), Arc::clone(&is_over));
        others.spawn(async move {
            let mut dice = Dice::of(number + 7);
            while !is_over.load(Ordering::SeqCst) {
                let id = format!("other {}", dice.below(300));
                match dice.below(4) {
                    0 => drop(runtime.instance(&id).terminate("enough").await),
                    1 => drop(runtime.instance(&id).raise_event("go", &1).await),
                    2 => drop(
                        runtime
                            .start_named("script", input(vec![call("inc", 1)]))
                            .await,
                    ),
                    _ => {
                        let start = runtime.start_named("script", input(waits())).id(&id);
                        drop(start.if_exists(IfExists::Replace).await);
                    }
                }
            }
        });
    }
    let mut young = stable.clone();
    young.reverse();
    for (filter, size) in [
        (InstanceFilter::new(), 7),
        (
            InstanceFilter::new()
                .status(RuntimeStatus::Running)
                .name("script"),
            10,
        ),
        (InstanceFilter::new().id_prefix(""), 13),
        (
            InstanceFilter::new()
                .status(RuntimeStatus::Running)
                .status(RuntimeStatus::Completed),
            64,
        ),
    ] {
        let found = by_pages(&runtime, &filter, size).await;
        let found: Vec<&str> = ids(&found)
            .into_iter()
            .filter(|id| id.starts_with("stable"))
            .collect();
        let expected = if filter.id_prefix.is_some() {
            &stable
        } else {
            &young
        };
        assert_eq!(found, *expected, "{filter:?}");
    }
    // Some of them end meanwhile. They keep their places.
    let mut query = runtime.query(InstanceFilter::new()).page_size(20);
    let mut found = Vec::new();
    for n in (0..300).step_by(4) {
        let page = query.page().await.unwrap();
        found.extend(
            page.instances
                .into_iter()
                .map(|status| status.id.as_str().to_owned()),
        );
        let ends = runtime.instance(&stable[n]);
        ends.raise_event("go", &1).await.unwrap();
    }
    while let Some(status) = query.next().await.unwrap() {
        found.push(status.id.as_str().to_owned());
    }
    found.retain(|id| id.starts_with("stable"));
    assert_eq!(found, young);
    is_over.store(true, Ordering::SeqCst);
    others.join_all().await;
    index_is_right(runtime.store()).await.unwrap();
}

#[tokio::test]
async fn an_input_that_cannot_be_read_is_left_out_of_a_list() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "damaged", waits()).await;
    start(&runtime, "whole", waits()).await;
    let mut batch = Batch::default();
    let damaged = InstanceId::unchecked("damaged");
    batch.put(Key::of_instance(Table::Inputs, &damaged), vec![1, 2, 3]);
    runtime.store().commit(batch).await.unwrap();
    let found = by_pages(&runtime, &InstanceFilter::new(), 10).await;
    assert_eq!(ids(&found), ["whole", "damaged"]);
    assert_eq!(found[0].input, input(waits()));
    assert_eq!(found[1].input.as_str(), "null");
}
