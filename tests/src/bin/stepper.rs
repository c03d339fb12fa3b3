//! The process that `tests/kill.rs` kills: resumes an instance, or starts it, and prints its result. Each of its steps
//! adds a line to a log, where the steps are visible from outside.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use durable_runtime::ErrorKind;
use durable_runtime::prelude::*;

/// The log of the steps.
struct Log(PathBuf);

#[activity]
async fn append(log: State<Log>, number: u64, total: u64) -> Result<u64> {
    let mut file = OpenOptions::new().create(true).append(true).open(&log.0)?;
    // One write for one line, so that a kill leaves no half of it.
    file.write_all(format!("{} {number} {total}\n", instance_id()).as_bytes())?;
    Ok(total + number)
}

#[orchestrator]
async fn three(from: u64, total: u64) -> Result<u64> {
    let mut total = total;
    for number in from..from + 3 {
        total = append(number, total).await?;
    }
    Ok(total)
}

#[orchestrator]
async fn stepper(steps: u64) -> Result<u64> {
    let mut total = 0;
    for number in 1..=steps {
        total = append(number, total).await?;
        if number % 7 == 0 {
            sleep(Duration::from_millis(2)).await;
        }
        if number % 20 == 0 {
            let child = format!("{}.{number}", instance_id());
            total = three(1000 * number, total).id(child).await?;
        }
    }
    Ok(total)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, log, id, steps] = arguments.as_slice() else {
        return Err(Failure::new("usage: stepper STORE LOG ID STEPS"));
    };
    let steps = steps.parse()?;
    let runtime = Runtime::builder()
        .state(Log(log.into()))
        .open(store)
        .await?;
    let instance = runtime.instance(id);
    match instance.status().await {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::InstanceNotFound => {
            runtime.start(stepper(steps).id(id.clone())).await?;
            println!("started");
        }
        Err(error) => return Err(error.into()),
    }
    let total: u64 = instance.result().await?.decode()?;
    println!("result {total}");
    runtime.shutdown().await?;
    Ok(())
}
