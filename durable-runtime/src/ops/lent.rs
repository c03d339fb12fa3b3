//! [`Lent`]: an operation that is awaited by `&mut`, as in `select! { () = &mut timer => …, … }`. It stays in its
//! local, is lent to an await while that is polled, and stays active afterwards.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::future::Pending;
use std::marker::PhantomData;
use std::task::Poll;

use serde::{Deserialize, Serialize};

use crate::machine::durable::{Durable, Sealed};
use crate::step::cx::Cx;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// An operation in a local, by its position among those that are lent to the same await.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Lent<D> {
    place: usize,
    #[serde(skip)]
    operation: PhantomData<fn() -> D>,
}

/// The expansion of `&mut operation` for a local that is lent.
pub fn lent<D>(_: &mut D, place: usize) -> Lent<D> {
    Lent {
        place,
        operation: PhantomData,
    }
}

impl<D> Sealed for Lent<D> {}

#[diagnostic::do_not_recommend]
impl<D: Durable + 'static> Durable for Lent<D> {
    #[cfg(feature = "lock")]
    fn results(results: &mut Results<'_>) {
        D::results(results);
    }

    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<D::Output> {
        cx.with_lent(self.place, |operation: &mut D, cx| operation.poll(cx))
    }

    /// The operation isn't cancelled: its owner may await it again.
    fn cancel(&mut self, _: &mut Cx<'_>) {}
}

impl<D: IntoFuture> IntoFuture for Lent<D> {
    type Output = D::Output;
    type IntoFuture = Pending<D::Output>;

    /// Only a machine makes one, and only a machine polls it.
    fn into_future(self) -> Self::IntoFuture {
        std::future::pending()
    }
}
