//! Values that are cloned if other handles share them: by `make_mut` and `unwrap_or_clone` of an `Rc` or an `Arc`. The
//! handles are stored each on its own, so after an await a value isn't cloned that a plain run clones. That makes no
//! difference if a clone is the same as the value. Nobody can tell that from a type, so it is seen when it happens.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use serde::Serialize;

use crate::codec;
use crate::step::frame::Fault;
use crate::step::held;

/// A value that was perhaps cloned just now, or a borrow of it.
pub struct Cloned<T>(pub T);

/// What can be compared with its clone.
pub trait Alike {
    /// Fails the instance if a clone is another value.
    fn require_alike(&self);
}

impl<T: Clone + Serialize> Alike for T {
    fn require_alike(&self) {
        compare(self, Self::clone);
    }
}

impl<T: Clone + Serialize> Alike for [T] {
    fn require_alike(&self) {
        compare(self, Self::to_vec);
    }
}

/// What can't be written was not stored, so its handles are those of a plain run.
fn compare<T: Serialize + ?Sized, C: Serialize>(value: &T, clone: impl FnOnce(&T) -> C) {
    if is_of_std(std::any::type_name::<T>()) {
        return;
    }
    let compared = held::aside(|| {
        let before = codec::encode_snapshot(value)?;
        let after = codec::encode_snapshot(&clone(value))?;
        Ok::<_, codec::CodecError>((before, after))
    });
    let Ok((before, after)) = compared else {
        return;
    };
    if let Err(error) = codec::require_unchanged(&before, &after) {
        Fault::NotSerializable(format!(
            "the `Clone` of `{}` makes another value ({error}), and `make_mut` and `unwrap_or_clone` clone a value only if other handles share it, which isn't the same after an await as in a plain run: clone the value itself, as in `let mut value = (*handle).clone();`",
            std::any::type_name::<T>()
        ))
        .throw()
    }
}

/// Whether a type has nothing of the user's in it, by the name that the compiler gives it.
fn is_of_std(name: &str) -> bool {
    let paths = name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
    let mut paths = paths.filter(|path| !path.is_empty());
    paths.all(|path| match path.split_once("::") {
        Some((root, _)) => matches!(root, "alloc" | "core" | "std"),
        // A primitive type, or the length of an array.
        None => true,
    })
}

impl<'a, T: Alike + ?Sized> Cloned<&'a mut T> {
    /// rustc prefers this to [`AnyCloned::__durable_made_mut`].
    #[must_use]
    pub fn __durable_made_mut(self) -> &'a mut T {
        self.0.require_alike();
        self.0
    }
}

impl<T: Alike> Cloned<T> {
    /// rustc prefers this to [`AnyCloned::__durable_unwrapped`].
    #[must_use]
    pub fn __durable_unwrapped(self) -> T {
        self.0.require_alike();
        self.0
    }
}

pub trait AnyCloned: Sized {
    type Value;

    fn __durable_made_mut(self) -> Self::Value;
    fn __durable_unwrapped(self) -> Self::Value;
}

impl<T> AnyCloned for Cloned<T> {
    type Value = T;

    fn __durable_made_mut(self) -> T {
        self.0
    }

    fn __durable_unwrapped(self) -> T {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_std;

    #[test]
    fn a_type_with_something_of_the_users_in_it_is_told_by_its_name() {
        struct Own;
        let of = std::any::type_name::<
            std::collections::HashMap<String, Vec<(&'static [u8; 4], Option<i64>)>>,
        >();
        assert!(is_of_std(of), "{of}");
        let own = std::any::type_name::<Vec<Option<Own>>>();
        assert!(!is_of_std(own), "{own}");
    }
}
