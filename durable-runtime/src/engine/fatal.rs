//! [`Fatal`]: an error that ends the engine. An error for a caller is an [`Answer`](super::message::Answer).

use crate::model::error::Error;

/// An error that ends the engine: the store can't be read or written.
#[derive(Debug)]
pub(crate) struct Fatal(pub(crate) Error);

impl From<Fatal> for Error {
    fn from(Fatal(error): Fatal) -> Self {
        error
    }
}
