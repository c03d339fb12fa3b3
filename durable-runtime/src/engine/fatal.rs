//! [`Fatal`]: an error that ends the engine. An error that a caller is told is an [`Answer`](super::message::Answer).

use crate::model::error::{Error, ErrorKind};

/// An error that ends the engine.
#[derive(Debug)]
pub(crate) enum Fatal {
    /// The store can't be read or written.
    Store(Error),
    /// A test has the engine halt as if the process had been killed.
    Halted,
}

impl From<Fatal> for Error {
    fn from(fatal: Fatal) -> Self {
        match fatal {
            Fatal::Store(error) => error,
            Fatal::Halted => Self::new(ErrorKind::Stopped, "the engine was halted for a test"),
        }
    }
}
