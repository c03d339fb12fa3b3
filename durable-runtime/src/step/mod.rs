//! One step of an instance: its frame and checkpoint, its mailbox, the commands that it writes by `Cx`, its tasks, and
//! the functions that are called between two awaits. A step does no I/O.

pub(crate) mod cancellation;
pub(crate) mod checkpoint;
pub(crate) mod command;
pub(crate) mod context;
pub(crate) mod cx;
pub(crate) mod declared;
pub(crate) mod depth;
pub(crate) mod entry;
pub(crate) mod events;
pub(crate) mod frame;
pub(crate) mod held;
pub(crate) mod machines;
pub(crate) mod mailbox;
pub(crate) mod migration;
pub(crate) mod ownership;
pub(crate) mod probe;
pub(crate) mod result;
pub(crate) mod shared;
pub(crate) mod state;
pub(crate) mod storable;
pub(crate) mod tasks;
#[cfg(feature = "lock")]
pub(crate) mod tracing;
pub(crate) mod transition;
pub(crate) mod variables;
pub(crate) mod wait;
