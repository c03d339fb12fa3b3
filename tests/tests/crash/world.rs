//! [`World`]: a disk, and processes that run on it one after the other until some [`Work`] is done. What the
//! work is, and what must hold of it, is beside this file.

use std::sync::Arc;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::BuilderHooks as _;
use durable_tests::Trace;
use durable_tests::medium::{Disk, Survives};
use tokio::sync::watch;

/// How the store works: after how many bytes the main file is written, which is at each commit, at some, or at none; and how
/// many bytes of a commit are one row of the journal, which is few or all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) layer_bytes: usize,
    pub(crate) row_bytes: usize,
}

pub(crate) const SIZES: [Sizes; 3] = [
    Sizes {
        layer_bytes: 1,
        row_bytes: 1 << 20,
    },
    Sizes {
        layer_bytes: 3_000,
        row_bytes: 100,
    },
    Sizes {
        layer_bytes: 1 << 20,
        row_bytes: 1 << 20,
    },
];

/// What is to be done, with what was acknowledged of it, as whoever asked for it remembers that.
pub(crate) trait Work {
    /// Goes on in a process, until all is done or the power fails. Panics when what was acknowledged isn't
    /// there.
    async fn go_on(&mut self, process: &Process) -> Result<()>;

    /// Whether all of it was told to be done.
    fn is_over(&self) -> bool;
}

/// A process that runs.
pub(crate) struct Process {
    pub(crate) runtime: Runtime,
    pub(crate) trace: Trace,
    pub(crate) gate: Gate,
}

/// Where activities wait until their process has looked at what is recorded.
#[derive(Clone)]
pub(crate) struct Gate(Arc<watch::Sender<bool>>);

impl Gate {
    fn closed() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub(crate) fn open(&self) {
        self.0.send_replace(true);
    }

    pub(crate) async fn pass(&self) {
        let mut is_open = self.0.subscribe();
        is_open
            .wait_for(|is_open| *is_open)
            .await
            .expect("the gate is still there");
    }
}

/// A world with a disk in it, in which processes run one after the other.
pub(crate) struct World<W> {
    pub(crate) disk: Disk,
    pub(crate) trace: Trace,
    pub(crate) work: W,
    sizes: Sizes,
}

/// A disk with an empty store on it. Making a store can't be cut in two here: a store in a file is made beside
/// its place and renamed, and a bare medium has no names.
pub(crate) async fn disk_with_a_store() -> Disk {
    let disk = Disk::default();
    let [main, journal] = disk.begin_process();
    let runtime = Runtime::builder()
        .state(Trace::default())
        .state(Gate::closed())
        .open_media(main, journal)
        .await
        .expect("the power is on");
    runtime.shutdown().await.expect("the power is on");
    disk
}

impl<W: Work> World<W> {
    pub(crate) fn new(disk: Disk, sizes: Sizes, work: W) -> Self {
        Self {
            disk,
            trace: Trace::default(),
            work,
            sizes,
        }
    }

    /// Runs one process until its work is done, or the power fails.
    pub(crate) async fn run(&mut self) {
        if let Err(failure) = self.process().await {
            assert!(
                self.disk.has_crashed(),
                "it failed with the power on: {failure:?}"
            );
        }
    }

    async fn process(&mut self) -> Result<()> {
        let [main, journal] = self.disk.begin_process();
        let gate = Gate::closed();
        let runtime = Runtime::builder()
            .state(self.trace.clone())
            .state(gate.clone())
            .layer_bytes(self.sizes.layer_bytes)
            .journal_row_bytes_max(self.sizes.row_bytes)
            .open_media(main, journal)
            .await?;
        let process = Process {
            runtime,
            trace: self.trace.clone(),
            gate,
        };
        let gone_on = self.work.go_on(&process).await;
        // Nothing of this process is left when the next one begins.
        let stopped = process.runtime.shutdown().await;
        gone_on.and(stopped.map_err(Failure::from))
    }
}

pub(crate) fn in_tokio(future: impl Future<Output = ()>) {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    tokio
        .expect("a tokio runtime can be built")
        .block_on(future);
}

/// Crashes at each sync in turn, until a run has fewer; `end` holds that all is well after it. Gives how many
/// syncs a run has.
pub(crate) async fn crash_at_every_sync<W: Work>(
    sizes: Sizes,
    survives: impl Fn(u64) -> Survives,
    begin: impl Fn() -> W,
    end: impl AsyncFn(World<W>),
) -> u64 {
    let disk = disk_with_a_store().await;
    for sync in 1..10_000 {
        let mut world = World::new(disk.copy(), sizes, begin());
        world.disk.crash_at(sync, survives(sync));
        world.run().await;
        let crashed = world.disk.has_crashed();
        world.disk.crash_no_more();
        end(world).await;
        if !crashed {
            return sync - 1;
        }
    }
    panic!("a run has no end of syncs");
}

/// Holds that for each of [`SIZES`], and that a run has at least so many syncs.
#[track_caller]
pub(crate) fn hold_at_every_sync<W: Work>(
    syncs_min: u64,
    survives: impl Fn(u64) -> Survives,
    begin: impl Fn() -> W,
    end: impl AsyncFn(World<W>),
) {
    in_tokio(async {
        for sizes in SIZES {
            let syncs = crash_at_every_sync(sizes, &survives, &begin, &end).await;
            println!("crashed at each of {syncs} syncs, with {sizes:?}");
            assert!(
                syncs >= syncs_min,
                "a run of {syncs} syncs has fewer than it has commits"
            );
        }
    });
}
