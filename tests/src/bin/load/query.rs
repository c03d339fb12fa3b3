//! `query`: pages and counts of the instances that meet a filter, in a store of few instances and in one of many. A page
//! takes the same in both, where an index fits the filter.

use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use durable_runtime::{InstanceFilter, PageToken, RuntimeStatus};
use redb::Database;

use crate::floors::RowShape;
use crate::statistics::{median, micros};
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "query",
    about: "the first page, one in the middle and a count of the instances that meet a filter, of 1,000 instances and of --instances",
    defaults: Defaults {
        instances: Some(1_000_000),
        // Each run starts all the instances again; medians are taken of the queries within a run.
        runs: 1,
        history: false,
        ..Defaults::COMMON
    },
    targets: &[
        ("all_page_many_over_few", Target::AtMost(2.0)),
        ("status_page_many_over_few", Target::AtMost(2.0)),
        ("name_page_many_over_few", Target::AtMost(2.0)),
        ("parent_page_many_over_few", Target::AtMost(2.0)),
        // Records that are in layers are in no order: all of those are looked at, and of few instances they are few.
        ("prefix_page_many_over_few", Target::AtMost(4.0)),
    ],
    run: |trial| Box::pin(run(trial)),
};

const FEW: u64 = 1_000;
const PAGE: usize = 100;
/// The rows that a page looks up for each of its instances: the record, the input, and whether it is blocked.
const ROWS_OF_ONE: u64 = 3;
/// The sub-orchestrations of the parent at most. It starts them in one step.
const CHILDREN_MAX: u64 = 10_000;
const SAMPLES: usize = 50;
/// No more samples are taken after this time.
const PATIENCE: Duration = Duration::from_secs(3);

/// An instance that has ended, or one that waits.
#[orchestrator]
async fn order(number: u64, ends: bool) -> Result<u64> {
    if !ends {
        event::<()>("never").await?;
    }
    Ok(number)
}

#[orchestrator]
async fn bill(number: u64, ends: bool) -> Result<u64> {
    if !ends {
        event::<()>("never").await?;
    }
    Ok(number)
}

#[orchestrator]
async fn parent(children: u64) -> Result<u64> {
    let children = try_join_all((0..children).map(|number| order(number, false))).await?;
    Ok(children.iter().sum())
}

fn filters() -> [(&'static str, InstanceFilter); 7] {
    let all = InstanceFilter::new;
    [
        ("all", all()),
        ("status", all().status(RuntimeStatus::Completed)),
        ("name", all().name("bill")),
        (
            "parent",
            all().parent(&"parent".parse().expect("it is an id")),
        ),
        ("prefix", all().id_prefix("order-")),
        ("tag_of_10th", all().tag("region", "3")),
        ("tag_of_500th", all().tag("customer", "7")),
    ]
}

/// Half of them have ids of their own, a fifth are of the second function, and half have ended.
fn call(number: u64) -> durable_runtime::OrchestrationCall<u64> {
    let ends = number % 4 < 2;
    let call = if number.is_multiple_of(5) {
        bill(number, ends)
    } else {
        order(number, ends)
    };
    let call = if number.is_multiple_of(2) {
        call.id(format!("order-{number}"))
    } else {
        call
    };
    call.tag("region", (number % 10).to_string())
        .tag("customer", (number % 500).to_string())
}

/// The times of the queries by one filter.
struct Times {
    first: Duration,
    middle: Duration,
    count: Duration,
}

async fn run(trial: &mut Trial) -> Result<()> {
    let many = trial.settings.instances();
    let (of_few, floor_few) = store(trial, "few", FEW).await?;
    let (of_many, floor_many) = store(trial, "many", many).await?;
    for (size, floor) in [("few", floor_few), ("many", floor_many)] {
        trial.figure(format!("floor_page_us_{size}"), micros(floor));
    }
    for ((name, _), (few, many)) in filters().iter().zip(of_few.iter().zip(&of_many)) {
        for (size, times) in [("few", few), ("many", many)] {
            trial.figure(format!("{name}_first_us_{size}"), micros(times.first));
            trial.figure(format!("{name}_middle_us_{size}"), micros(times.middle));
            trial.figure(format!("{name}_count_us_{size}"), micros(times.count));
        }
        // The first pages of both are as full.
        let over = many.first.as_secs_f64() / few.first.as_secs_f64();
        trial.figure(format!("{name}_page_many_over_few"), over);
        let over = many.first.as_secs_f64() / floor_many.as_secs_f64();
        trial.figure(format!("{name}_page_over_floor"), over);
    }
    Ok(())
}

/// Makes a store with so many instances, besides the parent with its own, and makes the queries and the floor's reads.
async fn store(trial: &Trial, name: &str, instances: u64) -> Result<(Vec<Times>, Duration)> {
    let runtime = trial.open(name).await?;
    let children = (instances / 5).min(CHILDREN_MAX);
    runtime.start(parent(children).id("parent")).await?;
    let of_parent = &filters()[3].1;
    while runtime.count(of_parent.clone()).await? < children {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    runtime.start_many((0..instances).map(call)).await?;
    let pending = InstanceFilter::new().status(RuntimeStatus::Pending);
    while runtime.count(pending.clone()).await? > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let all = runtime.count(InstanceFilter::new()).await?;
    expect("instances", all, instances + children + 1)?;
    let mut times = Vec::new();
    for (_, filter) in filters() {
        times.push(query(&runtime, &filter).await?);
    }
    runtime.shutdown().await?;
    Ok((times, floor(trial, instances)?))
}

async fn query(runtime: &Runtime, filter: &InstanceFilter) -> Result<Times> {
    let count = runtime.count(filter.clone()).await?;
    let middle = middle(runtime, filter, count).await?;
    let page = async |after: Option<PageToken>| {
        let mut query = pages(runtime, filter, PAGE);
        if let Some(after) = after {
            query = query.after(after);
        }
        let began = Instant::now();
        query.page().await?;
        Ok(began.elapsed())
    };
    Ok(Times {
        first: sampled(async || page(None).await).await?,
        middle: sampled(async || page(middle.clone()).await).await?,
        count: sampled(async || {
            let began = Instant::now();
            runtime.count(filter.clone()).await?;
            Ok(began.elapsed())
        })
        .await?,
    })
}

/// A query of which each page is full, but for the last one.
fn pages(runtime: &Runtime, filter: &InstanceFilter, size: usize) -> durable_runtime::Query {
    let query = runtime.query(filter.clone());
    query.page_size(size).budget(Duration::from_secs(3600))
}

/// The place after half of the instances; `None` where all are on one page.
async fn middle(
    runtime: &Runtime,
    filter: &InstanceFilter,
    count: u64,
) -> Result<Option<PageToken>> {
    let size = usize::try_from(count / 2)?.clamp(1, 10_000);
    let mut query = pages(runtime, filter, size).without_inputs();
    let mut passed = 0;
    loop {
        let page = query.page().await?;
        passed += u64::try_from(page.instances.len())?;
        if passed >= count / 2 {
            return Ok(page.next);
        }
        if page.next.is_none() {
            return Err(Failure::new("the pages end before half of the count"));
        }
    }
}

async fn sampled(mut sample: impl AsyncFnMut() -> Result<Duration>) -> Result<Duration> {
    let began = Instant::now();
    let mut took = Vec::new();
    while took.is_empty() || (took.len() < SAMPLES && began.elapsed() < PATIENCE) {
        took.push(sample().await?);
    }
    Ok(median(&took))
}

/// The time in which redb alone reads as many rows by their keys as a page does, of a table with so many.
fn floor(trial: &Trial, instances: u64) -> Result<Duration> {
    let folder = tempfile::tempdir_in(trial.folder())?;
    let database = Database::builder()
        .set_cache_size(trial.settings.cache_bytes)
        .create(folder.path().join("floor.redb"))?;
    let shape = RowShape::of_a_step(trial.settings.history);
    shape.write_to(&database, instances, 1, 4096)?;
    let rows = ROWS_OF_ONE * u64::try_from(PAGE)?;
    let sample = |sample: usize| {
        let last = instances.saturating_sub(rows);
        let first = last * u64::try_from(sample)? / u64::try_from(SAMPLES)?;
        RowShape::read(&database, first, rows)
    };
    let took = (0..SAMPLES).map(sample).collect::<Result<Vec<_>>>()?;
    Ok(median(&took))
}
