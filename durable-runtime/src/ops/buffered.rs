//! [`buffer_unordered`] and [`buffered`]: many operations, a limited number of them at a time.
//!
//! In an orchestrator the operations that have not begun, and the values of those that have ended, are on a [`Shelf`],
//! in pieces that are written once. So a step costs what the window holds, however many operations there are.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Poller};
use crate::codec;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::handles::OpHandle;
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault, IncompatibleCheckpoint};
use crate::step::storable::Storable;
use crate::step::tasks::shelf::Shelf;
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// The number of bytes of operations in a piece. It is large, so that there are few pieces.
const WAITING_BYTES: usize = 64 * 1024;
/// The number of bytes of values that are written at each step, until they become a piece.
const VALUE_BYTES: usize = 2 * 1024;
/// The number of pieces of values that become one piece of the next size.
const MERGED: usize = 16;

/// Waits for all operations, `limit` of them at a time, and returns their outputs in the order in which they end.
/// `buffer_unordered` of the futures crate, as a function.
///
/// Each begins when it has its turn. In an orchestrator, the operations that have not begun and the values of those
/// that have ended are stored once, so that ten thousand operations cost no more than ten at each step.
///
/// # Panics
/// If `limit` is 0: no operation would ever begin.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn word_count(page: String) -> Result<usize> {
///     Ok(page.split_whitespace().count())
/// }
///
/// #[orchestrator]
/// async fn total(pages: Vec<String>) -> Result<usize> {
///     let counts = buffer_unordered(10, pages.into_iter().map(word_count)).await;
///     // Pages that couldn't be read don't count.
///     Ok(counts.into_iter().flatten().sum())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(total(vec!["a b".into(), "c".into()]).await?, 3);
/// # Ok(())
/// # }
/// ```
pub fn buffer_unordered<I>(limit: usize, operations: I) -> BufferUnordered<I::Item>
where
    I: IntoIterator<Item: IntoFuture>,
{
    BufferUnordered(Window::new(limit, operations))
}

/// Like [`buffer_unordered`], with the outputs in the order of the operations. `buffered` of the futures crate, except
/// that the next one begins as soon as any has ended.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn double(n: u64) -> Result<u64> {
///     Ok(2 * n)
/// }
///
/// #[orchestrator]
/// async fn doubles(up_to: u64) -> Result<Vec<u64>> {
///     buffered(3, (0..up_to).map(double)).await.into_iter().collect()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(doubles(4).await?, [0, 2, 4, 6]);
/// # Ok(())
/// # }
/// ```
pub fn buffered<I>(limit: usize, operations: I) -> Buffered<I::Item>
where
    I: IntoIterator<Item: IntoFuture>,
{
    Buffered(Window::new(limit, operations))
}

/// Many operations, a limited number of them at a time. See [`buffer_unordered`].
#[must_use = "nothing begins unless it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "F: Serialize + serde::de::DeserializeOwned")]
pub struct BufferUnordered<F: IntoFuture>(Window<F>);

/// Many operations, a limited number of them at a time, with their outputs in order. See [`buffered`].
#[must_use = "nothing begins unless it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "F: Serialize + serde::de::DeserializeOwned")]
pub struct Buffered<F: IntoFuture>(Window<F>);

#[derive(Serialize, Deserialize)]
#[serde(bound = "F: Serialize + serde::de::DeserializeOwned")]
struct Window<F: IntoFuture> {
    limit: usize,
    /// Operations that have not begun, before there is a shelf; always, in a task.
    waiting: VecDeque<F>,
    /// The number of the next operation.
    next: u64,
    running: Vec<(u64, Branch<F>)>,
    /// In a task: the numbers of ended operations, with their values.
    #[serde(skip)]
    ended: Vec<(u64, F::Output)>,
    shelf: Option<Shelved>,
}

/// The content of a shelf.
#[derive(Debug, Serialize, Deserialize)]
struct Shelved {
    begun: OpHandle,
    /// The pieces of operations that have not begun, the next one last; and the position in the last piece.
    waiting: Vec<u64>,
    used: usize,
    /// The pieces of values, each with its size class: 0, or one more than that of the pieces it was made of.
    values: Vec<(u8, u64)>,
    /// Values that are not in a piece yet.
    tail: Blob,
}

impl<F: IntoFuture> Window<F> {
    fn new(limit: usize, operations: impl IntoIterator<Item = F>) -> Self {
        assert!(
            limit > 0,
            "a window of 0 operations would never begin one; make it 1 or more"
        );
        Self {
            limit,
            waiting: operations.into_iter().collect(),
            next: 0,
            running: Vec::new(),
            ended: Vec::new(),
            shelf: None,
        }
    }

    /// Advances the running operations as far as possible. `ended` is called with the numbers and the values of those
    /// that end.
    fn advance<P: Poller<F>>(
        &mut self,
        poller: &mut P,
        mut next: impl FnMut(&mut Self, &mut P) -> Option<F>,
        mut ended: impl FnMut(&mut Self, &mut P, u64, F::Output),
    ) -> Poll<()> {
        let mut polled = 0;
        loop {
            while self.running.len() < self.limit
                && let Some(operation) = next(self, poller)
            {
                self.running.push((self.next, Branch::Waits(operation)));
                self.next += 1;
            }
            let Some((number, branch)) = self.running.get_mut(polled) else {
                break;
            };
            let number = *number;
            match poller.poll(branch) {
                Poll::Ready(value) => {
                    self.running.remove(polled);
                    ended(self, poller, number, value);
                }
                Poll::Pending => polled += 1,
            }
        }
        if self.running.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn poll_plain(&mut self, context: &mut Context<'_>) -> Poll<Vec<(u64, F::Output)>> {
        let next = |this: &mut Self, _: &mut Context<'_>| this.waiting.pop_front();
        let polled = self.advance(context, next, |this, _, number, value| {
            this.ended.push((number, value));
        });
        polled.map(|()| std::mem::take(&mut self.ended))
    }
}

impl<F: Durable> Window<F>
where
    F::Output: Storable,
{
    fn poll_durable(&mut self, cx: &mut Cx<'_>) -> Poll<Vec<(u64, F::Output)>> {
        if self.shelf.is_none() {
            self.shelf = Some(Shelved::new(std::mem::take(&mut self.waiting), cx));
        }
        let polled = cx.each(|cx| {
            let next = |this: &mut Self, cx: &mut Cx<'_>| this.shelf.as_mut()?.take_next(cx);
            self.advance(cx, next, |this, cx, number, value| {
                if let Some(shelf) = &mut this.shelf {
                    shelf.keep(number, &value, cx);
                }
            })
        });
        polled.map(|()| match self.shelf.take() {
            Some(shelf) => shelf.into_values(cx),
            None => Vec::new(),
        })
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        for (_, branch) in &mut self.running {
            cx.give_up(branch);
        }
        if let Some(shelf) = self.shelf.take() {
            cx.cancel(shelf.begun.op());
        }
    }
}

impl Shelved {
    fn new<F: Durable>(operations: VecDeque<F>, cx: &mut Cx<'_>) -> Self {
        let begun = OpHandle::new(cx.make_shelf());
        let (mut waiting, mut piece) = (Vec::new(), Vec::new());
        for operation in operations {
            let bytes = codec::encode(&operation)
                .unwrap_or_else(|error| unsavable::<F>("an operation", &error));
            append(&mut piece, &bytes);
            if piece.len() >= WAITING_BYTES {
                waiting.push(cx.shelf(begun.op()).put(std::mem::take(&mut piece)));
            }
        }
        if !piece.is_empty() {
            waiting.push(cx.shelf(begun.op()).put(piece));
        }
        waiting.reverse();
        Self {
            begun,
            waiting,
            used: 0,
            values: Vec::new(),
            tail: Blob::default(),
        }
    }

    fn shelf<'a>(&self, cx: &'a mut Cx<'_>) -> &'a mut Shelf {
        cx.shelf(self.begun.op())
    }

    /// The operation that begins next.
    fn take_next<F: Durable>(&mut self, cx: &mut Cx<'_>) -> Option<F> {
        let number = *self.waiting.last()?;
        let shelf = self.shelf(cx);
        let piece = shelf.get(number).unwrap_or_else(|| missing());
        let (bytes, rest) = split(&piece[self.used..]);
        let operation = decode(bytes);
        self.used = piece.len() - rest.len();
        if rest.is_empty() {
            shelf.take(number);
            self.waiting.pop();
            self.used = 0;
        }
        Some(operation)
    }

    /// Keeps the value of an ended operation.
    fn keep<V: Storable>(&mut self, number: u64, value: &V, cx: &mut Cx<'_>) {
        let bytes =
            codec::encode_verified(value).unwrap_or_else(|error| unsavable::<V>("a value", &error));
        let Blob(tail) = &mut self.tail;
        tail.extend_from_slice(&number.to_le_bytes());
        append(tail, &bytes);
        if tail.len() < VALUE_BYTES {
            return;
        }
        let tail = std::mem::take(tail);
        self.push(0, tail, cx);
    }

    /// Adds a piece of values. Sixteen pieces of a size become one of the next size, so that there are few, and each
    /// value is written few times.
    fn push(&mut self, size: u8, mut piece: Vec<u8>, cx: &mut Cx<'_>) {
        let last = self.values.iter().rev();
        let alike = last.take_while(|(other, _)| *other == size).count();
        if alike + 1 < MERGED {
            let number = self.shelf(cx).put(piece);
            self.values.push((size, number));
            return;
        }
        let mut merged = Vec::new();
        for (_, number) in self.values.split_off(self.values.len() - alike) {
            let held = self.shelf(cx).take(number).unwrap_or_else(|| missing());
            merged.extend_from_slice(held.bytes());
        }
        merged.append(&mut piece);
        self.push(size + 1, merged, cx);
    }

    /// All values with the numbers of their operations, in the order in which they came.
    fn into_values<V: Storable>(self, cx: &mut Cx<'_>) -> Vec<(u64, V)> {
        let mut all = Vec::new();
        let mut read = |mut piece: &[u8]| {
            while let Some((number, rest)) = piece.split_first_chunk() {
                let (bytes, rest) = split(rest);
                all.push((u64::from_le_bytes(*number), decode(bytes)));
                piece = rest;
            }
        };
        for (_, number) in &self.values {
            read(self.shelf(cx).get(*number).unwrap_or_else(|| missing()));
        }
        read(&self.tail.0);
        cx.cancel(self.begun.op());
        all
    }
}

/// Appends bytes after their length.
fn append(piece: &mut Vec<u8>, bytes: &[u8]) {
    piece.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    piece.extend_from_slice(bytes);
}

/// Splits the first appended bytes off.
fn split(piece: &[u8]) -> (&[u8], &[u8]) {
    let parts = piece.split_first_chunk().and_then(|(length, rest)| {
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        rest.split_at_checked(length)
    });
    parts.unwrap_or_else(|| missing())
}

fn decode<V: Storable>(bytes: &[u8]) -> V {
    codec::decode_held(bytes).unwrap_or_else(|error| incompatible::<V>(&error.to_string()))
}

fn missing() -> ! {
    incompatible::<()>("a part of what it keeps is missing")
}

fn incompatible<V>(reason: &str) -> ! {
    Fault::Blocked(IncompatibleCheckpoint::Operation {
        point: "an await of several operations".to_owned(),
        type_name: std::any::type_name::<V>().to_owned(),
        reason: reason.to_owned(),
    })
    .throw()
}

fn unsavable<V>(what: &str, error: &dyn fmt::Display) -> ! {
    Fault::NotSerializable(format!(
        "{what} of type `{}` can't be stored while the other operations are awaited: {error}",
        std::any::type_name::<V>()
    ))
    .throw()
}

/// The outputs without their numbers.
fn outputs<V>(values: Vec<(u64, V)>) -> Vec<V> {
    values.into_iter().map(|(_, value)| value).collect()
}

/// The outputs in the order of their numbers.
fn in_order<V>(mut values: Vec<(u64, V)>) -> Vec<V> {
    values.sort_by_key(|(number, _)| *number);
    outputs(values)
}

macro_rules! operation {
    ($name:ident, $outputs:path) => {
        impl<F: IntoFuture> Unpin for $name<F> {}

        impl<F: IntoFuture> Future for $name<F> {
            type Output = Vec<F::Output>;

            fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
                self.0.poll_plain(context).map($outputs)
            }
        }

        impl<F: IntoFuture> Sealed for $name<F> {}

        #[diagnostic::do_not_recommend]
        impl<F: Durable> Durable for $name<F>
        where
            F::Output: Storable,
        {
            #[cfg(feature = "lock")]
            fn results(results: &mut Results<'_>) {
                F::results(results);
            }

            fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<Vec<F::Output>> {
                self.0.poll_durable(cx).map($outputs)
            }

            fn cancel(&mut self, cx: &mut Cx<'_>) {
                self.0.cancel(cx);
            }
        }

        impl<F: IntoFuture> fmt::Debug for $name<F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("limit", &self.0.limit)
                    .field("running", &self.0.running.len())
                    .finish_non_exhaustive()
            }
        }
    };
}

operation!(BufferUnordered, outputs);
operation!(Buffered, in_order);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::event::{Event, event};
    use crate::ops::hand::Hand;

    fn events(names: &[&str]) -> BufferUnordered<Event<u32>> {
        buffer_unordered(2, names.iter().map(|name| event(*name)).collect::<Vec<_>>())
    }

    #[test]
    fn as_many_as_allowed_are_waited_for_and_the_next_begins_when_one_ends() {
        let mut hand = Hand::new();
        let mut window = events(&["a", "b", "c", "d"]);
        assert!(hand.poll(&mut window).is_pending());
        assert_eq!(hand.waits_for(), ["a", "b"]);
        hand.raise("b", "2");
        assert!(hand.poll(&mut window).is_pending());
        assert_eq!(hand.waits_for(), ["a", "c"]);
        hand.raise("a", "1");
        hand.raise("c", "3");
        assert!(hand.poll(&mut window).is_pending());
        hand.raise("d", "4");
        let Poll::Ready(values) = hand.poll(&mut window) else {
            panic!("all have ended");
        };
        let values: Result<Vec<u32>, _> = values.into_iter().collect();
        assert_eq!(values.unwrap(), [2, 1, 3, 4]);
    }

    #[test]
    fn what_runs_is_cancelled_with_it_and_its_shelf_is_cleared() {
        let mut hand = Hand::new();
        let mut window = events(&["a", "b", "c"]);
        assert!(hand.poll(&mut window).is_pending());
        hand.cancel(&mut window);
        assert_eq!(hand.cancelled(), ["a", "b"]);
        assert!(hand.shelves_are_empty());
    }

    #[test]
    fn none_at_all_are_ready_at_once() {
        let mut window = events(&[]);
        let polled = Hand::new().poll(&mut window);
        assert!(matches!(polled, Poll::Ready(values) if values.is_empty()));
    }

    #[test]
    #[should_panic(expected = "a window of 0 operations")]
    fn a_window_of_none_is_refused() {
        drop(buffer_unordered(0, [event::<u32>("a")]));
    }

    #[test]
    fn values_come_back_in_order_from_pieces_of_all_sizes() {
        let mut hand = Hand::new();
        hand.step(|cx| {
            let mut shelf = Shelved::new(VecDeque::<Event<u32>>::new(), cx);
            let text = |number: u64| format!("{number}").repeat(100);
            for number in 0..4_000 {
                shelf.keep(number, &text(number), cx);
            }
            assert!(shelf.values.len() < 3 * MERGED, "{}", shelf.values.len());
            let values: Vec<(u64, String)> = shelf.into_values(cx);
            assert_eq!(values.len(), 4_000);
            assert!(
                values.iter().enumerate().all(|(at, (number, value))| {
                    at as u64 == *number && *value == text(*number)
                })
            );
        });
    }
}
