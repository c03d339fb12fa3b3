//! The one trait that carries it all, [`Durable`], and what a local must be to cross an `await`.

use std::task::Poll;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::machine::{Await, Local};

/// A future that can be stored: what an orchestrator may `await`.
///
/// Activity calls, timers, external events and sub-orchestrations are each a small serializable
/// state machine, and joins, races and `async` blocks compose them. `poll` reads outcomes from `cx` and
/// writes commands to it, and does no I/O. It is polled when something that it waits for has arrived,
/// and it may have been stored, and loaded in another process, between two polls.
///
/// Outside an orchestrator the same value is awaited as an ordinary future, by its [`IntoFuture`].
/// Activity calls, timers, events and what waits for several operations are futures themselves, so that
/// `&mut operation` can be awaited.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a durable operation",
    label = "an orchestrator can only await durable operations",
    note = "do this work in an `#[activity]` and await that; to wait, use `durable_runtime::sleep`",
    note = "an `async fn` that awaits durable operations only is made one by `#[orchestrator(inline)]`",
    note = "of what `tokio` and `futures` have, use the functions and macros of the same name in `durable_runtime`: `spawn`, `join_all`, `timeout`, …"
)]
pub trait Durable: IntoFuture + Serialize + DeserializeOwned {
    /// Takes the operation as far as it goes now. It is not polled again after it was ready.
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Self::Output>;

    /// Gives the operation up: all that it has begun and that has not ended is cancelled. It is not
    /// polled afterwards. One that has not begun, or was ready, has nothing to cancel.
    fn cancel(&mut self, cx: &mut Cx<'_>);

    /// Expansions demand here that an operation is durable: rustc tells of no bound but that of the trait.
    #[doc(hidden)]
    fn make_durable((wait,): (&mut Await<Self, Self::Output>,))
    where
        Self: Sized,
    {
        wait.make_durable();
    }

    /// The same for an operation in a local.
    #[doc(hidden)]
    fn make_storable((local,): (&mut Local<Self>,))
    where
        Self: Sized,
    {
        local.make_storable();
    }
}

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
}

/// What can be kept in a checkpoint: anything that serde can write and read again. Text that is
/// borrowed from the program itself (`&'static str`) can, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "this has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it anew after the await, or do the work with it in an `#[activity]`",
    note = "if it borrows: clone it, or borrow again after the await"
)]
pub trait Storable: Serialize + Deserialize<'static> {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + Deserialize<'static>> Storable for T {}

/// What an orchestrator still needs after its await in line `LINE`. Every [`Storable`] can be; this trait
/// is there to tell of what can't.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "this is still needed after the await in line {LINE}, so it has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it anew after the await, or do the work with it in an `#[activity]`",
    note = "if it borrows: clone it, or borrow again after the await"
)]
// `Same` keeps rustc from proposing a pattern that takes a `&T` apart wherever a `T` can be stored.
// rustc shows the line with `'static` to those who keep a borrow that only it knows to be one.
#[rustfmt::skip]
pub trait NeededAfter<const LINE: u32, Same = Self>: Sized
    + 'static // a borrow can't be kept across an await: clone it, or borrow again after the await
{
    /// Expansions demand here that a local can be stored: rustc tells of no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<Self>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static, const LINE: u32> NeededAfter<LINE, T> for T {
    fn make_storable((local,): (&mut Local<Self>,)) {
        local.make_storable();
    }
}

/// What the `async` block in line `LINE` uses. Every [`Storable`] can be; this trait is there to tell of what
/// can't.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the `async` block in line {LINE} uses it, so it has to be stored with the block",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it inside of the block, or do the work with it in an `#[activity]`"
)]
pub trait CapturedIn<const LINE: u32, Same = Self>: Sized {
    /// Expansions demand here that a local can be stored: rustc tells of no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<Self>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> CapturedIn<LINE, T> for T {
    fn make_storable((local,): (&mut Local<Self>,)) {
        local.make_storable();
    }
}

/// Where the values are kept that [`Keeps`] is about.
pub struct Checkpoint;

/// What an expression has evaluated before its await in line `LINE`, and uses after it. Every [`Storable`] can be
/// kept; this trait is there to tell of what can't.
#[diagnostic::on_unimplemented(
    message = "`{T}` can't be stored",
    label = "this is evaluated before the await in line {LINE} and used after it, so it has to be stored",
    note = "await first: `let value = ….await;`, and use `value` here"
)]
pub trait Keeps<T, const LINE: u32> {
    /// Expansions demand here that a value can be stored: rustc tells of no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(value: (&mut Local<T>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> Keeps<T, LINE> for Checkpoint {
    fn make_storable((value,): (&mut Local<T>,)) {
        value.make_storable();
    }
}

/// A local that seems to be a `&mut` and is needed after the await in line `LINE`.
#[diagnostic::on_unimplemented(
    message = "`{T}` can't be stored",
    label = "this is still needed after the await in line {LINE}, so it has to be stored",
    note = "borrow again after the await, or take the value out and put it back there"
)]
pub trait KeepsBorrow<T, const LINE: u32> {
    /// Expansions demand here that a local can be stored: rustc tells of no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<T>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> KeepsBorrow<T, LINE> for Checkpoint {
    fn make_storable((local,): (&mut Local<T>,)) {
        local.make_storable();
    }
}

/// An operation among those that are awaited together.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a durable operation",
    label = "an orchestrator can only await durable operations",
    note = "do this work in an `#[activity]` and await that; to wait, use `durable_runtime::sleep`",
    note = "an `async fn` that awaits durable operations only is made one by `#[orchestrator(inline)]`",
    note = "of what `tokio` and `futures` have, use the functions and macros of the same name in `durable_runtime`: `spawn`, `join_all`, `timeout`, …"
)]
pub trait Operand: Sized {
    #[doc(hidden)]
    type Itself;

    /// Demands in the typing pass that it is one.
    #[doc(hidden)]
    fn operand(operand: (Self,)) -> Self::Itself;
}

#[diagnostic::do_not_recommend]
impl<D: Durable> Operand for D {
    type Itself = D;

    fn operand((operand,): (D,)) -> D {
        operand
    }
}
