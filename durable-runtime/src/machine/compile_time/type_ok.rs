//! The dependency of a machine on its plain function: [`TypeOk`]. Also a value of any type, for the typing pass.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use crate::machine::flow::Flow;

/// The size of a plain function's future. rustc knows none while the function has an error of any kind, borrow
/// errors included; then a machine that depends on it keeps quiet about the same error in its own copy. `Ok` is named
/// so that there is an error too when the function returns no `Result`.
pub const fn size_of_future<A, F, Ok>(_: &impl Fn(A) -> F) -> usize {
    size_of::<F>()
}

/// The plain function that a machine depends on.
pub struct TypeOk<const SIZE: usize>;

/// `T`, unless the plain function has an error: then rustc gives it no type, and reports no error about its uses.
pub trait HasOutput<T> {
    type Type;

    fn yields(value: T) -> Self::Type;
}

impl<T, const SIZE: usize> HasOutput<T> for TypeOk<SIZE> {
    type Type = T;

    fn yields(value: T) -> T {
        value
    }
}

impl<const SIZE: usize> TypeOk<SIZE> {
    /// A value that is of no type while the plain function has an error. A method is called on it that is found by its
    /// type, and rustc would say that it can't tell which one is meant.
    pub fn quiet<T>(value: T) -> <Self as HasOutput<T>>::Type {
        value
    }

    /// What a step returns with what the user's function returns.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    pub fn returned<T, E>(result: <Self as HasOutput<Result<T, E>>>::Type) -> Result<Flow<T>, E> {
        result.map(Flow::Done)
    }
}

/// A value of any type, for the typing pass, which never runs.
pub fn any<T>() -> T {
    unreachable!("the typing pass never runs")
}
