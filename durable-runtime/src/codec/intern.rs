//! Text and bytes that live as long as the program. `&'static str` and `&'static [u8]` are read back as these.
//!
//! The bytes that a value is read from are freed soon after. A `&'static` was a literal of the program when it was
//! saved, or was leaked by the program on purpose. Each distinct text is kept once, so the memory is bounded by the
//! program's own text.

use std::any::type_name;
use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{LazyLock, PoisonError, RwLock};

/// The one copy of this text that lives for ever.
pub(super) fn intern_str(text: &str) -> &'static str {
    static POOL: Pool<str> = LazyLock::new(RwLock::default);
    intern(&POOL, text)
}

/// The one copy of these bytes that lives for ever.
pub(super) fn intern_bytes(bytes: &[u8]) -> &'static [u8] {
    static POOL: Pool<[u8]> = LazyLock::new(RwLock::default);
    intern(&POOL, bytes)
}

/// Whether a visitor that makes a `T` needs text that outlives the bytes it is read from.
///
/// A `TypeId` would need `T: 'static`, which serde does not promise for the visitor's value. If a compiler ever writes
/// these names in another way, reading a `&'static str` fails with serde's "expected a borrowed string", and the tests
/// detect it.
pub(super) fn borrows_str<T>() -> bool {
    matches!(type_name::<T>(), "&str" | "&std::path::Path")
}

/// As [`borrows_str`], for bytes.
pub(super) fn borrows_bytes<T>() -> bool {
    type_name::<T>() == "&[u8]"
}

type Pool<T> = LazyLock<RwLock<HashSet<&'static T>>>;

fn intern<T>(pool: &RwLock<HashSet<&'static T>>, value: &T) -> &'static T
where
    T: Eq + Hash + ?Sized + 'static,
    Box<T>: for<'a> From<&'a T>,
{
    // A set is whole after every operation, so a panic elsewhere while it was locked leaves nothing to repair.
    if let Some(&found) = pool
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(value)
    {
        return found;
    }
    let mut pool = pool.write().unwrap_or_else(PoisonError::into_inner);
    // Another thread may have been faster between the two locks.
    if let Some(&found) = pool.get(value) {
        return found;
    }
    let kept: &'static T = Box::leak(Box::from(value));
    pool.insert(kept);
    kept
}
