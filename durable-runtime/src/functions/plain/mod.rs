//! What calls and operations are where no runtime steps them: ordinary futures.

pub(crate) mod operation;
pub(crate) mod tasks;
