//! The `{:?}` form of errors: as a program prints the error that its `main` returns.

use std::error::Error;
use std::fmt;

/// Writes an error's message, and then each of its sources in a line of its own, except for those that the line before
/// contains already.
pub(crate) fn write_chain(error: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    sources(error).try_for_each(|text| write!(f, "\n  caused by: {text}"))
}

/// The texts of an error's sources, except for those that the text before contains already: many errors repeat the text of
/// their source.
pub(crate) fn sources(error: &dyn Error) -> impl Iterator<Item = String> {
    let mut before = error.to_string();
    let sources = std::iter::successors(error.source(), |error| (*error).source());
    sources.filter_map(move |error| {
        let text = error.to_string();
        let is_new = !before.contains(&text);
        before.clone_from(&text);
        is_new.then_some(text)
    })
}

/// Implements `Debug` in this form.
macro_rules! debug_as_chain {
    ($error:ty) => {
        impl ::std::fmt::Debug for $error {
            /// The form in which a program prints the error that its `main` returns: the message, then its sources.
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::model::chain::write_chain(self, f)
            }
        }
    };
}
pub(crate) use debug_as_chain;

#[cfg(test)]
mod tests {
    use std::error::Error;

    use crate::model::id::InstanceId;
    use crate::model::json::Json;
    use crate::model::status::RuntimeStatus;

    /// Checks the text that follows `Error: ` when `main` returns the error.
    #[track_caller]
    fn check(error: impl Into<Box<dyn Error>>) {
        let error = error.into();
        assert_eq!(format!("{error:?}"), error.to_string());
    }

    #[test]
    fn an_error_that_main_returns_is_printed_as_its_message() {
        check("a/b".parse::<InstanceId>().unwrap_err());
        check("Late".parse::<RuntimeStatus>().unwrap_err());
        check("{".parse::<Json>().unwrap_err());
        check(Json::of(&f64::NAN).unwrap_err());
    }
}
