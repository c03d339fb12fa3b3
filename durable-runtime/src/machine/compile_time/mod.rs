//! Types and traits that exist for rustc's type checker: they make it infer the types of a machine, and tell the user
//! what can't be stored or awaited. At run time they hand values on as they are.

pub(crate) mod awaited;
pub(crate) mod exhaustible;
pub(crate) mod parts;
pub(crate) mod results;
pub(crate) mod sound;
pub(crate) mod stored;
