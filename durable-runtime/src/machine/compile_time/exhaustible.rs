//! Finds locals with values that can't be stored although their type can: exhausted ranges.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::ops::RangeInclusive;

use crate::machine::local::Local;

/// Finds out of each local how to tell that its value can't be stored although its type can.
#[doc(hidden)]
#[macro_export]
macro_rules! __check_exhausted {
    ($type_ok:ident: $($local:ident),*) => {
        $($local.__durable_check_exhausted($type_ok::quiet($crate::__private::Exhaustible(&$local)).__durable_check());)*
    };
}

/// Tells whether a local's type is a range with a stored form that doesn't say when it is exhausted: rustc takes the
/// inherent method where there is one.
pub struct Exhaustible<'a, T>(pub &'a Local<T>);

impl<T: PartialOrd> Exhaustible<'_, RangeInclusive<T>> {
    pub fn __durable_check(&self) -> Option<fn(&RangeInclusive<T>) -> bool> {
        Some(|range| range.is_empty() && range.start() <= range.end())
    }
}

pub trait AnyOther<T> {
    fn __durable_check(&self) -> Option<fn(&T) -> bool>;
}

impl<T> AnyOther<T> for Exhaustible<'_, T> {
    fn __durable_check(&self) -> Option<fn(&T) -> bool> {
        None
    }
}
