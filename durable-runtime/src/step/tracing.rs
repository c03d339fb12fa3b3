//! [`Traces`]: what a step tells in a trace of the types that it stores. No value is loaded, nothing is polled, and no code
//! of the user's runs but `Deserialize` and `Drop`.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use serde::Deserialize;

use crate::codec;

/// Is told of the types that a step stores. `decode` decodes a value of the type, drops it, and returns whether it was one.
pub trait Traces {
    /// A local of the unit in which the frame is.
    fn local(&mut self, name: &'static str, type_name: &'static str, decode: &dyn Fn() -> bool);
    /// A value that the awaited operation reads when it is over.
    fn gives(&mut self, type_name: &'static str, decode: &dyn Fn() -> bool);
}

/// Is told of the values that an operation reads when it is over.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "no user has one")]
pub struct Results<'a>(pub(crate) &'a mut dyn Traces);

impl Results<'_> {
    pub(crate) fn are<T: Deserialize<'static>>(&mut self) {
        let decode = || codec::decode::<T>(&[]).is_ok();
        self.0.gives(std::any::type_name::<T>(), &decode);
    }
}
