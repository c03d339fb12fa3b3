//! What a compiled orchestrator is made of at run time: its locals ([`Local`]), its awaits
//! ([`Await`]), and the checks that fix and verify their types. Only expansions use it.
//!
//! Nothing here has a bound where it is *used*: a local that can't be stored is one error, at
//! `__storable!`, and not one at each place that touches it.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::task::Poll;

use crate::activity::Attempt;
use crate::codec;
use crate::cx::Cx;
use crate::durable::{Durable, Storable};
use crate::failure::{Fails, Failure, how};
use crate::frame::{Blob, Fault, Frame, Manifest, Misfit};
use crate::inline::{PlainArguments, PlainValue};
use crate::items::{Goes, Over, Staged};
use crate::json::Json;
use crate::ops::select::{DurableBranches, Select};
use crate::ops::spawn::{with_tasks, with_tasks_of_caller};
use crate::orchestrator::PlainRun;
use crate::params::{JsonParameters, Parameters};
use crate::state::States;

/// How a step of a machine ended, while the user's function returns `Result<T, E>`. A step returns
/// `Result<Flow<T>, E>`, so the user's `?` and `return` work in it as they stand.
pub enum Flow<T> {
    /// It waits; the frame holds where and with what.
    Parked,
    /// The function returned.
    Done(T),
    /// The frame was that of an `async` block, which is over; this is its value.
    BlockDone(Box<dyn Any>),
}

/// How a step of any machine ended.
pub enum StepResult {
    Parked,
    Done(Result<Json, Failure>),
    /// The value of an `async` block, or of a function that runs within its caller.
    Value(Box<dyn Any>),
}

/// The return type of a durable function. Whether its error turns into a [`Failure`] is demanded by what runs it.
#[diagnostic::on_unimplemented(
    message = "a durable function returns a `Result`, not `{Self}`",
    label = "this is not a `Result`",
    note = "return `durable_runtime::Result<T>`, or any `Result<T, E>` where `E` implements `std::error::Error`"
)]
pub trait Fallible {
    type Ok;
}

#[diagnostic::do_not_recommend]
impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
}

/// What a durable function may fail with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the error of a durable function: it doesn't turn into a `Failure`",
    label = "its error doesn't turn into a `Failure`",
    note = "return `durable_runtime::Result<T>`, `anyhow::Result<T>`, or any `Result<T, E>` where `E` implements `std::error::Error`"
)]
pub trait FailsWith<How = how::Plain>: Sized {
    fn into_failure(self) -> Failure;

    /// The result of a step, with the user's types made into stored ones.
    fn finish<T: JsonResult>((step, _): (Result<Flow<T>, Self>, How)) -> StepResult {
        StepResult::Done(match step {
            Ok(Flow::Parked) => return StepResult::Parked,
            Ok(Flow::BlockDone(value)) => return StepResult::Value(value),
            Ok(Flow::Done(value)) => Json::of(&value).map_err(|error| {
                Failure::terminal(format!(
                    "the function's output can't be said in JSON: {error}"
                ))
            }),
            Err(error) => Err(error.into_failure()),
        })
    }

    /// Runs an activity's function on arguments in the storage encoding.
    fn run_activity<P, F, T: 'static>(
        (parameters, result, states, input, call, _): (
            &Parameters<P>,
            Encode<T>,
            &States,
            &[u8],
            impl FnOnce(&States, P) -> Result<F, Failure>,
            How,
        ),
    ) -> Attempt
    where
        F: Future<Output = Result<T, Self>> + Send + 'static,
    {
        let body = (parameters.decode)(parameters.names, input)
            .map_err(|error| Failure::unfit_arguments(&error))
            .and_then(|params| call(states, params));
        Box::pin(async move {
            let value = body?.await.map_err(Self::into_failure)?;
            result(&value).map_err(|error| {
                Failure::terminal(format!("the activity's result can't be stored: {error}"))
            })
        })
    }

    /// Runs an orchestrator's plain function.
    fn run_plain<P, F, T>(
        (parameters, input, call, _): (&JsonParameters<P>, &Json, impl FnOnce(P) -> F, How),
    ) -> PlainRun
    where
        F: Future<Output = Result<T, Self>> + 'static,
        T: JsonResult,
    {
        let body = (parameters.from_json)(parameters.names, input).map(call);
        Box::pin(async move {
            let value = with_tasks(body?).await.map_err(Self::into_failure)?;
            Ok(Json::of(&value)?)
        })
    }

    /// The result of a step of an inline orchestrator.
    fn finish_inline<T: 'static>((step, _): (Result<Flow<T>, Self>, How)) -> StepResult {
        let result: Result<T, Failure> = match step {
            Ok(Flow::Parked) => return StepResult::Parked,
            Ok(Flow::BlockDone(value)) => return StepResult::Value(value),
            Ok(Flow::Done(value)) => Ok(value),
            Err(error) => Err(error.into_failure()),
        };
        StepResult::Value(Box::new(result))
    }

    /// Runs an inline orchestrator's plain function.
    fn run_inline<P: 'static, F, T>(
        (parameters, arguments, call, _): (
            &Parameters<P>,
            PlainArguments,
            impl FnOnce(P) -> F,
            How,
        ),
    ) -> PlainValue
    where
        F: Future<Output = Result<T, Self>> + 'static,
        T: 'static,
    {
        let body = arguments.of(parameters).map(call);
        Box::pin(async move {
            let result: Result<T, Failure> = match body {
                Ok(body) => with_tasks_of_caller(body).await.map_err(Self::into_failure),
                Err(error) => Err(error.into()),
            };
            Box::new(result) as Box<dyn Any>
        })
    }
}

#[diagnostic::do_not_recommend]
impl<How, E: Fails<How>> FailsWith<How> for E {
    fn into_failure(self) -> Failure {
        Fails::into_failure(self)
    }
}

/// The size of a plain function's future. rustc knows none while the function has an error of any kind, borrow
/// errors included; then a machine that depends on it keeps quiet about the same error in its own copy.
pub const fn size_of_future<A, F>(_: &impl Fn(A) -> F) -> usize {
    size_of::<F>()
}

/// What makes a machine depend on its plain function.
pub struct Sound<const SIZE: usize>;

/// `T`, unless the plain function has an error: then rustc gives it no type, and says nothing about what is done
/// with it.
pub trait Yields<T> {
    type Type;

    fn yields(value: T) -> Self::Type;
    fn takes(value: Self::Type) -> T;
}

impl<T, const SIZE: usize> Yields<T> for Sound<SIZE> {
    type Type = T;

    fn yields(value: T) -> T {
        value
    }

    fn takes(value: T) -> T {
        value
    }
}

/// An operation that is awaited, in the typing pass.
pub struct Awaited<O>(pub O);

impl<O: IntoFuture> Awaited<O> {
    /// Fixes the types of an operation and of its output.
    pub fn output<S: Yields<O::Output>>(self, _: &Await<O, O::Output>) -> S::Type {
        any()
    }
}

/// What is awaited and is no future is an error already, in the plain function, and must not be a second one:
/// rustc takes the inherent method where there is one.
pub trait NotAFuture: Sized {
    fn output<S>(self, _: &impl Sized) -> ! {
        any()
    }
}

impl<O> NotAFuture for Awaited<O> {}

/// A value of any type, for the typing pass, which never runs.
pub fn any<T>() -> T {
    unreachable!("the typing pass never runs")
}

/// Returns from a step with what the user's function returns.
pub fn returned<S: Yields<Result<T, E>>, T, E>(result: S::Type) -> Result<Flow<T>, E> {
    S::takes(result).map(Flow::Done)
}

/// What an orchestrator may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the result of an orchestrator: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or return what it is made from"
)]
pub trait JsonResult: serde::Serialize {}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize> JsonResult for T {}

/// What a step of a function returns that returns this `Result`. That it is one is demanded where the function
/// is declared.
pub trait Stepped {
    type Type;
}

impl<T, E> Stepped for Result<T, E> {
    type Type = Result<Flow<T>, E>;
}

/// How a value is written for the store.
pub type Encode<T> = fn(&T) -> Result<Vec<u8>, codec::CodecError>;
type Decode<T> = fn(&[u8]) -> Result<T, codec::CodecError>;

/// How a local is stored.
struct LocalCodec<T> {
    encode: Encode<T>,
    /// The same for a copy of what is still in use.
    encode_copy: Encode<T>,
    /// Fails unless what was encoded comes back as it was.
    verify: fn(&[u8]) -> Result<(), codec::CodecError>,
    decode: Decode<T>,
}

impl<T: Storable> LocalCodec<T> {
    const OF: Self = Self {
        encode: codec::encode::<T>,
        encode_copy: codec::encode_copy::<T>,
        verify: codec::verify::<T>,
        decode: codec::decode::<T>,
    };
}

/// A local that may cross an await: typed by the typing pass; empty, or holding its value, or waiting
/// in the frame until it is needed.
pub struct Local<T> {
    name: &'static str,
    value: Option<T>,
    codec: Option<LocalCodec<T>>,
    exhausted: Option<fn(&T) -> bool>,
}

impl<T> Local<T> {
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: None,
            codec: None,
            exhausted: None,
        }
    }

    /// Fixes the type, in the typing pass.
    pub fn tie(&self, _: &T) {}

    /// Fixes the type of what is left of a loop, in the typing pass.
    pub fn tie_left<O: Over<Left = T>>(&self, _: &Goes<O, O::Item>) {}

    /// Fixes the type of a value that has no name, in the typing pass.
    pub fn typed(&self, value: T) -> T {
        value
    }

    /// A value of the local's type, in the typing pass.
    pub fn value(&self) -> T {
        any()
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Says that the local can be stored.
    pub(crate) fn make_storable(&mut self)
    where
        T: Storable,
    {
        self.codec = Some(LocalCodec::OF);
    }

    /// Says how to tell that a value can't be stored although its type can.
    pub fn check_exhausted(&mut self, exhausted: Option<fn(&T) -> bool>) {
        self.exhausted = exhausted;
    }

    /// Hands the value over to the next state.
    pub fn put(&mut self, value: T) {
        self.value = Some(value);
    }

    /// Takes the value: as the last state left it, or from the frame.
    pub fn take<S: Yields<T>>(&mut self, frame: &mut Frame) -> S::Type {
        S::yields(self.take_value(frame))
    }

    pub(crate) fn take_value(&mut self, frame: &mut Frame) -> T {
        self.value.take().unwrap_or_else(|| {
            self.load(frame)
                .unwrap_or_else(|misfit| Fault::Blocked(misfit).throw())
        })
    }

    fn load(&self, frame: &mut Frame) -> Result<T, Misfit> {
        match frame.take_local(self.name) {
            Some(bytes) => self.decode(bytes),
            None => Err(self.missing(frame)),
        }
    }

    /// The value in the frame, which stays there.
    pub(crate) fn peek(&self, frame: &Frame) -> T {
        let value = match frame.local(self.name) {
            Some(bytes) => self.decode(bytes),
            None => Err(self.missing(frame)),
        };
        value.unwrap_or_else(|misfit| Fault::Blocked(misfit).throw())
    }

    fn missing(&self, frame: &Frame) -> Misfit {
        Misfit::NoSuchLocal {
            point: frame.point().to_owned(),
            local: self.name.to_owned(),
        }
    }

    fn decode(&self, bytes: &[u8]) -> Result<T, Misfit> {
        self.decode_bytes(bytes).map_err(|error| Misfit::Local {
            local: self.name.to_owned(),
            type_name: std::any::type_name::<T>().to_owned(),
            reason: error.to_string(),
        })
    }

    fn codec(&self) -> &LocalCodec<T> {
        let stored = "what compiles stores what can be stored";
        self.codec.as_ref().expect(stored)
    }

    pub(crate) fn decode_bytes(&self, bytes: &[u8]) -> Result<T, codec::CodecError> {
        (self.codec().decode)(bytes)
    }

    pub(crate) fn encode(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode, value)
    }

    /// The same for a copy of a value that others go on to use.
    pub(crate) fn encode_copy(&self, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        self.encode_by(self.codec().encode_copy, value)
    }

    fn encode_by(&self, encode: Encode<T>, value: &T) -> Result<Vec<u8>, codec::CodecError> {
        let bytes = encode(value)?;
        (self.codec().verify)(&bytes)?;
        Ok(bytes)
    }

    /// How a copy is encoded, without a look at whether it comes back.
    pub(crate) fn encoding_of_copies(&self) -> Encode<T> {
        self.codec().encode_copy
    }

    /// Puts the value into the frame. One that is as it was in the last step is not stored again.
    fn store(&self, frame: &mut Frame, value: &T) -> Result<(), codec::CodecError> {
        let bytes = (self.codec().encode)(value)?;
        if !frame.put_back(self.name, &bytes) {
            (self.codec().verify)(&bytes)?;
            frame.set_local(self.name, bytes);
        }
        Ok(())
    }
}

impl<L> Local<Staged<L>> {
    /// Fixes the type of what is left of a loop whose head ends in adaptors, in the typing pass.
    pub fn tie_staged<O: Over<Left = L>>(&self, _: &Goes<O, O::Item>) {}
}

/// What [`Frame::park`] keeps: a local, whatever its type.
pub trait Keep {
    fn name(&self) -> &'static str;
    fn keep(&mut self, frame: &mut Frame, waiting_for: &str);
}

impl<T> Keep for Local<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn keep(&mut self, frame: &mut Frame, waiting_for: &str) {
        // It lives until all are stored: what one of them is stored as may depend on another one.
        let Some(value) = &self.value else {
            // It was not touched in this step: the frame still holds it.
            return;
        };
        if self.exhausted.is_some_and(|exhausted| exhausted(value)) {
            Fault::Unsavable(format!(
                "the local `{}` is an exhausted range, which would come back as a fresh one while `{waiting_for}` is awaited; use a range without `=`, or drop it before",
                self.name
            ))
            .throw()
        }
        if let Err(error) = self.store(frame, value) {
            Fault::Unsavable(format!(
                "the local `{}` of type `{}` can't be stored while `{waiting_for}` is awaited: {error}",
                self.name,
                std::any::type_name::<T>()
            ))
            .throw()
        }
    }
}

/// Finds out how to tell that a local's value can't be stored although its type can.
#[doc(hidden)]
#[macro_export]
macro_rules! __check_exhausted {
    ($local:ident, $sound:ty) => {{
        use $crate::__private::AnyOther as _;
        let local = $crate::__private::Exhaustible(&$local);
        let exhausted = <$sound as $crate::__private::Yields<_>>::yields(local).check();
        $local.check_exhausted(exhausted);
    }};
}

/// Finds out whether a local's type is a range that doesn't tell in its stored form that it is exhausted:
/// rustc takes the inherent method where there is one.
pub struct Exhaustible<'a, T>(pub &'a Local<T>);

impl<T: PartialOrd> Exhaustible<'_, RangeInclusive<T>> {
    pub fn check(&self) -> Option<fn(&RangeInclusive<T>) -> bool> {
        Some(|range| range.is_empty() && range.start() <= range.end())
    }
}

pub trait AnyOther<T> {
    fn check(&self) -> Option<fn(&T) -> bool>;
}

impl<T> AnyOther<T> for Exhaustible<'_, T> {
    fn check(&self) -> Option<fn(&T) -> bool> {
        None
    }
}

/// A parameter's local. That it can be stored is demanded where the parameter is declared.
pub struct Parameter<'a, T>(pub &'a mut Local<T>);

impl<T: Storable> Parameter<'_, T> {
    pub fn make_storable(self) {
        self.0.make_storable();
    }
}

/// A parameter that can't be stored is an error already, and must not be a second one: rustc takes the inherent
/// method where there is one.
pub trait NotStorable: Sized {
    fn make_storable(self) {}
}

impl<T> NotStorable for Parameter<'_, T> {}

/// What an activity may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the result of an activity: it can't be stored",
    label = "this can't be stored",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it, or return what it is made from"
)]
pub trait StoredResult: Sized {
    fn encode(&self) -> Result<Vec<u8>, codec::CodecError>;
}

#[diagnostic::do_not_recommend]
impl<T: Storable> StoredResult for T {
    fn encode(&self) -> Result<Vec<u8>, codec::CodecError> {
        codec::encode_verified(self)
    }
}

/// An await: the operation while it is in memory.
pub struct Await<O, Out> {
    point: usize,
    op: Option<O>,
    waits: bool,
    /// How often it was polled in this step of its frame.
    polls: u32,
    methods: Option<Methods<O, Out>>,
}

/// What an await does with its operation.
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

    /// Says how the operation is polled and stored.
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

    /// Takes the operation as far as it goes: as it was begun in this step, or as the frame holds it.
    pub fn poll<S: Yields<Out>>(&mut self, frame: &mut Frame, cx: &mut Cx<'_>) -> Poll<S::Type> {
        let poll = self.methods().poll;
        self.poll_with(frame, cx, poll).map(S::yields)
    }

    fn poll_with<P>(
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
            Fault::Blocked(Misfit::Operation {
                point: frame.point().to_owned(),
                type_name: std::any::type_name::<O>().to_owned(),
                reason: error.to_string(),
            })
            .throw()
        })
    }
}

impl<B: DurableBranches> Await<Select<B>, Option<B::Won>> {
    /// The same for a `select!` whose patterns don't accept every value.
    pub fn poll_where(
        &mut self,
        frame: &mut Frame,
        cx: &mut Cx<'_>,
        accepts: impl FnMut(&B::Won) -> bool,
    ) -> Poll<Option<B::Won>> {
        self.poll_with(frame, cx, |select, cx| select.poll_where(cx, accepts))
    }
}

/// What [`Frame::park`] waits for: an await, whatever its operation.
pub trait Wait {
    /// The number of its point, and the operation in the storage encoding, if it is what the step
    /// ended at.
    fn waiting(&self) -> Option<(usize, Result<Vec<u8>, codec::CodecError>)>;
}

impl<O, Out> Wait for Await<O, Out> {
    fn waiting(&self) -> Option<(usize, Result<Vec<u8>, codec::CodecError>)> {
        let op = self.op.as_ref().filter(|_| self.waits)?;
        Some((self.point, (self.methods().encode)(op)))
    }
}

impl Frame {
    /// The arguments, at the function's start.
    pub fn params<S: Yields<P>, P>(&mut self, parameters: &JsonParameters<P>) -> S::Type {
        let params = (parameters.from_json)(parameters.names, &self.take_input());
        S::yields(
            params.unwrap_or_else(|error| Fault::Blocked(Misfit::Input(error.to_string())).throw()),
        )
    }

    /// The arguments, at an inline function's start.
    pub fn arguments<S: Yields<P>, P>(&mut self, parameters: &Parameters<P>) -> S::Type {
        let params = (parameters.decode)(parameters.names, &self.take_arguments().0);
        S::yields(
            params.unwrap_or_else(|error| Fault::Blocked(Misfit::Input(error.to_string())).throw()),
        )
    }

    /// Puts the function away where it waits, with the locals that it needs there.
    pub fn park(
        &mut self,
        manifest: &'static Manifest,
        locals: &mut [&mut dyn Keep],
        awaits: &[&dyn Wait],
    ) {
        let (number, op) = awaits
            .iter()
            .find_map(|wait| wait.waiting())
            .expect("a step that did not return ended at an await that is pending");
        let point = &manifest.points[number];
        match op {
            Ok(bytes) => self.set_op(Blob(bytes)),
            Err(error) => Fault::Unsavable(format!(
                "`{}` can't be stored while it is awaited: {error}",
                point.source
            ))
            .throw(),
        }
        self.wait_at(manifest, number);
        self.retain_locals(point.live);
        for local in locals {
            if point.live.contains(&local.name()) {
                local.keep(self, point.source);
            }
        }
    }
}

/// Makes nested outputs flat: those of `join!` and `try_join!`.
pub fn flat<T, R>(nested: T, flat: impl FnOnce(T) -> R) -> R {
    flat(nested)
}

/// A local, or a part of it, that is kept in parts while the function waits. rustc takes the inherent method for what
/// has a `Deref`, and that of [`WholeOnly`] for all else.
pub struct Parts<'a, T>(pub &'a T);

/// What has to give its parts.
pub struct PartsOf<T>(PhantomData<fn() -> T>);

/// What is no pointer.
pub struct NoPointer;

impl<T: std::ops::Deref> Parts<'_, T> {
    pub fn demand(&self) -> PartsOf<T> {
        PartsOf(PhantomData)
    }
}

pub trait WholeOnly {
    fn demand(&self) -> PartsOf<NoPointer> {
        PartsOf(PhantomData)
    }
}

impl<T> WholeOnly for Parts<'_, T> {}

/// What a field can be moved out of.
#[diagnostic::on_unimplemented(
    message = "nothing can be moved out of a `{Self}`, but the compiler doesn't know that this is one, and would keep its fields one by one while the function waits",
    label = "this is kept field by field",
    note = "tell its type: `let name: Arc<…> = …;`, or take what is needed before: `let field = name.field.clone();`"
)]
pub trait GivesParts: Sized {
    /// Demands it in the typing pass.
    fn demand(_: (PartsOf<Self>,)) {}
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> GivesParts for Box<T> {}
#[diagnostic::do_not_recommend]
impl GivesParts for NoPointer {}
