//! Annotated functions: activities, orchestrators and inline orchestrators as they are called, the names under which the
//! program holds them, how they are given their arguments, and how they run as the plain functions that they are.

pub(crate) mod activity;
pub(crate) mod fails_with;
pub(crate) mod inline;
pub(crate) mod orchestrator;
pub(crate) mod params;
pub(crate) mod plain;
pub(crate) mod registry;
pub(crate) mod said;
