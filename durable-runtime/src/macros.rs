//! [`join!`](crate::join!), [`try_join!`](crate::try_join!) and [`select!`](crate::select!). In plain code they are
//! tokio's. In an orchestrator `#[orchestrator]` reads them itself, and this is what it makes of them.

/// Waits for all branches at the same time, and gives a tuple of their outputs.
///
/// A branch is anything that can be awaited: a call of an activity or of an orchestrator, a timer, an event, an
/// `async` block. None of them is given up: each gives its value, an `Err` included.
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
/// The function goes on once, when all branches are over; until then it is stored once, however many there are. The
/// values of those that ended early are stored with it, so they must be `Serialize` and `Deserialize`. The branches
/// that have code of their own, `async` blocks and inline orchestrators, go on by themselves meanwhile.
///
/// # In plain code
/// It is `tokio::join!`, and its branches run in the task that awaits it.
#[macro_export]
macro_rules! join {
    ($($branches:tt)*) => {
        $crate::__private::plain::join!($($branches)*)
    };
}

/// Waits for all branches at the same time, and gives a tuple of their values, or the first error.
///
/// A branch is anything that can be awaited and gives a `Result`; the errors are of one type. At the first error the
/// other branches are given up: timers are removed, sub-orchestrations terminated, activities told by their
/// [`cancellation`](crate::cancellation()), and what they would have given is dropped.
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
/// It is stored as [`join!`](crate::join!) is. Of branches that fail in the same step, the first one's error is given.
///
/// # In plain code
/// It is `tokio::try_join!`.
#[macro_export]
macro_rules! try_join {
    ($($branches:tt)*) => {
        $crate::__private::plain::try_join!($($branches)*)
    };
}

/// Waits for the branch that is ready first, gives the others up, and runs its handler, whose value it gives.
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
/// A branch is `pattern = operation => handler`, and `pattern = operation, if condition => handler` takes part only if
/// its condition holds; the conditions are looked at before anything is begun. An operation is anything that can be
/// awaited: a call, a timer, an event, an `async` block. `&mut operation`, of a local, goes on when another branch has
/// won, and can be waited for again.
///
/// A branch whose value doesn't fit its pattern takes no part any more, and the others go on. When none is left,
/// `else => handler` runs; without an `else` that is a panic.
///
/// The others are given up before the handler runs: timers are removed, sub-orchestrations terminated, activities told
/// by their [`cancellation`](crate::cancellation()), and what they would have given is dropped. An event that a loser
/// waited for stays for whoever waits for it next.
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
