//! [`Workload`]: the description of each kind of load, in its own file.

use std::pin::Pin;

use durable_runtime::prelude::*;

use crate::WORKLOADS;
use crate::trial::Trial;

/// A kind of load.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    /// Its description, in a line.
    pub(crate) about: &'static str,
    pub(crate) defaults: Defaults,
    pub(crate) targets: &'static [(&'static str, Target)],
    /// Makes one run, and notes its figures.
    pub(crate) run: for<'a> fn(&'a mut Trial) -> Running<'a>,
}

pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A workload's values for flags that aren't given. `None`: it doesn't use that flag.
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
    /// The defaults of a workload that uses no number: three runs, and a runtime with default settings.
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

/// The target of a figure.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    AtLeast(f64),
    AtMost(f64),
    /// A count that has to be zero in every run. The highest is reported, and not the median.
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
