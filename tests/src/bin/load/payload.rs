//! `payload`: a large input that is held across many awaits. It must be written once, and not at every await: then a
//! few times its size is written for it, however many awaits there are.

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
        ("bytes_written_over_input_when_read", Target::AtMost(10.0)),
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
    bytes: u64,
    file_bytes: u64,
}

async fn run(trial: &mut Trial) -> Result<()> {
    // Each commit writes whole pages of other things, many times what is asked for. It is not the input's
    // share of the load, so it is found out by the same steps without one.
    let steps_alone = written(trial, "empty", hold, 0).await?;
    let held = written(trial, "held", hold, INPUT_BYTES).await?;
    let read = written(trial, "read", read, INPUT_BYTES).await?;
    let over_input = |written: &Written| {
        (number(written.bytes) - number(steps_alone.bytes)) / number(INPUT_BYTES)
    };
    trial.figure("bytes_written_over_input", over_input(&held));
    trial.figure("bytes_written_over_input_when_read", over_input(&read));
    trial.figure("bytes_written", number(held.bytes));
    trial.figure("bytes_written_when_read", number(read.bytes));
    trial.figure("bytes_written_without_input", number(steps_alone.bytes));
    trial.figure("file_bytes", number(held.file_bytes));
    trial.figure("file_bytes_when_read", number(read.file_bytes));
    trial.figure("file_bytes_without_input", number(steps_alone.file_bytes));
    Ok(())
}

/// The bytes that the kernel was given to write, from opening a store to closing it.
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
        bytes: after - before,
        file_bytes: file_bytes(&trial.store(store))?,
    })
}

/// Letters that a disk can't compress.
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
