//! [`Await`]: an await of a machine, which holds its operation while that is in memory. Also the suspension of a
//! function at an await.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::task::Poll;

use crate::codec;
use crate::machine::compile_time::type_ok::HasOutput;
use crate::machine::durable::Durable;
use crate::machine::local::{Decode, Encode, Keep};
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault, Frame, IncompatibleCheckpoint, Manifest};
use crate::step::variables;

/// An await: the operation while it is in memory.
pub struct Await<O, Out> {
    point: usize,
    op: Option<O>,
    waits: bool,
    /// The number of polls in this step of its frame.
    polls: u32,
    methods: Option<Methods<O, Out>>,
}

/// The functions that an await applies to its operation.
struct Methods<O, Out> {
    poll: fn(&mut O, &mut Cx<'_>) -> Poll<Out>,
    encode: Encode<O>,
    decode: Decode<O>,
}

impl<O, Out> Await<O, Out> {
    pub const fn new(point: usize) -> Self {
        Self {
            point,
            op: None,
            waits: false,
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
    pub fn poll<S: HasOutput<Out>>(&mut self, frame: &mut Frame, cx: &mut Cx<'_>) -> Poll<S::Type> {
        let poll = self.methods().poll;
        self.poll_with(frame, cx, poll).map(S::yields)
    }

    pub(crate) fn poll_with<P>(
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
            self.waits = true;
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

/// An await of any operation, as [`Frame::park`] sees it.
pub trait AnyAwait {
    /// The number of its point, and the operation in the storage encoding, if the step ended at this await.
    fn waiting(&self) -> Option<(usize, Result<Vec<u8>, codec::CodecError>)>;
}

impl<O, Out> AnyAwait for Await<O, Out> {
    fn waiting(&self) -> Option<(usize, Result<Vec<u8>, codec::CodecError>)> {
        let op = self.op.as_ref().filter(|_| self.waits)?;
        Some((self.point, (self.methods().encode)(op)))
    }
}

impl Frame {
    /// Suspends the function where it waits, with the locals that it needs there.
    pub fn park(
        &mut self,
        manifest: &'static Manifest,
        locals: &mut [&mut dyn Keep],
        awaits: &[&dyn AnyAwait],
    ) {
        let (number, op) = awaits
            .iter()
            .find_map(|wait| wait.waiting())
            .expect("a step that did not return ended at an await that is pending");
        let point = &manifest.points[number];
        match op {
            Ok(bytes) => self.set_op(Blob(bytes)),
            Err(error) => Fault::NotSerializable(format!(
                "`{}` can't be stored while it is awaited: {error}",
                point.source
            ))
            .throw(),
        }
        self.wait_at(manifest, number);
        let is_needed = |name: &str| point.live.contains(&name);
        for local in &mut *locals {
            if is_needed(local.name()) {
                local.keep(self, point.source);
            }
        }
        for local in locals {
            if !is_needed(local.name()) {
                local.forget(self);
            }
        }
        self.retain_locals(point.live);
        variables::end_others();
    }
}
