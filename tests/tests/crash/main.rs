//! What is lost when the power fails: nothing that was acknowledged, and no step.
//!
//! A process that is killed leaves to the kernel what it has written; when the power fails, that is lost,
//! too, unless it was synced. If the engine acknowledged a start or an event, began an activity, or told a
//! result before the commit that says so was synced, a power cut in between would make the instance
//! disappear, lose the event, do a step that the store knows nothing of, or tell a result that is another
//! one after the restart. So the medium here loses what was not synced, and loses it at *every* sync of a
//! run, in three ways: all that is unsynced is gone; all of it is there, but the engine never learned so;
//! some sectors of it are there.
//!
//! `journey` is one instance that does everything there is, in one order. `workloads` are several instances at
//! once, as the workloads of `load` are, small: `chain`, `fan-out`, `timers` and `payload`.

mod journey;
mod workloads;
mod world;

use durable_tests::medium::{Disk, Survives};

/// Without the syncs, the medium does lose what it should: else the tests here would show nothing.
#[test]
fn the_disk_loses_what_was_not_synced() {
    use durable_runtime::testing::hooks::Medium as _;
    let disk = Disk::default();
    let [backend, other] = disk.begin_process();
    backend.set_len(8).expect("the power is on");
    backend.write(0, b"synced").expect("the power is on");
    backend.sync().expect("the power is on");
    disk.crash_at(1, Survives::Nothing);
    backend.write(0, b"lost").expect("the power is on");
    backend.sync().expect_err("the power fails");
    backend.write(0, b"late").expect_err("the power has failed");
    other.set_len(1).expect_err("of the other file, too");
    let mut bytes = [0; 8];
    disk.begin_process()[0]
        .read(0, &mut bytes)
        .expect("the power is on");
    assert_eq!(&bytes, b"synced\0\0");
}
