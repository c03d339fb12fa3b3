//! What is lost when the power fails: nothing that was acknowledged, and no step.
//!
//! A process that is killed leaves to the kernel what it has written; when the power fails, that is lost,
//! too, unless it was synced. If the engine acknowledged a start or an event, began an activity, or told a
//! result before the commit that says so was synced, a power cut in between would make the instance
//! disappear, lose the event, do a step that the store knows nothing of, or tell a result that is another
//! one after the restart. So the medium here loses what was not synced, and loses it at *every* sync of a
//! run, in three ways: all that is unsynced is gone; all of it is there, but the engine never learned so;
//! some sectors of it are there.

use std::collections::BTreeMap;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{Error, ErrorKind, HistoryKind, RuntimeStatus};
use durable_tests::Trace;
use durable_tests::medium::{Disk, Survives};
use durable_tests::numbers::{Numbers, seed};
use durable_tests::trace::{has_repetitions, without_repetitions};

#[activity]
async fn step(trace: State<Trace>, number: u64, total: u64) -> Result<u64> {
    trace.note(format!("step {number}, {total} so far"));
    Ok(total + number)
}

/// Fails at first.
#[activity(retry(attempts = 3, first = "1ms"))]
async fn shaky(trace: State<Trace>, number: u64) -> Result<u64> {
    // A crash in between is no attempt that failed, so the attempts are counted in the world.
    match trace.note(format!("shaky {number}")) {
        0 => Err(Failure::new("not yet")),
        _ => Ok(number),
    }
}

#[orchestrator]
async fn part(from: u64) -> Result<u64> {
    let mut total = 0;
    for number in from..from + 2 {
        total = step(number, total).await?;
    }
    Ok(total)
}

/// Every kind of operation, and loops between them.
#[orchestrator]
async fn journey(steps: u64) -> Result<BTreeMap<String, u64>> {
    let mut totals = BTreeMap::new();
    let mut total = 0;
    for number in 1..=steps {
        total = step(number, total).await?;
        set_custom_status(format!("step {number}"));
    }
    totals.insert("steps".to_owned(), total);
    sleep(Duration::from_millis(2)).await;
    let mut sum = 0;
    for _ in 0..2 {
        let amount: u64 = event("amount").await?;
        sum += step(amount, total).await?;
    }
    totals.insert("events".to_owned(), sum);
    let again = shaky(90).await?;
    totals.insert("part".to_owned(), part(again + 10).await?);
    let last = step(200, total).await?;
    totals.insert("last".to_owned(), last);
    Ok(totals)
}

/// After how many bytes the main file is written: at each commit, at some, or at none.
const LAYER_BYTES: [usize; 3] = [1, 3_000, 1 << 20];

const ID: &str = "the-journey";
const STEPS: u64 = 4;
const EVENTS: [u64; 2] = [50, 60];

fn expected() -> BTreeMap<String, u64> {
    let totals = [("steps", 10), ("events", 130), ("part", 201), ("last", 210)];
    totals
        .into_iter()
        .map(|(name, total)| (name.to_owned(), total))
        .collect()
}

fn expected_calls() -> Vec<String> {
    [
        "step 1, 0 so far",
        "step 2, 1 so far",
        "step 3, 3 so far",
        "step 4, 6 so far",
        "step 50, 10 so far",
        "step 60, 10 so far",
        "shaky 90",
        "step 100, 0 so far",
        "step 101, 100 so far",
        "step 200, 10 so far",
    ]
    .map(str::to_owned)
    .into()
}

/// What the runtime has acknowledged, as whoever asked for it remembers it.
#[derive(Debug, Default)]
struct Acknowledged {
    started: bool,
    events: usize,
    result: Option<BTreeMap<String, u64>>,
}

/// A world with a disk in it, in which processes run one after the other.
struct World {
    disk: Disk,
    trace: Trace,
    acknowledged: Acknowledged,
    /// After how many bytes the main file is written: at each commit, at some, or at none.
    layer_bytes: usize,
}

impl World {
    /// With an empty store on the disk. Making a store can't be cut in two here: a store in a file is made
    /// beside its place and renamed, and a bare medium has no names.
    async fn with_a_store(layer_bytes: usize) -> Self {
        let world = Self {
            disk: Disk::default(),
            trace: Trace::default(),
            acknowledged: Acknowledged::default(),
            layer_bytes,
        };
        let [main, journal] = world.disk.begin_process();
        let runtime = Runtime::builder()
            .state(world.trace.clone())
            .open_backends(main, journal)
            .await;
        runtime
            .expect("the power is on")
            .shutdown()
            .await
            .expect("the power is on");
        world
    }

    /// Runs one process until the journey has ended and been told, or the power fails. Panics when what
    /// was acknowledged before isn't there.
    async fn run(&mut self) {
        let outcome = self.process().await;
        if let Err(error) = outcome {
            assert!(
                self.disk.has_crashed(),
                "it failed with the power on: {error:?}"
            );
        }
    }

    async fn process(&mut self) -> Result<(), Error> {
        let [main, journal] = self.disk.begin_process();
        let runtime = Runtime::builder()
            .state(self.trace.clone())
            .layer_bytes(self.layer_bytes)
            .open_backends(main, journal)
            .await?;
        let instance = runtime.instance(ID);
        let status = match instance.status().await {
            Ok(status) => Some(status),
            Err(error) if error.kind() == ErrorKind::InstanceNotFound => {
                assert!(
                    !self.acknowledged.started,
                    "its start was acknowledged, and it is not there"
                );
                None
            }
            Err(error) => return Err(error),
        };
        if let Some(result) = &self.acknowledged.result {
            let status = status.expect("an instance that has ended is there");
            assert_eq!(
                status.runtime_status,
                RuntimeStatus::Completed,
                "its result was told before"
            );
            let output: BTreeMap<String, u64> = status
                .output
                .expect("it has an output")
                .decode()
                .expect("it is a map");
            assert_eq!(output, *result, "another result was told before");
            return runtime.shutdown().await;
        }
        if status.is_none() {
            runtime.start(journey(STEPS).id(ID)).await?;
        }
        self.acknowledged.started = true;
        let history = instance.history().await?;
        let raised = history
            .iter()
            .filter(|event| matches!(event.kind, HistoryKind::EventRaised { .. }))
            .count();
        assert!(
            raised >= self.acknowledged.events,
            "an event that was acknowledged is not there"
        );
        self.acknowledged.events = raised;
        for amount in &EVENTS[raised..] {
            instance.raise_event("amount", amount).await?;
            self.acknowledged.events += 1;
        }
        let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
        match result.unwrap_or_else(|_| panic!("it hangs; {:?}", self.trace.calls())) {
            Ok(json) => self.acknowledged.result = Some(json.decode().expect("it is a map")),
            Err(failure) => {
                assert!(
                    self.disk.has_crashed(),
                    "it failed with the power on: {failure:?}"
                );
                return runtime.stopped().await;
            }
        }
        runtime.shutdown().await
    }

    /// Goes on with the power on, and holds that all is well in the end.
    async fn end(mut self) {
        self.disk.crash_no_more();
        if self.acknowledged.result.is_none() {
            self.run().await;
        }
        // Once more, for what was told last must be on the disk as well.
        self.run().await;
        assert_eq!(self.acknowledged.result, Some(expected()));
        assert_eq!(
            without_repetitions(self.trace.calls()),
            expected_calls(),
            "a step was lost or done again"
        );
    }
}

fn in_tokio(future: impl Future<Output = ()>) {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    tokio
        .expect("a tokio runtime can be built")
        .block_on(future);
}

/// Crashes at each sync in turn, until a run has fewer.
async fn crash_at_every_sync(layer_bytes: usize, survives: impl Fn(u64) -> Survives) -> u64 {
    for sync in 1..10_000 {
        let mut world = World::with_a_store(layer_bytes).await;
        world.disk.crash_at(sync, survives(sync));
        world.run().await;
        let crashed = world.disk.has_crashed();
        world.end().await;
        if !crashed {
            return sync - 1;
        }
    }
    panic!("a run has no end of syncs");
}

#[track_caller]
fn hold_at_every_sync(survives: impl Fn(u64) -> Survives) {
    in_tokio(async {
        for layer_bytes in LAYER_BYTES {
            let syncs = crash_at_every_sync(layer_bytes, &survives).await;
            println!(
                "crashed at each of {syncs} syncs, the main file written every {layer_bytes} bytes"
            );
            assert!(
                syncs > 15,
                "a run of {syncs} syncs has fewer than it has commits"
            );
        }
    });
}

#[test]
fn the_journey_makes_no_call_twice_in_a_row_but_the_retry() {
    assert!(!has_repetitions(&expected_calls()));
}

#[test]
fn nothing_is_lost_when_all_that_was_not_synced_is_lost() {
    hold_at_every_sync(|_| Survives::Nothing);
}

#[test]
fn nothing_is_done_twice_when_a_sync_succeeds_that_nobody_learns_of() {
    hold_at_every_sync(|_| Survives::Everything);
}

#[test]
fn nothing_is_lost_when_a_part_of_what_was_not_synced_survives() {
    let seed = seed();
    for round in 0..3_u64 {
        hold_at_every_sync(|sync| Survives::Some(seed ^ (sync << 8 | round)));
    }
}

/// A store that is opened may be repaired, and the power may fail in that, too.
#[test]
fn nothing_is_lost_when_the_power_fails_again_and_again() {
    let seed = seed();
    in_tokio(async {
        let mut numbers = Numbers::of_seed(seed);
        let mut crashes = 0;
        for round in 0..20 {
            let layer_bytes = LAYER_BYTES[round % LAYER_BYTES.len()];
            let mut world = World::with_a_store(layer_bytes).await;
            while world.acknowledged.result.is_none() {
                let survives = match numbers.below(3) {
                    0 => Survives::Nothing,
                    1 => Survives::Everything,
                    _ => Survives::Some(numbers.next()),
                };
                world.disk.crash_at(1 + numbers.below(24), survives);
                world.run().await;
                crashes += u32::from(world.disk.has_crashed());
            }
            world.end().await;
        }
        println!("crashed {crashes} times");
        assert!(
            crashes > 40,
            "{crashes} crashes are too few to say anything"
        );
    });
}

/// Without the syncs, the medium does lose what it should: else the tests above would show nothing.
#[test]
fn the_disk_loses_what_was_not_synced() {
    use redb::StorageBackend;
    let disk = Disk::default();
    let [backend, other] = disk.begin_process();
    backend.set_len(8).expect("the power is on");
    backend.write(0, b"synced").expect("the power is on");
    backend.sync_data().expect("the power is on");
    disk.crash_at(1, Survives::Nothing);
    backend.write(0, b"lost").expect("the power is on");
    backend.sync_data().expect_err("the power fails");
    backend.write(0, b"late").expect_err("the power has failed");
    other.set_len(1).expect_err("of the other file, too");
    let mut bytes = [0; 8];
    disk.begin_process()[0]
        .read(0, &mut bytes)
        .expect("the power is on");
    assert_eq!(&bytes, b"synced\0\0");
}
