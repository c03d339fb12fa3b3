//! Types and traits that only rustc's type checker meets: they make it infer the types of a machine, and tell the user
//! what can't be stored or awaited. None of their code runs.

pub(crate) mod awaited;
pub(crate) mod exhaustible;
pub(crate) mod parts;
pub(crate) mod results;
pub(crate) mod sound;
pub(crate) mod stored;
