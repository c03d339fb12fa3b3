//! Awaited operations, as the typing pass sees them.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use crate::machine::awaiting::Await;
use crate::machine::compile_time::type_ok::{HasOutput, any};
use crate::machine::durable::Durable;

/// An operation that is awaited, in the typing pass.
pub struct Awaited<O>(pub O);

impl<O: IntoFuture> Awaited<O> {
    /// Fixes the types of an operation and of its output.
    pub fn output<S: HasOutput<O::Output>>(self, _: &Await<O, O::Output>) -> S::Type {
        any()
    }
}

/// An awaited expression that is no future. It is an error already, in the plain function, and must not be a second
/// one: rustc takes the inherent method where there is one.
pub trait NotAFuture: Sized {
    fn output<S>(self, _: &impl Sized) -> ! {
        any()
    }
}

impl<O> NotAFuture for Awaited<O> {}

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
