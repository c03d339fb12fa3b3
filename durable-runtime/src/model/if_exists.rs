//! [`IfExists`]: what a start does whose id is taken.

use serde::{Deserialize, Serialize};

/// What a start does whose id is that of an instance that is there already.
///
/// For [`Runtime::start`](crate::Runtime::start) and its kin it is [`Return`](Self::Return) unless said otherwise, and over HTTP
/// [`ReplaceEnded`](Self::ReplaceEnded). For a sub-orchestration with an id it is
/// [`ReplaceEnded`](Self::ReplaceEnded), too: a call runs the function.
///
/// ```
/// use durable_runtime::prelude::*;
/// use durable_runtime::IfExists;
///
/// #[orchestrator]
/// async fn report(day: u32) -> Result<u32> {
///     Ok(day)
/// }
///
/// # async fn example(runtime: Runtime) -> Result<()> {
/// // Whoever asks first starts it; all the others get the same instance.
/// let instance = runtime.start(report(7).id("report-7")).await?;
/// // Once more, whatever came of the last time.
/// let again = runtime.start(report(7).id("report-7").if_exists(IfExists::ReplaceEnded)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IfExists {
    /// Gives the instance that is there, whether it has ended or not, if it was started with the same function
    /// and input; another function or input is refused. So a start may be repeated, after a crash too, and leads
    /// to one instance.
    ///
    /// A sub-orchestration is given the result of an instance that has ended. One that has not is refused, for it
    /// is somebody else's.
    Return,
    /// Refuses the start, whether the instance has ended or not.
    Refuse,
    /// Starts a new instance in place of the one that is there, with a history of its own. One that has not ended
    /// is terminated first.
    Replace,
    /// Starts a new instance in place of one that has ended, and refuses the start as long as it has not.
    ReplaceEnded,
}
