//! [`Registered`]: what an annotated function registers when the program starts.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;

use crate::model::failure::typed::ErrorType;

/// What an annotated function registers, once.
pub struct Registered {
    /// The function: an entry, whose type is not known here.
    pub function: &'static (dyn Any + Send + Sync),
    /// The types of errors that it declares or names.
    pub errors: &'static [fn() -> Option<ErrorType>],
}

inventory::collect!(Registered);

impl Registered {
    /// What the program's functions have registered.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        inventory::iter::<Self>.into_iter()
    }
}
