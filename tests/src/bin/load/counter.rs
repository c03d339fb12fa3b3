//! The process that `restart` kills: an instance that counts, and says so at the first step that the process
//! makes and at the one at which it is to be killed.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use durable_runtime::prelude::*;
use durable_runtime::{Builder, ErrorKind};

const ID: &str = "the-counter";

static HAS_SAID: AtomicBool = AtomicBool::new(false);
static LAST_STEP: OnceLock<u64> = OnceLock::new();

#[activity]
async fn say(n: u64) -> Result<u64> {
    if !HAS_SAID.swap(true, Ordering::Relaxed) || LAST_STEP.get() == Some(&n) {
        let mut output = std::io::stdout().lock();
        writeln!(output, "{n}")?;
        output.flush()?;
    }
    Ok(n + 1)
}

#[allow(unreachable_code, reason = "it goes on until it is killed")]
#[orchestrator]
async fn count() -> Result<u64> {
    let mut n = 0;
    loop {
        n = say(n).await?;
    }
}

/// Counts on in this store, until the process is killed.
pub(crate) async fn run(builder: Builder, store: &Path, last_step: u64) -> Result<()> {
    LAST_STEP.get_or_init(|| last_step);
    // The process that started this one holds the other end: when that is gone, nothing kills this one.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(1);
    });
    let runtime = builder.open(store).await?;
    let instance = runtime.instance(ID);
    if let Err(error) = instance.status().await {
        if error.kind() != ErrorKind::InstanceNotFound {
            return Err(error.into());
        }
        runtime.start(count().id(ID)).await?;
    }
    instance.result().await?;
    Ok(())
}
