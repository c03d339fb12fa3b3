//! The dependency of a machine on its plain function: [`TypeOk`]. Also a value of any type, for the typing pass.

#![allow(missing_docs, reason = "only expansions see what is public here")]

/// The size of a plain function's future. rustc knows none while the function has an error of any kind, borrow errors
/// included; then a machine that depends on it doesn't repeat the error for its own copy.
pub const fn size_of_future<A, F>(_: &impl Fn(A) -> F) -> usize {
    size_of::<F>()
}

/// The plain function that a machine depends on.
pub struct TypeOk<const SIZE: usize>;

/// `T`, unless the plain function has an error: then rustc gives it no type, and reports no error about its uses.
pub trait HasOutput<T> {
    type Type;

    fn yields(value: T) -> Self::Type;
    fn takes(value: Self::Type) -> T;
}

impl<T, const SIZE: usize> HasOutput<T> for TypeOk<SIZE> {
    type Type = T;

    fn yields(value: T) -> T {
        value
    }

    fn takes(value: T) -> T {
        value
    }
}

/// A value of any type, for the typing pass, which never runs.
pub fn any<T>() -> T {
    unreachable!("the typing pass never runs")
}
