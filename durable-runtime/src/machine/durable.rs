//! The trait of all operations, [`Durable`], and the demands on a local that crosses an `await`.

use std::task::Poll;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::machine::awaiting::Await;
use crate::machine::local::Local;
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// Only operations of this crate are durable, so that the trait may change.
pub trait Sealed {}

/// A future that can be stored. An orchestrator may `await` it.
///
/// Activity calls, timers, external events and sub-orchestrations are each a small serializable state machine, and
/// joins, races and `async` blocks compose them. `poll` reads outcomes from `cx` and writes commands to it, and does no
/// I/O. It is polled when something that it waits for has arrived. Between two polls it may have been stored and loaded
/// in another process.
///
/// Outside an orchestrator the same value is awaited as an ordinary future, by its [`IntoFuture`]. Activity calls,
/// timers, events and operations that wait for several others are futures themselves, so that `&mut operation` can be
/// awaited.
///
/// The trait is sealed: only this crate implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a durable operation",
    label = "an orchestrator can only await durable operations",
    note = "do this work in an `#[activity]` and await that; to wait, use `durable_runtime::sleep`",
    note = "for an `async fn` that awaits only durable operations: annotate it with `#[orchestrator(inline)]`",
    note = "in place of functions and macros of `tokio` and `futures`, use those of the same name in `durable_runtime`: `spawn`, `join_all`, `timeout`, …"
)]
pub trait Durable: IntoFuture + Serialize + DeserializeOwned + Sealed + 'static {
    /// Advances the operation as far as possible now. It is not polled again after it was ready.
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Self::Output>;

    /// Cancels the operation: all that it has begun and that has not ended is cancelled. It is not polled afterwards.
    /// An operation that has not begun, or was ready, has nothing to cancel.
    fn cancel(&mut self, cx: &mut Cx<'_>);

    /// Tells the types of the values that it reads when it is over.
    #[doc(hidden)]
    #[cfg(feature = "lock")]
    fn results(_: &mut Results<'_>)
    where
        Self: Sized,
    {
    }

    /// Demands that an operation is durable, in expansions: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn make_durable((wait,): (&mut Await<Self, Self::Output>,))
    where
        Self: Sized,
    {
        wait.make_durable();
    }

    /// Demands the same of an operation in a local.
    #[doc(hidden)]
    fn make_storable((local,): (&mut Local<Self>,))
    where
        Self: Sized,
    {
        local.make_storable();
    }
}

impl<D> Sealed for Box<D> {}

#[diagnostic::do_not_recommend]
impl<D> Durable for Box<D>
where
    D: Durable<Output = <D as Future>::Output> + Future + Unpin,
{
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<<D as Future>::Output> {
        Durable::poll(&mut **self, cx)
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        Durable::cancel(&mut **self, cx);
    }

    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        D::results(results);
    }
}
