//! `restart`: a process that counts is killed by SIGKILL and started again. The time from there to the next step must
//! be the same after very many steps as after ten.

use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use durable_runtime::prelude::*;

use crate::settings::Settings;
use crate::statistics::{median, millis, number};
use crate::trial::{Trial, store_files};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "restart",
    about: "a process is killed and started again: how long until its next step",
    defaults: Defaults {
        steps: Some(1_000_000),
        // Each run makes all the steps again; medians are taken of the kills within a run.
        runs: 1,
        history: false,
        ..Defaults::COMMON
    },
    targets: &[
        ("restart_ms", Target::AtMost(50.0)),
        ("restart_over_step_10", Target::AtMost(1.2)),
    ],
    run: |trial| Box::pin(async { run(trial) }),
};

const FEW_STEPS: u64 = 10;
const KILLS: usize = 5;

/// A process that counts.
struct Counter {
    child: Child,
    says: Lines<BufReader<ChildStdout>>,
    /// Held, for the process ends when it is closed.
    _input: ChildStdin,
}

fn run(trial: &mut Trial) -> Result<()> {
    let many_steps = trial.settings.steps();
    let (many, few) = (trial.store("many"), trial.store("few"));
    for (store, steps) in [(&many, many_steps), (&few, FEW_STEPS)] {
        let mut counter = Counter::begin(&trial.settings, store, steps)?;
        while counter.next_step()? < steps {}
        counter.kill()?;
    }
    let (mut after_many, mut after_few) = (Vec::new(), Vec::new());
    for _ in 0..KILLS {
        after_many.push(restart_ms(trial, &many, many_steps)?);
        after_few.push(restart_ms(trial, &few, FEW_STEPS)?);
    }
    let (restart_ms, few_ms) = (median(&after_many), median(&after_few));
    trial.figure("restart_ms", restart_ms);
    trial.figure("restart_ms_at_step_10", few_ms);
    trial.figure("restart_over_step_10", restart_ms / few_ms);
    trial.figure("kills", number(KILLS));
    Ok(())
}

/// The time that a process takes from its start to its first step, with a copy of the store of a killed one.
fn restart_ms(trial: &Trial, killed: &Path, steps: u64) -> Result<f64> {
    let folder = tempfile::tempdir_in(trial.folder())?;
    for from in store_files(killed)? {
        let to = folder.path().join(from.file_name().unwrap_or_default());
        std::fs::copy(from, &to)?;
        // Otherwise the first sync of the new process would wait for the copy to be written.
        std::fs::File::open(to)?.sync_all()?;
    }
    let store = folder.path().join(killed.file_name().unwrap_or_default());
    let began = Instant::now();
    let mut counter = Counter::begin(&trial.settings, &store, u64::MAX)?;
    let step = counter.next_step()?;
    let took = began.elapsed();
    counter.kill()?;
    if step < steps {
        return Err(Failure::new(format!(
            "it was killed at step {steps} and went on at step {step}"
        )));
    }
    Ok(millis(took))
}

impl Counter {
    /// Starts a process that reports its first step, and this step.
    fn begin(settings: &Settings, store: &Path, step: u64) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(settings.clone().with_steps(step).as_flags())
            .arg("--counter")
            .arg(store)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::new("the process has no input and output"));
        };
        Ok(Self {
            child,
            says: BufReader::new(output).lines(),
            _input: input,
        })
    }

    /// The next step that it reports.
    fn next_step(&mut self) -> Result<u64> {
        let line = self.says.next();
        let line = line.ok_or_else(|| Failure::new("the process ended by itself"))?;
        Ok(line?.parse()?)
    }

    fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        let status = self.child.wait()?;
        match status.code() {
            None => Ok(()),
            Some(_) => Err(Failure::new(format!(
                "the process ended by itself: {status}"
            ))),
        }
    }
}
