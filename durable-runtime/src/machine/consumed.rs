//! Values that are taken out of a place that gets a new value after an await. The struct around the place has to stay
//! whole meanwhile, so a copy is taken.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};

use crate::codec;
use crate::step::frame::Fault;
use crate::step::storable::Storable;
use crate::step::{held, ownership};

/// A value that is taken out of a place that gets a new value after the await.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "the place from which this is taken gets a new value after an await, so it is copied here as it would be stored",
    note = "take it out by hand: `let value = std::mem::take(&mut …);`, or derive `serde::Serialize` and `serde::Deserialize` for it"
)]
pub trait CopiedOut<Same = Self>: Sized {
    /// A copy.
    #[doc(hidden)]
    fn copy(place: (&Self,)) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Storable> CopiedOut<T> for T {
    fn copy((place,): (&T,)) -> T {
        let write = || codec::encode_verified(place);
        let (encoded, _) = held::of(|| ownership::moving(write));
        let copied = encoded.and_then(|bytes| codec::decode(&bytes));
        copied.unwrap_or_else(|error| {
            Fault::NotSerializable(format!(
                "a value taken out of a place that gets a new value after an await can't be copied: a `{}` can't be stored: {error}",
                std::any::type_name::<T>()
            ))
            .throw()
        })
    }
}

/// The standard library's methods that take their receiver by value, as types.
pub mod methods {
    #![allow(non_camel_case_types, reason = "they are the methods' names")]

    macro_rules! methods {
        ($($method:ident)+) => { $(pub struct $method;)+ };
    }

    methods! {
        and and_then err expect expect_err filter flatten into_boxed_path into_boxed_slice into_boxed_str into_bytes
        into_iter into_keys into_os_string into_sorted_vec into_string into_values into_vec map map_err map_or map_or_else
        ok ok_or ok_or_else or or_else unwrap unwrap_err unwrap_or unwrap_or_default unwrap_or_else xor zip
    }
}

/// A value that its method `M` takes out of a place that gets a new value after an await.
#[diagnostic::on_unimplemented(
    message = "the compiler can't tell whether this method takes a `{Self}` out of its place, and the place gets a new value after an await",
    label = "this method is called on a place that gets a new value after an await",
    note = "if it takes the value, clone that first: `let value = order.field.clone();`; if it changes the value, call it on `(&mut order.field)`"
)]
pub trait Consumed<M, Same = Self>: Sized {
    /// A copy.
    #[doc(hidden)]
    fn copy(place: (&Self,)) -> Self;
}

macro_rules! consumed {
    (of [$($generics:tt)*] $type:ty: $method:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Consumed<methods::$method, $type> for $type
        where
            $type: Storable,
        {
            fn copy(place: (&Self,)) -> Self {
                CopiedOut::copy(place)
            }
        }
    };
    ($($generics:tt $type:ty: $($method:ident)+;)+) => {
        $($(consumed! { of $generics $type: $method })+)+
    };
}

consumed! {
    [T] Option<T>: and and_then expect filter flatten into_iter map map_or map_or_else ok_or ok_or_else or or_else unwrap
        unwrap_or unwrap_or_default unwrap_or_else xor zip;
    [T, E] Result<T, E>: and and_then err expect expect_err flatten into_iter map map_err map_or map_or_else ok or or_else
        unwrap unwrap_err unwrap_or unwrap_or_default unwrap_or_else;
    [T] Vec<T>: into_boxed_slice into_iter;
    [T] VecDeque<T>: into_iter;
    [T] LinkedList<T>: into_iter;
    [T] BinaryHeap<T>: into_iter into_sorted_vec into_vec;
    [K, V] BTreeMap<K, V>: into_iter into_keys into_values;
    [T] BTreeSet<T>: into_iter;
    [K, V, S] HashMap<K, V, S>: into_iter into_keys into_values;
    [T, S] HashSet<T, S>: into_iter;
    [] String: into_boxed_str into_bytes;
    [] Box<str>: into_string;
    [T] Box<[T]>: into_vec;
    [] std::path::PathBuf: into_boxed_path into_os_string;
    [T, const N: usize] [T; N]: into_iter map;
}
