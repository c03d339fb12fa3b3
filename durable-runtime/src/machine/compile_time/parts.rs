//! Locals that are kept field by field while the function waits, and the demands on them.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::marker::PhantomData;

/// A local, or a part of it, that is kept in parts while the function waits. rustc takes the inherent method for what
/// has a `Deref`, and that of [`WholeOnly`] for all else.
pub struct Parts<'a, T>(pub &'a T);

/// A type that has to give its parts.
pub struct PartsOf<T>(PhantomData<fn() -> T>);

/// A type that is no pointer.
pub struct NoPointer;

impl<T: std::ops::Deref> Parts<'_, T> {
    pub fn __durable_demand(&self) -> PartsOf<T> {
        PartsOf(PhantomData)
    }
}

pub trait WholeOnly {
    fn __durable_demand(&self) -> PartsOf<NoPointer> {
        PartsOf(PhantomData)
    }
}

impl<T> WholeOnly for Parts<'_, T> {}

/// A type that fields can be moved out of.
#[diagnostic::on_unimplemented(
    message = "nothing can be moved out of a `{Self}`, but the compiler doesn't know that this is one, and would keep its fields one by one while the function waits",
    label = "this is kept field by field",
    note = "tell its type: `let name: Arc<…> = …;`, or take what is needed before: `let field = name.field.clone();`"
)]
pub trait GivesParts: Sized {
    /// Demands it in the typing pass.
    fn demand(_: (PartsOf<Self>,)) {}
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> GivesParts for Box<T> {}
#[diagnostic::do_not_recommend]
impl GivesParts for NoPointer {}
