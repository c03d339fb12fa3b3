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
use crate::step::migration::given::Given;
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
    /// What a migration has given, as the operation or as its output; or why it is neither.
    fits: fn(&Given) -> Result<(), String>,
    operation: fn(Given) -> Result<O, String>,
    output: fn(Given) -> Result<Out, String>,
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
            fits: fits::<O>,
            operation: Given::take::<O>,
            output: output::<O>,
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
    pub fn __durable_begin(&mut self, op: O) {
        self.op = Some(op);
    }

    /// Polls the operation: the one that began in this step, or the one in the frame.
    // Inlined, it would be compiled once for each await of a function.
    #[inline(never)]
    pub fn __durable_poll<S: HasOutput<Out>>(
        &mut self,
        step: &mut Stepping<'_, '_, S>,
    ) -> Poll<S::Type> {
        if let Some(output) = self.given_output(step.cx) {
            return Poll::Ready(S::yields(output));
        }
        let poll = self.methods().poll;
        self.poll_with(step, poll).map(S::yields)
    }

    /// The output that a migration has given.
    fn given_output(&self, cx: &mut Cx<'_>) -> Option<Out> {
        if cx.is_probing() || !cx.given()?.is_output() {
            return None;
        }
        let output = (self.methods().output)(cx.take_given()?);
        Some(output.unwrap_or_else(|why| unfit(why)))
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
        if is_probing && let Some(given) = step.cx.given() {
            if let Err(why) = (self.methods().fits)(given) {
                unfit(why);
            }
            step.cx.put_given_aside();
            step.wait_at(self.point, Ok(Vec::new()));
            return Poll::Pending;
        }
        if is_probing {
            let what = || "reading what it waits for".to_owned();
            let (frame, cx) = (&mut *step.frame, &mut *step.cx);
            let polled = cx.decoding(what, |cx| self.poll_in(frame, cx, poll));
            drop(polled);
            step.wait_at(self.point, Ok(Vec::new()));
            return Poll::Pending;
        }
        let poll = self.poll_in(step.frame, step.cx, poll);
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
        let given = cx.take_given();
        let op = self
            .op
            .take()
            .or_else(|| given.map(|given| self.given(given)));
        let mut op = op.unwrap_or_else(|| self.load(frame));
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

    /// The operation that a migration has given.
    fn given(&self, given: Given) -> O {
        if given.is_output() {
            unfit("the await there is a `select!`, of which the output can't be given".to_owned());
        }
        (self.methods().operation)(given).unwrap_or_else(|why| unfit(why))
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

/// Blocks the instance, for what a migration has given doesn't fit the await.
fn unfit(why: String) -> ! {
    Fault::Blocked(IncompatibleCheckpoint::Given(why)).throw()
}

fn output<O: Durable>(given: Given) -> Result<O::Output, String> {
    given.take()
}

/// Whether what a migration has given is an operation of this type, or an output of it.
fn fits<O: Durable>(given: &Given) -> Result<(), String> {
    if given.is_output() {
        given.fits::<O::Output>()
    } else {
        given.fits::<O>()
    }
}
