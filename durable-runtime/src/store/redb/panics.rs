//! Panics of redb. It panics at some kinds of damage in a file. All calls to it go through [`caught`], which turns a
//! panic into an error, so that it doesn't end the task or the thread that reads the file.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::errors::unreadable;
use crate::model::error::Error;

/// Calls redb. A panic is an error.
pub(super) fn caught<T, E: From<Panicked>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // A panic may leave only redb's own state half done, and redb refuses to use that further.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Panicked::of(&*panic).into()))
}

/// Drops a value of redb's.
pub(super) fn drop_caught<T>(dropped: T) {
    let done = caught(|| {
        drop(dropped);
        Ok::<_, ::redb::Error>(())
    });
    if let Err(error) = done {
        tracing::error!("a file of the store could not be closed: {error}");
    }
}

/// The message of the panic.
pub(super) struct Panicked(String);

impl Panicked {
    fn of(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Self(text.unwrap_or_default())
    }
}

impl From<Panicked> for ::redb::Error {
    fn from(Panicked(text): Panicked) -> Self {
        Self::Corrupted(format!("redb panicked at what it read: {text}"))
    }
}

impl From<Panicked> for Error {
    fn from(panicked: Panicked) -> Self {
        unreadable(panicked.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::ErrorKind;

    #[test]
    fn a_panic_is_an_error_of_the_store_that_says_what_it_said() {
        let caught = caught(|| -> Result<(), Error> { panic!("page {} is strange", 7) });
        let error = caught.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Corrupt);
        assert!(error.to_string().contains("page 7 is strange"), "{error}");
    }
}
