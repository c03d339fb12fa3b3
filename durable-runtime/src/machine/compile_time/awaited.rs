//! Awaited operations, as the typing pass sees them.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use crate::machine::awaiting::Await;
use crate::machine::compile_time::type_ok::{HasOutput, any};
use crate::machine::durable::Durable;
use crate::step::storable::Storable;

/// An operation that is awaited, in the typing pass.
pub struct Awaited<O>(pub O);

impl<O: IntoFuture> Awaited<O> {
    /// Fixes the types of an operation and of its output.
    pub fn __durable_output<S: HasOutput<O::Output>>(self, _: &Await<O, O::Output>) -> S::Type {
        any()
    }
}

/// An awaited expression that is no future. It is an error already, in the plain function, and must not be a second
/// one: rustc takes the inherent method where there is one.
pub trait NotAFuture: Sized {
    fn __durable_output<S>(self, _: &impl Sized) -> ! {
        any()
    }
}

impl<O> NotAFuture for Awaited<O> {}

/// An operation that is awaited and is made by a function `event`. The trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a durable operation",
    label = "an orchestrator can only await durable operations",
    note = "an event has a type of its payload, which implements `serde::Deserialize`: write `event::<T>(name).await?` or `let payload: T = event(name).await?`; without a payload it is an `event::<()>`"
)]
pub trait DurableEvent: IntoFuture + Sized {
    /// Demands in expansions that it is one.
    #[doc(hidden)]
    fn make_durable(wait: (&mut Await<Self, Self::Output>,));
}

#[diagnostic::do_not_recommend]
impl<D: Durable> DurableEvent for D {
    fn make_durable((wait,): (&mut Await<D, D::Output>,)) {
        wait.make_durable();
    }
}

/// An operation among those that are awaited together.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a durable operation",
    label = "an orchestrator can only await durable operations",
    note = "do this work in an `#[activity]` and await that; to wait, use `durable_runtime::sleep`",
    note = "for an `async fn` that awaits only durable operations: annotate it with `#[orchestrator(inline)]`",
    note = "in place of functions and macros of `tokio` and `futures`, use those of the same name in `durable_runtime`: `spawn`, `join_all`, `timeout`, …"
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

/// The value of an operation that is awaited with others until all end. Every [`Storable`] implements it; the trait
/// exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the value of this operation is kept until the others end, so it has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or do the work with it in an `#[activity]`"
)]
pub trait Kept: Sized {
    /// Demands it of an operation's value in the typing pass.
    #[doc(hidden)]
    fn kept<O: IntoFuture<Output = Self>>((operation,): (O,)) -> O {
        operation
    }
}

#[diagnostic::do_not_recommend]
impl<T: Storable> Kept for T {}

/// An await of several operations, each of which was demanded to be an [`Operand`] at its own place. If the whole isn't
/// durable, one of them is an error already, and the whole must not be a second one: rustc takes the inherent method
/// where there is one.
pub struct Together<'a, O, Out>(pub &'a mut Await<O, Out>);

impl<O: Durable<Output = Out>, Out> Together<'_, O, Out> {
    pub fn __durable_make_durable(self) {
        self.0.make_durable();
    }
}

/// An await of several operations of which one is an error.
pub trait NotTogether: Sized {
    fn __durable_make_durable(self) {}
}

impl<O, Out> NotTogether for Together<'_, O, Out> {}
