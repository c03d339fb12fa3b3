//! Traits by which the typing pass demands that what crosses an await can be stored. Each is there for its message.

use crate::machine::local::Local;
use crate::step::storable::Storable;

/// What an orchestrator still needs after its await in line `LINE`. Every [`Storable`] can be; this trait
/// is there to tell of what can't.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "this is still needed after the await in line {LINE}, so it has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it anew after the await, or do the work with it in an `#[activity]`",
    note = "if it borrows: clone it, or borrow again after the await",
    note = "a value that several places change, such as an `Rc<RefCell<T>>` or an `Arc<Mutex<T>>`, can be a `durable_runtime::Shared<T>`, which is stored and stays one value"
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

/// A parameter's local. That it can be stored is demanded where the parameter is declared.
pub struct Parameter<'a, T>(pub &'a mut Local<T>);

impl<T: Storable> Parameter<'_, T> {
    /// Says that the local can be stored.
    pub fn make_storable(self) {
        self.0.make_storable();
    }
}

/// A parameter that can't be stored is an error already, and must not be a second one: rustc takes the inherent
/// method where there is one.
pub trait NotStorable: Sized {
    /// Says nothing.
    fn make_storable(self) {}
}

impl<T> NotStorable for Parameter<'_, T> {}
