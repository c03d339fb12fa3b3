//! [`Storable`]: the values that can be kept in a checkpoint.

use serde::{Deserialize, Serialize};

/// A value that can be kept in a checkpoint: anything that serde can write and read again. Text that is borrowed from
/// the program itself (`&'static str`) can be kept, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be stored",
    label = "this has to be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it (an `Arc` or `Rc` can be stored with serde's feature `rc`), make it again after the await, or do the work with it in an `#[activity]`",
    note = "if it borrows: clone it, or borrow again after the await"
)]
pub trait Storable: Serialize + Deserialize<'static> {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + Deserialize<'static>> Storable for T {}
