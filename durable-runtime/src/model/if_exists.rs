//! [`IfExists`]: what a start does if its id is taken.

use serde::{Deserialize, Serialize};

/// The action of a start if an instance with its id exists.
///
/// The default of [`Runtime::start`](crate::Runtime::start) and the other starts is [`Return`](Self::Return), and over
/// HTTP [`ReplaceEnded`](Self::ReplaceEnded). For a sub-orchestration with an id it is
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
    /// Returns the existing instance, ended or not, if it was started with the same function and input; another
    /// function or input is refused. So a start may be repeated, after a crash too, and leads to one instance.
    ///
    /// A sub-orchestration gets the result of an instance that has ended. An instance that has not ended is refused,
    /// for it belongs to another caller.
    Return,
    /// Refuses the start, whether the instance has ended or not.
    Refuse,
    /// Starts a new instance in place of the existing one, with a history of its own. One that has not ended is
    /// terminated first.
    Replace,
    /// Starts a new instance in place of one that has ended, and refuses the start otherwise.
    ReplaceEnded,
}
