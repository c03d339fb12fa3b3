//! Failures as `anyhow::Error`s.

use super::Failure;
use super::conversion::{OfType, of_error};
use super::typed::ErrorType;

impl From<Failure> for anyhow::Error {
    /// An error of a known type becomes that error, with the added messages as its context, so that
    /// `anyhow::Error::downcast_ref` finds it. Every other failure becomes a [`FailureError`](super::FailureError).
    fn from(failure: Failure) -> Self {
        as_it_was(&failure).unwrap_or_else(|| Self::new(failure.into_error()))
    }
}

/// A failure as the original error. `None` if the type is unknown, or if its text differs.
fn as_it_was(failure: &Failure) -> Option<anyhow::Error> {
    let error = ErrorType::read(failure.type_name(), failure.inner.data.as_ref()?)?;
    let as_failure = of_error(&*error, failure.type_name(), OfType::Known);
    let says = as_failure.texts();
    let said = failure.texts();
    let contexts = &said[..said.len().checked_sub(says.len())?];
    if said[contexts.len()..] != says {
        return None;
    }
    let with = |contexts: &[&str], error: anyhow::Error| {
        let contexts = contexts.iter().rev();
        contexts.fold(error, |error, context| error.context((*context).to_owned()))
    };
    if !failure.is_terminal() && failure.wanted_wait().is_none() {
        return Some(with(contexts, error));
    }
    // The outermost context says what else it was.
    let inner = contexts.split_first().map_or(contexts, |(_, inner)| inner);
    Some(with(inner, error).context(failure.clone().into_error()))
}

impl Failure {
    /// The message and those of the sources.
    fn texts(&self) -> Vec<&str> {
        std::iter::once(self.message())
            .chain(self.sources())
            .collect()
    }
}
