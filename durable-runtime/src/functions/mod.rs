//! Annotated functions: calls of activities, orchestrators and inline orchestrators, the registry of the program's
//! functions, their arguments, and their runs as plain functions.

pub(crate) mod activity;
pub(crate) mod fails_with;
pub(crate) mod inline;
pub(crate) mod orchestrator;
pub(crate) mod params;
pub(crate) mod plain;
pub(crate) mod registry;
pub(crate) mod result_in_json;
