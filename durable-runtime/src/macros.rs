//! [`join!`](crate::join!), [`try_join!`](crate::try_join!) and [`select!`](crate::select!). In plain code they do
//! what tokio's do. In an orchestrator `#[orchestrator]` reads them itself, and the documentation here says what it makes of
//! them.

/// Waits for all branches at the same time, and returns a tuple of their outputs.
///
/// A branch is anything that can be awaited: a call of an activity or of an orchestrator, a timer, an event, an `async`
/// block. No branch is cancelled: each returns its value, an `Err` included.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn price(shop: String) -> Result<u64> {
///     Ok(shop.len() as u64)
/// }
///
/// #[orchestrator]
/// async fn cheapest(one: String, other: String) -> Result<u64> {
///     let (one, other) = join!(price(one), async {
///         price(other).await.map(|price| price + 5)
///     });
///     Ok(one?.min(other?))
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let (a, b, c) = join!(async { 1 }, async { "two" }, async { 3.0 });
/// assert_eq!((a, b, c), (1, "two", 3.0));
/// assert_eq!(cheapest("a".into(), "bb".into()).await.unwrap(), 1);
/// # }
/// ```
///
/// # In an orchestrator
/// The function resumes once, when all branches are over; until then it is stored once, however many branches there
/// are. The values of branches that ended early are stored with it, so they must be `Serialize` and `Deserialize`.
/// Branches with code of their own, `async` blocks and inline orchestrators, run on by themselves meanwhile.
///
/// # In plain code
/// It does what `tokio::join!` does: its branches run in the task that awaits it.
#[macro_export]
macro_rules! join {
    ($($branches:tt)*) => {
        $crate::__private::plain::join!($($branches)*)
    };
}

/// Waits for all branches at the same time, and returns a tuple of their values, or the first error.
///
/// A branch is anything that can be awaited and returns a `Result`; the errors are of one type. At the first error the
/// other branches are cancelled: timers are removed, sub-orchestrations terminated, activities notified by their
/// [`cancellation`](crate::cancellation()), and their results are dropped.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn reserve(what: String) -> Result<u64> {
///     Ok(what.len() as u64)
/// }
///
/// #[orchestrator]
/// async fn book(flight: String, hotel: String) -> Result<(u64, u64)> {
///     try_join!(reserve(flight), reserve(hotel))
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let pair: Result<(u32, u32)> =
///     try_join!(async { Ok(1) }, async { Err(Failure::terminal("no two")) });
/// assert_eq!(pair.unwrap_err().to_string(), "no two");
/// assert_eq!(book("AB".into(), "Inn".into()).await.unwrap(), (2, 3));
/// # }
/// ```
///
/// # In an orchestrator
/// It is stored as [`join!`](crate::join!) is. When several branches fail in the same step, the error of the first one
/// is returned.
///
/// # In plain code
/// It does what `tokio::try_join!` does.
#[macro_export]
macro_rules! try_join {
    ($($branches:tt)*) => {
        $crate::__private::plain::try_join!($($branches)*)
    };
}

/// Waits for the branch that is ready first, cancels the others, and runs its handler. The handler's value is the value
/// of `select!`.
///
/// ```
/// use durable_runtime::prelude::*;
/// use std::time::Duration;
///
/// #[orchestrator]
/// async fn approval(order: u32) -> Result<String> {
///     let mut reminders = 0;
///     let deadline = sleep(Duration::from_secs(7 * 24 * 3600));
///     tokio::pin!(deadline);
///     loop {
///         select! {
///             Ok(name) = event::<String>("Approved") => return Ok(format!("{order} by {name}")),
///             Ok(()) = event::<()>("Rejected"), if order > 17 => return Err(Failure::terminal("rejected")),
///             () = sleep(Duration::from_secs(24 * 3600)) => reminders += 1,
///             () = &mut deadline => return Ok(format!("{order} after {reminders} reminders")),
///         }
///     }
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let answer = select! {
///     Some(value) = async { None::<u32> } => value,
///     () = sleep(Duration::from_millis(1)) => 42,
/// };
/// assert_eq!(answer, 42);
/// # }
/// ```
///
/// # Branches
/// A branch is `pattern = operation => handler`. A branch `pattern = operation, if condition => handler` takes part
/// only if its condition holds; all conditions are evaluated before any operation begins. An operation is anything that
/// can be awaited: a call, a timer, an event, an `async` block. `&mut operation`, of a local, stays active when another
/// branch wins, and can be awaited again.
///
/// A branch with a value that doesn't fit its pattern takes no further part, and the others stay active. When none is
/// left, `else => handler` runs; without an `else` that is a panic.
///
/// The others are cancelled before the handler runs: timers are removed, sub-orchestrations terminated, activities
/// notified by their [`cancellation`](crate::cancellation()), and their results are dropped. An event that a loser
/// waited for stays in the mailbox.
///
/// # In an orchestrator
/// Handlers may await. Of branches that are ready at once the first one wins: `biased;` may be said and changes nothing.
///
/// # In plain code
/// It is `tokio::select!`. Of branches that are ready at once tokio takes any, unless `biased;` is said.
#[macro_export]
macro_rules! select {
    ($($branches:tt)*) => {
        $crate::__private::plain::select!($($branches)*)
    };
}
