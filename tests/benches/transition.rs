//! What a step costs without an engine, a store or a disk: a checkpoint is loaded, the outcome of an activity is
//! taken, the code runs to its next await, and the new checkpoint is encoded. `cargo bench --bench transition`

use divan::Bencher;
use durable_runtime::__bench::WaitingInstance;
use durable_runtime::prelude::*;

fn main() {
    divan::main();
}

const MEBIBYTE: usize = 1024 * 1024;

#[activity]
async fn inc(n: u64) -> Result<u64> {
    Ok(n + 1)
}

#[orchestrator]
async fn small(customer: String, mut total: u64) -> Result<String> {
    let mut seen = vec![1, 2, 3];
    while total < u64::MAX {
        total += inc(total).await?;
        seen[0] = total;
    }
    Ok(format!("{customer} {total} {seen:?}"))
}

#[orchestrator]
async fn untouched(text: String) -> Result<usize> {
    let mut n = 0;
    while n < u64::MAX {
        n = inc(n).await?;
    }
    Ok(text.len())
}

#[orchestrator]
async fn read(text: String) -> Result<usize> {
    let (mut n, mut length) = (0, 0);
    while n < u64::MAX {
        n = inc(n).await?;
        length = text.len();
    }
    Ok(length)
}

#[orchestrator]
async fn joined(branches: u64) -> Result<u64> {
    let sum = try_join_all((0..branches).map(inc)).await?.iter().sum();
    inc(sum).await
}

/// Times the second step: the first one loads an input, which others don't.
fn time_step(bencher: Bencher<'_, '_>, orchestrator: &str, input: &impl serde::Serialize) {
    let mut instance = WaitingInstance::start(orchestrator, input);
    instance.answer(&1_u64);
    bencher.bench(|| instance.step());
}

#[divan::bench]
fn with_small_locals(bencher: Bencher<'_, '_>) {
    let input = serde_json::json!({ "customer": "Ada", "total": 0 });
    time_step(bencher, "small", &input);
}

#[divan::bench]
fn with_a_mebibyte_that_it_does_not_touch(bencher: Bencher<'_, '_>) {
    time_step(bencher, "untouched", &"x".repeat(MEBIBYTE));
}

#[divan::bench]
fn with_a_mebibyte_that_it_reads(bencher: Bencher<'_, '_>) {
    time_step(bencher, "read", &"x".repeat(MEBIBYTE));
}

/// The one step that takes all outcomes.
#[divan::bench(args = [10, 1_000])]
fn of_a_join(bencher: Bencher<'_, '_>, branches: u64) {
    time_step(bencher, "joined", &branches);
}

/// The first step, which calls all activities.
#[divan::bench(args = [10, 1_000])]
fn that_begins_a_join(bencher: Bencher<'_, '_>, branches: u64) {
    bencher.bench(|| WaitingInstance::start("joined", &branches));
}
