//! The parts of an expansion at run time: locals, awaits and `async` blocks, the remaining items of loops, and borrows
//! that are taken again. `compile_time` is for the type checker.

pub(crate) mod awaiting;
pub(crate) mod before;
pub(crate) mod block;
pub(crate) mod captured;
pub(crate) mod cloned;
pub(crate) mod compile_time;
pub(crate) mod consumed;
pub(crate) mod durable;
pub(crate) mod flow;
pub(crate) mod handles;
pub(crate) mod local;
pub(crate) mod loops;
pub(crate) mod migration;
pub(crate) mod picked;
pub(crate) mod reborrow;
pub(crate) mod stepping;
pub(crate) mod tried;
