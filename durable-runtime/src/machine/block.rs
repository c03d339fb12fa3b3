//! `async` blocks of orchestrators: [`Block`], a frame of the same machine that is stored with its operation, and
//! [`AsyncBlock`], the block as its expansion sees it.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::{Deserialize, Serialize};

use crate::machine::captured;
use crate::machine::durable::{Durable, Sealed};
use crate::machine::flow::Flow;
use crate::machine::handles::FrameHandle;
use crate::machine::stepping::Stepping;
use crate::step::cx::Cx;
use crate::step::frame::{Fault, Frame};
use crate::step::result::{StepResult, value_of};

/// An `async` block as a value. It captures copies of the locals that it names, and resumes whenever what it waits for
/// is over.
#[must_use = "an `async` block does nothing unless it is awaited"]
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Block<T> {
    frame: FrameHandle,
    #[serde(skip)]
    output: PhantomData<fn() -> T>,
}

impl<T> fmt::Debug for Block<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Block")
            .field(&self.frame.frame().point())
            .finish()
    }
}

impl<T> Block<T> {
    pub(crate) fn into_frame(self) -> Frame {
        self.frame.into_frame()
    }
}

impl<T> Sealed for Block<T> {}

#[diagnostic::do_not_recommend]
impl<T: 'static> Durable for Block<T> {
    fn poll(&mut self, cx: &mut Cx<'_>) -> Poll<T> {
        let frame = self.frame.frame_mut();
        frame.demand_that_it_goes_on("an `async` block");
        match cx.step_block(frame) {
            StepResult::Value(value) => {
                cx.hand_over(frame.ops_mut());
                frame.end();
                Poll::Ready(value_of(value))
            }
            StepResult::Waiting | StepResult::Done(_) => Poll::Pending,
        }
    }

    fn cancel(&mut self, cx: &mut Cx<'_>) {
        for op in std::mem::take(self.frame.frame_mut().ops_mut()) {
            cx.cancel(op);
        }
    }
}

/// Only a machine makes a block, and only a machine polls it. As a future it may be passed to code that isn't durable. If
/// that is awaited, the machine reports it; if it polls the block itself, the block does.
impl<T> Future for Block<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        panic!(
            "an `async` block of an orchestrator was polled by code that isn't durable, such as `block_on`: only the orchestrator's \
             own `.await`, `join!`, `select!` and `spawn` run it; move the block and what polls it into an activity"
        )
    }
}

/// An `async` block in an expansion, with the type of its value, which the typing pass infers.
pub struct AsyncBlock<T>(PhantomData<fn() -> T>);

/// Fixes the type of an `async` block's value, in the typing pass.
pub fn block_of<F: Future>(_: &AsyncBlock<F::Output>, _: F) -> Block<F::Output> {
    crate::machine::compile_time::type_ok::any()
}

/// The type of a value in which `?` works, as the value of an `async` block; and the return type of a step of the
/// block, in which the user's `?` works the same.
#[diagnostic::on_unimplemented(
    message = "`?` works in an `async` block whose value is a `Result` or an `Option`, not `{Self}`",
    label = "the value of this `async` block"
)]
pub trait Tries: Sized {
    type Stepped;
    fn stepped(self) -> Self::Stepped;
    fn waiting() -> Self::Stepped;
    fn flow(stepped: Self::Stepped) -> Flow<Self>;
}

impl<T, E> Tries for Result<T, E> {
    type Stepped = Result<Flow<T>, E>;

    fn stepped(self) -> Self::Stepped {
        self.map(Flow::Done)
    }

    fn waiting() -> Self::Stepped {
        Ok(Flow::Waiting)
    }

    fn flow(stepped: Self::Stepped) -> Flow<Self> {
        match stepped {
            Ok(Flow::Waiting) => Flow::Waiting,
            Ok(Flow::Done(value)) => Flow::Done(Ok(value)),
            Ok(Flow::BlockDone(value)) => Flow::BlockDone(value),
            Err(error) => Flow::Done(Err(error)),
        }
    }
}

impl<T> Tries for Option<T> {
    type Stepped = Option<Flow<T>>;

    fn stepped(self) -> Self::Stepped {
        self.map(Flow::Done)
    }

    fn waiting() -> Self::Stepped {
        Some(Flow::Waiting)
    }

    fn flow(stepped: Self::Stepped) -> Flow<Self> {
        match stepped {
            Some(Flow::Waiting) => Flow::Waiting,
            Some(Flow::Done(value)) => Flow::Done(Some(value)),
            Some(Flow::BlockDone(value)) => Flow::BlockDone(value),
            None => Flow::Done(None),
        }
    }
}

impl<T> AsyncBlock<T> {
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// The block as a value, with its captures.
    pub fn __durable_value(&self, frame: Frame) -> Block<T> {
        Block {
            frame: FrameHandle::new(frame),
            output: PhantomData,
        }
    }
}

impl<T: 'static> AsyncBlock<T> {
    /// Runs a step of the block, and returns a step of the function's machine.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    pub fn __durable_step<S, R, E>(
        &self,
        step: &mut Stepping<'_, '_, S>,
        run: impl FnOnce(&mut Stepping<'_, '_, S>) -> Flow<T>,
    ) -> Result<Flow<R>, E> {
        let manifest = step.manifest();
        let (flow, change) = captured::watched(|| run(step));
        if let Some((name, error)) = change {
            let line = step.line_of_block(manifest);
            Fault::NotSerializable(format!(
                "the `async` block in line {line} has changed its copy of `{name}`, and who else has it would not see that: {error}; give what is new back as the block's value, or use `durable_runtime::Shared`"
            ))
            .throw();
        }
        Ok(match flow {
            Flow::Waiting => Flow::Waiting,
            Flow::Done(value) => Flow::BlockDone(Box::new(value)),
            Flow::BlockDone(value) => Flow::BlockDone(value),
        })
    }
}

impl<T: Tries + 'static> AsyncBlock<T> {
    /// The same for a block that has a `?`.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    pub fn __durable_try_step<S, R, E>(
        &self,
        step: &mut Stepping<'_, '_, S>,
        run: impl FnOnce(&mut Stepping<'_, '_, S>) -> T::Stepped,
    ) -> Result<Flow<R>, E> {
        self.__durable_step(step, |step| T::flow(run(step)))
    }

    /// The return value of a step that ends with the block's value.
    pub fn __durable_returned(&self, value: T) -> T::Stepped {
        value.stepped()
    }

    /// What a step returns when the block waits.
    pub fn __durable_waiting(&self, _: Flow<T>) -> T::Stepped {
        T::waiting()
    }
}
