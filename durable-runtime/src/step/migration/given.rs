//! [`Given`]: what a migration gives an await in place of the operation that the instance has waited for.

use std::any::{Any, type_name};

/// An output or an operation that a migration has given, for the await where the instance continues. It is never stored: the
/// step that makes the migration takes it.
pub struct Given {
    value: Box<dyn Any>,
    type_name: &'static str,
    is_output: bool,
}

impl Given {
    /// The output of the await, which is ready by that.
    pub(crate) fn output<T: 'static>(output: T) -> Self {
        Self {
            value: Box::new(output),
            type_name: type_name::<T>(),
            is_output: true,
        }
    }

    /// An operation that the await begins.
    pub(crate) fn operation<D: 'static>(operation: D) -> Self {
        Self {
            value: Box::new(operation),
            type_name: type_name::<D>(),
            is_output: false,
        }
    }

    pub(crate) fn is_output(&self) -> bool {
        self.is_output
    }

    /// The value, if it is of this type; or else why it isn't.
    pub(crate) fn take<T: 'static>(self) -> Result<T, String> {
        let unfit = self.fits::<T>();
        let value = self.value.downcast::<T>();
        value.map(|value| *value).map_err(|_| match unfit {
            Err(why) => why,
            Ok(()) => unreachable!("the type was compared just now"),
        })
    }

    /// Why the value isn't of this type.
    pub(crate) fn fits<T: 'static>(&self) -> Result<(), String> {
        if self.value.is::<T>() {
            return Ok(());
        }
        let (given, awaited) = (self.type_name, type_name::<T>());
        Err(if self.is_output {
            format!("the await there gives a `{awaited}`, and the migration gives a `{given}`")
        } else {
            format!("the await there is of a `{awaited}`, and the migration begins a `{given}`")
        })
    }
}
