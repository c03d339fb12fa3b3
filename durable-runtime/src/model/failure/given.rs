//! Errors of unknown type: [`ErrorObject`], and [`Given`], which finds an error of a given type in one.

use std::error::Error;
use std::ops::Deref;

/// An error of unknown type.
pub trait ErrorObject {
    #[doc(hidden)]
    fn as_error(&self) -> &(dyn Error + 'static);
}

impl ErrorObject for dyn Error {
    fn as_error(&self) -> &(dyn Error + 'static) {
        self
    }
}

impl ErrorObject for dyn Error + Send {
    fn as_error(&self) -> &(dyn Error + 'static) {
        self
    }
}

impl ErrorObject for dyn Error + Send + Sync {
    fn as_error(&self) -> &(dyn Error + 'static) {
        self
    }
}

/// An error of unknown type, with the means to test it for a type.
pub(crate) struct Given<'a> {
    pub(super) error: &'a (dyn Error + 'static),
    #[cfg(feature = "anyhow")]
    anyhow: Option<&'a anyhow::Error>,
}

impl<'a> Given<'a> {
    pub(super) fn of<B: Deref<Target: ErrorObject> + 'static>(boxed: &'a B) -> Self {
        Self {
            error: boxed.as_error(),
            #[cfg(feature = "anyhow")]
            anyhow: (boxed as &dyn std::any::Any).downcast_ref(),
        }
    }

    /// The error, if it is an `E`, or else the nearest of its sources that is.
    pub(super) fn find<E: Error + Send + Sync + 'static>(&self) -> Option<&'a E> {
        #[cfg(feature = "anyhow")]
        if let Some(found) = self.anyhow.and_then(|error| error.downcast_ref()) {
            return Some(found);
        }
        let mut error = Some(self.error);
        while let Some(source) = error {
            if let Some(found) = source.downcast_ref() {
                return Some(found);
            }
            error = source.source();
        }
        None
    }
}
