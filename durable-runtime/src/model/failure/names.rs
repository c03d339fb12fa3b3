//! The names of error types, as they are stored in failures.

use std::any::type_name;

/// The modules of the crate's own error types, and the names under which these are stored. A stored name stays the same
/// when a file moves: programs compare it, and stores hold it.
const STORED: [(&str, &str); 6] = [
    (
        "durable_runtime::model::failure::Failure",
        "durable_runtime::failure::Failure",
    ),
    (
        "durable_runtime::model::failure::error::FailureError",
        "durable_runtime::failure::error::FailureError",
    ),
    (
        "durable_runtime::model::error::Error",
        "durable_runtime::error::Error",
    ),
    (
        "durable_runtime::model::id::InvalidInstanceId",
        "durable_runtime::id::InvalidInstanceId",
    ),
    (
        "durable_runtime::model::json::JsonError",
        "durable_runtime::json::JsonError",
    ),
    (
        "durable_runtime::model::status::UnknownRuntimeStatus",
        "durable_runtime::status::UnknownRuntimeStatus",
    ),
];

/// The stored name of an error's type.
pub(crate) fn name_of<E: ?Sized>() -> &'static str {
    let name = type_name::<E>();
    let stored = STORED.iter().find(|(now, _)| *now == name);
    stored.map_or(name, |(_, stored)| stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::Error;
    use crate::model::failure::Failure;
    use crate::model::failure::error::FailureError;
    use crate::model::id::InvalidInstanceId;
    use crate::model::json::JsonError;
    use crate::model::status::UnknownRuntimeStatus;

    #[test]
    fn the_crates_own_errors_are_stored_under_names_that_stay() {
        let names = [
            name_of::<Failure>(),
            name_of::<FailureError>(),
            name_of::<Error>(),
            name_of::<InvalidInstanceId>(),
            name_of::<JsonError>(),
            name_of::<UnknownRuntimeStatus>(),
        ];
        assert_eq!(names, STORED.map(|(_, stored)| stored));
        assert_eq!(name_of::<std::fmt::Error>(), "core::fmt::Error");
    }
}
