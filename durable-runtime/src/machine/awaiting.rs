//! [`Await`]: an await of a machine, which holds its operation while that is in memory.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::task::Poll;

use crate::codec;
use crate::machine::compile_time::type_ok::HasOutput;
use crate::machine::durable::Durable;
use crate::machine::local::{Decode, Encode};
use crate::machine::stepping::Stepping;
use crate::step::cx::Cx;
use crate::step::frame::{Fault, Frame, IncompatibleCheckpoint};
#[cfg(feature = "lock")]
use crate::step::tracing::Results;

/// An await: the operation while it is in memory.
pub struct Await<O, Out> {
    point: usize,
    op: Option<O>,
    /// How often it was polled in this step of its frame.
    polls: u32,
    methods: Option<Methods<O, Out>>,
}

/// The functions that an await applies to its operation.
struct Methods<O, Out> {
    poll: fn(&mut O, &mut Cx<'_>) -> Poll<Out>,
    encode: Encode<O>,
    decode: Decode<O>,
    #[cfg(feature = "lock")]
    results: fn(&mut Results<'_>),
}

impl<O, Out> Await<O, Out> {
    pub const fn new(point: usize) -> Self {
        Self {
            point,
            op: None,
            polls: 0,
            methods: None,
        }
    }

    /// Sets how the operation is polled and stored.
    pub(crate) fn make_durable(&mut self)
    where
        O: Durable<Output = Out>,
    {
        self.methods = Some(Methods {
            poll: O::poll,
            encode: codec::encode::<O>,
            decode: codec::decode::<O>,
            #[cfg(feature = "lock")]
            results: O::results,
        });
    }

    fn methods(&self) -> &Methods<O, Out> {
        self.methods
            .as_ref()
            .expect("what compiles awaits durable operations only")
    }

    /// Begins to wait for `op`.
    pub fn begin(&mut self, op: O) {
        self.op = Some(op);
    }

    /// Polls the operation: the one that began in this step, or the one in the frame.
    // Inlined, it would be compiled once for each await of a function.
    #[inline(never)]
    pub fn poll<S: HasOutput<Out>>(&mut self, step: &mut Stepping<'_, '_, S>) -> Poll<S::Type> {
        let poll = self.methods().poll;
        self.poll_with(step, poll).map(S::yields)
    }

    pub(crate) fn poll_with<S, P>(
        &mut self,
        step: &mut Stepping<'_, '_, S>,
        poll: impl FnOnce(&mut O, &mut Cx<'_>) -> Poll<P>,
    ) -> Poll<P> {
        #[cfg(feature = "lock")]
        {
            let results = self.methods().results;
            if let Some(traces) = step.cx.traces() {
                results(&mut Results(traces));
                step.wait_at(self.point, Ok(Vec::new()));
                return Poll::Pending;
            }
        }
        let is_probing = step.cx.is_probing();
        let poll = self.poll_in(step.frame, step.cx, poll);
        if is_probing {
            step.wait_at(self.point, Ok(Vec::new()));
            return Poll::Pending;
        }
        if let (Poll::Pending, Some(op)) = (&poll, &self.op) {
            step.wait_at(self.point, (self.methods().encode)(op));
        }
        poll
    }

    fn poll_in<P>(
        &mut self,
        frame: &mut Frame,
        cx: &mut Cx<'_>,
        poll: impl FnOnce(&mut O, &mut Cx<'_>) -> Poll<P>,
    ) -> Poll<P> {
        let mut op = self.op.take().unwrap_or_else(|| self.load(frame));
        let poll = if cx.may_poll(self.polls) {
            self.polls += 1;
            cx.lending(|cx| poll(&mut op, cx))
        } else {
            Poll::Pending
        };
        if poll.is_pending() {
            self.op = Some(op);
        }
        poll
    }

    fn load(&self, frame: &mut Frame) -> O {
        let blob = frame.take_op().unwrap_or_default();
        (self.methods().decode)(&blob.0).unwrap_or_else(|error| {
            Fault::Blocked(IncompatibleCheckpoint::Operation {
                point: frame.point().to_owned(),
                type_name: std::any::type_name::<O>().to_owned(),
                reason: error.to_string(),
            })
            .throw()
        })
    }
}
