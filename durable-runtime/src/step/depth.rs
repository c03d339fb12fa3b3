//! The depth of inline calls, and the stack that they need. Each inline orchestrator runs within the one that awaits
//! it, so a recursive one uses the stack as deeply as it recurses.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;

/// The largest depth of calls of inline orchestrators.
pub(crate) const INLINE_DEPTH_MAX: usize = 1_000;

/// The stack that must be left for user code to run. A function's locals are on it while it runs.
const STACK_LEFT_MIN_BYTES: usize = 512 * 1024;
const STACK_GROWTH_BYTES: usize = 4 * 1024 * 1024;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Runs user code inside of other user code, on more stack where there isn't enough left.
pub(crate) fn with_stack<R>(run: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(STACK_LEFT_MIN_BYTES, STACK_GROWTH_BYTES, run)
}

/// Runs a call of an inline orchestrator, one level deeper than its caller.
pub(crate) fn deeper<R>(name: &str, run: impl FnOnce() -> R) -> Result<R> {
    /// Decreases the depth again, also when the code panics.
    struct Up(usize);
    impl Drop for Up {
        fn drop(&mut self) {
            DEPTH.set(self.0);
        }
    }

    let depth = DEPTH.get();
    if depth >= INLINE_DEPTH_MAX {
        return Err(too_deep(name));
    }
    let _up = Up(depth);
    DEPTH.set(depth + 1);
    Ok(with_stack(run))
}

fn too_deep(name: &str) -> Failure {
    Failure::named(
        "durable_runtime::TooDeep",
        format!(
            "orchestrator {} is called within {INLINE_DEPTH_MAX} calls of inline orchestrators, and may not be deeper: if it calls itself to repeat something, write a loop; or make it an orchestrator of its own, without `inline`",
            FunctionName::of(name).quoted()
        ),
    )
    .into_terminal()
}

/// A run of an inline orchestrator outside of any runtime, one level deeper than its caller.
pub(crate) struct Deeper<T> {
    name: String,
    run: Pin<Box<dyn Future<Output = Result<T>>>>,
}

impl<T> Deeper<T> {
    pub(crate) fn new(name: String, run: impl Future<Output = Result<T>> + 'static) -> Self {
        Self {
            name,
            run: Box::pin(run),
        }
    }
}

impl<T> Future for Deeper<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let Self { name, run } = &mut *self;
        match deeper(name, || run.as_mut().poll(context)) {
            Ok(poll) => poll,
            Err(failure) => Poll::Ready(Err(failure)),
        }
    }
}
