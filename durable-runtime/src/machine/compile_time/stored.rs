//! Traits by which the typing pass demands that values which cross an await can be stored. Each exists for its message.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::machine::local::Local;
use crate::step::storable::Storable;

/// A local that an orchestrator still needs after its await in line `LINE`. Every [`Storable`] implements it; the trait
/// exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "this is still needed after the await in line {LINE}, so it has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it again after the await, or do the work with it in an `#[activity]`",
    note = "if it borrows: clone it, or borrow again after the await",
    note = "a value that several places change, such as an `Rc<RefCell<T>>` or an `Arc<Mutex<T>>`, can be a `durable_runtime::Shared<T>`, which is stored and stays one value"
)]
// `Same` keeps rustc from proposing a pattern that takes a `&T` apart wherever a `T` can be stored. rustc shows the
// line with `'static` for borrows that only rustc knows to be borrows.
#[rustfmt::skip]
pub trait NeededAfter<const LINE: u32, Same = Self>: Sized
    + 'static // a borrow can't be kept across an await: clone it, or borrow again after the await
{
    /// Demands that a local can be stored, in expansions: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<Self>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable + 'static, const LINE: u32> NeededAfter<LINE, T> for T {
    fn make_storable((local,): (&mut Local<Self>,)) {
        local.make_storable();
    }
}

/// A local that the `async` block in line `LINE` uses. Every [`Storable`] implements it; the trait exists for its
/// message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the `async` block in line {LINE} uses it, so it has to be stored with the block",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it inside of the block, or do the work with it in an `#[activity]`"
)]
pub trait CapturedIn<const LINE: u32, Same = Self>: Sized {
    /// Demands that a local can be stored, in expansions: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<Self>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> CapturedIn<LINE, T> for T {
    fn make_storable((local,): (&mut Local<Self>,)) {
        local.make_storable();
    }
}

/// The place of the values that [`Keeps`] is about.
pub struct AcrossAwait;

/// A value that an expression has evaluated before its await in line `LINE`, and uses after it. Every [`Storable`] can
/// be kept; the trait exists for its message.
#[diagnostic::on_unimplemented(
    message = "`{T}` can't be stored",
    label = "this is evaluated before the await in line {LINE} and used after it, so it has to be stored",
    note = "await first: `let value = ….await;`, and use `value` here"
)]
pub trait Keeps<T, const LINE: u32> {
    /// Demands that a value can be stored, in expansions: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(value: (&mut Local<T>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> Keeps<T, LINE> for AcrossAwait {
    fn make_storable((value,): (&mut Local<T>,)) {
        value.make_storable();
    }
}

/// A local that seems to be a `&mut` and is needed after the await in line `LINE`.
#[diagnostic::on_unimplemented(
    message = "`{T}` can't be stored",
    label = "this is still needed after the await in line {LINE}, so it has to be stored",
    note = "borrow again after the await, give a value without a name a local of its own first (`let mut value = …;`), or take the value out and put it back there"
)]
pub trait KeepsBorrow<T, const LINE: u32> {
    /// Demands that a local can be stored, in expansions: rustc reports no bound but that of the trait.
    #[doc(hidden)]
    fn make_storable(local: (&mut Local<T>,));
}

#[diagnostic::do_not_recommend]
impl<T: Storable, const LINE: u32> KeepsBorrow<T, LINE> for AcrossAwait {
    fn make_storable((local,): (&mut Local<T>,)) {
        local.make_storable();
    }
}

/// A parameter's local. The parameter's declaration demands that it can be stored.
pub struct Parameter<'a, T>(pub &'a mut Local<T>);

impl<T: Storable> Parameter<'_, T> {
    /// Marks the local as one that can be stored.
    pub fn __durable_make_storable(self) {
        self.0.make_storable();
    }
}

/// A parameter that is a part of the instance's input.
pub struct InputParameter<'a, T>(pub &'a mut Local<T>);

impl<T: Serialize + DeserializeOwned> InputParameter<'_, T> {
    /// Marks the local as one that can be stored.
    pub fn __durable_make_storable(self) {
        self.0.make_storable();
        self.0.make_readable();
    }
}

/// A parameter that can't be stored. It is an error already, and must not be a second one: rustc takes the inherent
/// method where there is one.
pub trait NotStorable: Sized {
    /// Does nothing.
    fn __durable_make_storable(self) {}
}

impl<T> NotStorable for Parameter<'_, T> {}

impl<T> NotStorable for InputParameter<'_, T> {}
