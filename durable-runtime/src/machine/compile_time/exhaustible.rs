//! Finds locals whose value can't be stored although their type can: exhausted ranges.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::ops::RangeInclusive;

use crate::machine::local::Local;

/// Finds out how to tell that a local's value can't be stored although its type can.
#[doc(hidden)]
#[macro_export]
macro_rules! __check_exhausted {
    ($local:ident, $sound:ty) => {{
        use $crate::__private::AnyOther as _;
        let local = $crate::__private::Exhaustible(&$local);
        let exhausted = <$sound as $crate::__private::Yields<_>>::yields(local).check();
        $local.check_exhausted(exhausted);
    }};
}

/// Finds out whether a local's type is a range that doesn't tell in its stored form that it is exhausted:
/// rustc takes the inherent method where there is one.
pub struct Exhaustible<'a, T>(pub &'a Local<T>);

impl<T: PartialOrd> Exhaustible<'_, RangeInclusive<T>> {
    pub fn check(&self) -> Option<fn(&RangeInclusive<T>) -> bool> {
        Some(|range| range.is_empty() && range.start() <= range.end())
    }
}

pub trait AnyOther<T> {
    fn check(&self) -> Option<fn(&T) -> bool>;
}

impl<T> AnyOther<T> for Exhaustible<'_, T> {
    fn check(&self) -> Option<fn(&T) -> bool> {
        None
    }
}
