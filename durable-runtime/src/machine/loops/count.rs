//! Sources of loops that resume from their own state: ranges, upwards and downwards, `repeat`, and iterators of the
//! user's own.

use std::iter::{Repeat, Rev};
use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeInclusive};

use serde::{Deserialize, Serialize};

use super::{GoesOn, Left};
use crate::codec;
use crate::step::frame::{Blob, Fault, IncompatibleCheckpoint};
use crate::step::storable::Storable;

/// The rest of a range.
#[derive(Serialize, Deserialize)]
pub struct Count<T> {
    next: Option<T>,
    end: Option<T>,
    inclusive: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    downward: bool,
}

impl<T: Counter> Left for Count<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let next = self.next.take()?;
        if self.downward {
            self.next = next
                .predecessor()
                .filter(|after| self.end.as_ref().is_some_and(|end| after >= end));
            return Some(next);
        }
        let after = next.successor();
        assert!(
            after.is_some() || self.end.is_some(),
            "attempt to add with overflow"
        );
        self.next = after.filter(|after| match &self.end {
            None => true,
            Some(end) if self.inclusive => after <= end,
            Some(end) => after < end,
        });
        Some(next)
    }
}

impl<T: Counter> GoesOn for Range<T> {
    type Left = Count<T>;

    fn into_left(self) -> Count<T> {
        Count {
            next: (self.start < self.end).then_some(self.start),
            end: Some(self.end),
            inclusive: false,
            downward: false,
        }
    }
}

impl<T: Counter> GoesOn for RangeInclusive<T> {
    type Left = Count<T>;

    fn into_left(self) -> Count<T> {
        // A range that was iterated before may be exhausted. Only its iterator knows that.
        let (mut range, end) = (self.clone(), self.into_inner().1);
        Count {
            next: T::first_of(&mut range),
            end: Some(end),
            inclusive: true,
            downward: false,
        }
    }
}

impl<T: Counter> GoesOn for RangeFrom<T> {
    type Left = Count<T>;

    fn into_left(self) -> Count<T> {
        Count {
            next: Some(self.start),
            end: None,
            inclusive: false,
            downward: false,
        }
    }
}

impl<T: Counter, R> GoesOn for Rev<R>
where
    R: DoubleEndedIterator<Item = T> + IsRange,
{
    type Left = Count<T>;

    fn into_left(mut self) -> Count<T> {
        let next = self.next();
        Count {
            end: self.next_back().or_else(|| next.clone()),
            next,
            inclusive: true,
            downward: true,
        }
    }
}

/// A range with an end.
pub trait IsRange {}

impl<T> IsRange for Range<T> {}
impl<T> IsRange for RangeInclusive<T> {}

/// A type whose ranges can be iterated.
pub trait Counter: PartialOrd + Clone {
    fn successor(&self) -> Option<Self>;
    fn predecessor(&self) -> Option<Self>;
    fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self>;
}

macro_rules! counters {
    ($($integer:ty)*) => {$(
        impl Counter for $integer {
            fn successor(&self) -> Option<Self> {
                self.checked_add(1)
            }

            fn predecessor(&self) -> Option<Self> {
                self.checked_sub(1)
            }

            fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self> {
                range.next()
            }
        }
    )*};
}

counters!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl Counter for char {
    fn successor(&self) -> Option<Self> {
        (*self..=char::MAX).nth(1)
    }

    fn predecessor(&self) -> Option<Self> {
        ('\0'..*self).next_back()
    }

    fn first_of(range: &mut RangeInclusive<Self>) -> Option<Self> {
        range.next()
    }
}

/// The same item for ever.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Same<T> {
    item: Blob,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Clone> GoesOn for Repeat<T> {
    type Left = Same<T>;

    fn into_left(mut self) -> Same<T>
    where
        T: Storable,
    {
        let item = self.next().map(|item| encoded(&item)).unwrap_or_default();
        Same {
            item,
            of: PhantomData,
        }
    }
}

impl<T> Left for Same<T> {
    type Item = T;

    fn next(&mut self) -> Option<T>
    where
        T: Storable,
    {
        Some(decoded(&self.item.0))
    }
}

/// An iterator that can be stored, kept unchanged.
#[derive(Serialize, Deserialize)]
pub struct Itself<I>(I);

/// An iterator that can be stored, before the loop begins.
pub struct Iterating<I>(pub I);

impl<I: Iterator> GoesOn for Iterating<I> {
    type Left = Itself<I>;

    fn into_left(self) -> Itself<I> {
        Itself(self.0)
    }
}

impl<I: Iterator> Left for Itself<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.0.next()
    }
}

/// An item of a loop in the storage encoding.
pub(super) fn encoded<T: Storable>(item: &T) -> Blob {
    match codec::encode_verified(item) {
        Ok(bytes) => Blob(bytes),
        Err(error) => Fault::NotSerializable(format!(
            "an item of type `{}` of a `for` loop can't be stored: {error}",
            std::any::type_name::<T>()
        ))
        .throw(),
    }
}

/// An item of a loop from the storage encoding.
pub(super) fn decoded<T: Storable>(bytes: &[u8]) -> T {
    codec::decode_held(bytes).unwrap_or_else(|error| {
        Fault::Blocked(IncompatibleCheckpoint::Local {
            local: "an item of a `for` loop".to_owned(),
            type_name: std::any::type_name::<T>().to_owned(),
            reason: error.to_string(),
        })
        .throw()
    })
}
