//! `payload`: a large input that is held across many awaits. It is to be written once, and not at every await.

use durable_runtime::OrchestrationCall;
use durable_runtime::prelude::*;
use durable_tests::process::bytes_written;

use crate::chain::inc;
use crate::statistics::number;
use crate::trial::{Trial, expect, file_bytes};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "payload",
    about: "an input of 1 MiB that is held across many awaits: it is to be written once, not at each",
    defaults: Defaults {
        steps: Some(1_000),
        history: false,
        ..Defaults::COMMON
    },
    targets: &[
        ("bytes_written_over_input", Target::AtMost(10.0)),
        ("read_bytes_written_over_input", Target::AtMost(10.0)),
    ],
    run: |trial| Box::pin(run(trial)),
};

const INPUT_BYTES: u64 = 1024 * 1024;

/// Doesn't touch the text until the end.
#[orchestrator]
async fn hold(text: String, steps: u64) -> Result<u64> {
    let mut n = 0;
    while n < steps {
        n = inc(n).await?;
    }
    Ok(text.len() as u64 + n)
}

/// Looks at the text in each turn.
#[orchestrator]
async fn read(text: String, steps: u64) -> Result<u64> {
    let mut n = 0;
    let mut seen = 0;
    while n < steps {
        n = inc(n).await?;
        seen += text.len() as u64;
    }
    Ok(seen / steps + n)
}

struct Written {
    bytes: f64,
    file_bytes: f64,
}

async fn run(trial: &mut Trial) -> Result<()> {
    let untouched = written(trial, "untouched", hold, INPUT_BYTES).await?;
    let when_read = written(trial, "read", read, INPUT_BYTES).await?;
    // What the steps write in any case, for each commit writes whole pages.
    let empty = written(trial, "empty", hold, 0).await?;
    let input = number(INPUT_BYTES);
    trial.figure("bytes_written", untouched.bytes);
    trial.figure("bytes_written_over_input", untouched.bytes / input);
    trial.figure("file_bytes", untouched.file_bytes);
    trial.figure("read_bytes_written", when_read.bytes);
    trial.figure("read_bytes_written_over_input", when_read.bytes / input);
    trial.figure("read_file_bytes", when_read.file_bytes);
    trial.figure("bytes_written_without_input", empty.bytes);
    trial.figure(
        "bytes_written_for_input_over_input",
        (untouched.bytes - empty.bytes) / input,
    );
    trial.figure(
        "read_bytes_written_for_input_over_input",
        (when_read.bytes - empty.bytes) / input,
    );
    Ok(())
}

/// What the kernel was given to write, from opening a store to closing it.
async fn written(
    trial: &Trial,
    store: &str,
    call: fn(String, u64) -> OrchestrationCall<u64>,
    input_bytes: u64,
) -> Result<Written> {
    let steps = trial.settings.steps();
    let before = bytes_written_so_far()?;
    let runtime = trial.open(store).await?;
    let call = call(text(input_bytes), steps);
    let given = runtime.start(call).await?.result().await?;
    runtime.shutdown().await?;
    let after = bytes_written_so_far()?;
    expect("length and steps", given, input_bytes + steps)?;
    Ok(Written {
        bytes: number(after - before),
        file_bytes: number(file_bytes(&trial.store(store))?),
    })
}

/// Letters that a disk doesn't find to be the same.
fn text(bytes: u64) -> String {
    (0..bytes)
        .map(|index| {
            let mixed = index.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            char::from(b'a' + u8::try_from(mixed % 26).unwrap_or_default())
        })
        .collect()
}

fn bytes_written_so_far() -> Result<u64> {
    bytes_written().ok_or_else(|| Failure::new("there is no /proc/self/io here"))
}
