//! One instance that makes every kind of step in one order, and what whoever started it remembers.

use std::collections::BTreeMap;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{ErrorKind, HistoryKind, RuntimeStatus};
use durable_tests::Trace;
use durable_tests::medium::Survives;
use durable_tests::numbers::{Numbers, seed};
use durable_tests::trace::{has_repetitions, without_repetitions};

use crate::world::{Process, SIZES, Work, World, disk_with_a_store, hold_at_every_sync, in_tokio};

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

/// What the runtime has acknowledged of the journey.
#[derive(Debug, Default)]
struct Journey {
    started: bool,
    events: usize,
    result: Option<BTreeMap<String, u64>>,
}

impl Work for Journey {
    async fn go_on(&mut self, process: &Process) -> Result<()> {
        process.gate.open();
        let instance = process.runtime.instance(ID);
        let status = match instance.status().await {
            Ok(status) => Some(status),
            Err(error) if error.kind() == ErrorKind::InstanceNotFound => {
                assert!(
                    !self.started,
                    "its start was acknowledged, and it is not there"
                );
                None
            }
            Err(error) => return Err(error.into()),
        };
        if let Some(result) = &self.result {
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
            return Ok(());
        }
        if status.is_none() {
            process.runtime.start(journey(STEPS).id(ID)).await?;
        }
        self.started = true;
        let history = instance.history().await?;
        let raised = history
            .iter()
            .filter(|event| matches!(event.kind, HistoryKind::EventRaised { .. }))
            .count();
        assert!(
            raised >= self.events,
            "an event that was acknowledged is not there"
        );
        self.events = raised;
        for amount in &EVENTS[raised..] {
            instance.raise_event("amount", amount).await?;
            self.events += 1;
        }
        let result = tokio::time::timeout(Duration::from_secs(20), instance.result()).await;
        let json = result.unwrap_or_else(|_| panic!("it hangs; {:?}", process.trace.calls()))?;
        self.result = Some(json.decode().expect("it is a map"));
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.result.is_some()
    }
}

/// Goes on with the power on, and holds that all is well in the end.
async fn end(mut world: World<Journey>) {
    if !world.work.is_over() {
        world.run().await;
    }
    // Once more, for what was told last must be on the disk as well.
    world.run().await;
    assert_eq!(world.work.result, Some(expected()));
    assert_eq!(
        without_repetitions(world.trace.calls()),
        expected_calls(),
        "a step was lost or done again"
    );
}

#[track_caller]
fn hold(survives: impl Fn(u64) -> Survives) {
    hold_at_every_sync(16, survives, Journey::default, end);
}

#[test]
fn the_journey_makes_no_call_twice_in_a_row_but_the_retry() {
    assert!(!has_repetitions(&expected_calls()));
}

#[test]
fn nothing_is_lost_when_all_that_was_not_synced_is_lost() {
    hold(|_| Survives::Nothing);
}

#[test]
fn nothing_is_done_twice_when_a_sync_succeeds_that_nobody_learns_of() {
    hold(|_| Survives::Everything);
}

#[test]
fn nothing_is_lost_when_a_part_of_what_was_not_synced_survives() {
    let seed = seed();
    for round in 0..3_u64 {
        hold(|sync| Survives::Some(seed ^ (sync << 8 | round)));
    }
}

/// A store that is opened may be repaired, and the power may fail in that, too.
#[test]
fn nothing_is_lost_when_the_power_fails_again_and_again() {
    let seed = seed();
    in_tokio(async {
        let disk = disk_with_a_store().await;
        let mut numbers = Numbers::of_seed(seed);
        let mut crashes = 0;
        for round in 0..20 {
            let sizes = SIZES[round % SIZES.len()];
            let mut world = World::new(disk.copy(), sizes, Journey::default());
            while !world.work.is_over() {
                let survives = match numbers.below(3) {
                    0 => Survives::Nothing,
                    1 => Survives::Everything,
                    _ => Survives::Some(numbers.next()),
                };
                world.disk.crash_at(1 + numbers.below(24), survives);
                world.run().await;
                crashes += u32::from(world.disk.has_crashed());
            }
            world.disk.crash_no_more();
            end(world).await;
        }
        println!("crashed {crashes} times");
        assert!(
            crashes > 40,
            "{crashes} crashes are too few to say anything"
        );
    });
}
