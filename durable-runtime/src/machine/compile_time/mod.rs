//! Types and traits for rustc's type checker: they make it infer the types of a machine, and report to the user what
//! can't be stored or awaited. At run time they pass values on unchanged.

pub(crate) mod awaited;
pub(crate) mod exhaustible;
pub(crate) mod guards;
pub(crate) mod layout;
pub(crate) mod looks;
pub mod numbers;
pub(crate) mod parts;
pub(crate) mod results;
pub(crate) mod stored;
pub(crate) mod type_ok;
