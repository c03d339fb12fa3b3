//! [`Workload`]: what each kind of load says of itself, in its own file.

use std::pin::Pin;

use durable_runtime::prelude::*;

use crate::WORKLOADS;
use crate::trial::Trial;

/// A kind of load.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    /// What it does, in a line.
    pub(crate) about: &'static str,
    pub(crate) defaults: Defaults,
    pub(crate) targets: &'static [(&'static str, Target)],
    /// Makes one run, and notes its figures.
    pub(crate) run: for<'a> fn(&'a mut Trial) -> Running<'a>,
}

pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// What a workload takes where a flag isn't given. `None`: it doesn't use that flag.
pub(crate) struct Defaults {
    pub(crate) instances: Option<u64>,
    pub(crate) activities: Option<u64>,
    pub(crate) in_flight: Option<u64>,
    pub(crate) steps: Option<u64>,
    pub(crate) runs: u64,
    pub(crate) history: bool,
    pub(crate) cache_bytes: usize,
}

impl Defaults {
    /// Of a workload that uses no number: three runs, and a runtime as anybody opens it.
    pub(crate) const COMMON: Self = Self {
        instances: None,
        activities: None,
        in_flight: None,
        steps: None,
        runs: 3,
        history: true,
        cache_bytes: 64 * 1024 * 1024,
    };
}

/// What a figure is to be.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    AtLeast(f64),
    AtMost(f64),
    /// A count that is to be zero in every run. Not their median is told, but the highest.
    Never,
}

impl Target {
    pub(crate) fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
            Self::Never => value <= 0.0,
        }
    }
}

/// The workload of this name.
pub(crate) fn named(name: &str) -> Result<&'static Workload> {
    WORKLOADS
        .into_iter()
        .find(|workload| workload.name == name)
        .ok_or_else(|| Failure::new(format!("there is no workload `{name}`")))
}
