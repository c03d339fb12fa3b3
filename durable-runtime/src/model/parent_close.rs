//! [`ParentClosePolicy`]: what becomes of a sub-orchestration when its parent ends first.

use serde::{Deserialize, Serialize};

/// The name of the external event by which a sub-orchestration is told that its parent has ended, if it was called with
/// [`ParentClosePolicy::RequestCancel`]. Its payload is a text, the reason.
pub const CANCEL_REQUESTED: &str = "CancelRequested";

/// What becomes of a sub-orchestration when its parent ends first, however it does.
///
/// Without a policy it goes on when its parent is terminated [alone](crate::Instance::terminate), and is terminated when a
/// parent that returns or fails gives up its call. A call that is given up before, such as one that loses a `select!`, is
/// terminated with any policy. [`Instance::terminate_with_children`](crate::Instance::terminate_with_children) terminates
/// sub-orchestrations with any policy.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::{CANCEL_REQUESTED, ParentClosePolicy};
///
/// #[orchestrator]
/// async fn deliver(parcel: u64) -> Result<String> {
///     select! {
///         signature = event::<String>("Signed") => signature,
///         why = event::<String>(CANCEL_REQUESTED) => Ok(format!("taken back: {}", why?)),
///     }
/// }
///
/// #[orchestrator]
/// async fn order(parcel: u64) -> Result<String> {
///     deliver(parcel).parent_close(ParentClosePolicy::RequestCancel).await
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ParentClosePolicy {
    /// It goes on.
    Leave,
    /// It is terminated, and the sub-orchestrations that it waits for are as well.
    Terminate,
    /// The external event [`CANCEL_REQUESTED`] is raised in it. It goes on, and decides what it does.
    RequestCancel,
}
