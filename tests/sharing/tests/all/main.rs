//! What functions share and capture: an instance does what the same function does that is written for tokio, or says
//! that it can't.

mod blocks;
mod handles;
mod hidden;
mod inline;
mod shared;
