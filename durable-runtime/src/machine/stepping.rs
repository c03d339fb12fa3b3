//! [`Stepping`]: a step of a machine, as its expansion sees it: the frame, what operations see, and how the frame is put
//! away where the step ends at an await.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Range};

use crate::codec::CodecError;
use crate::machine::flow::Flow;
use crate::machine::local::Keep;
use crate::step::cx::Cx;
use crate::step::frame::{Blob, Fault, Frame, Manifest};
use crate::step::held;
use crate::step::tasks::step_tasks;
use crate::step::variables;

/// A step of a machine. What it gives is of the types that `S` yields.
pub struct Stepping<'f, 'c, S> {
    pub(crate) frame: &'f mut Frame,
    pub(crate) cx: &'f mut Cx<'c>,
    manifest: &'static Manifest,
    /// The number of the point at which the frame waited when the step began.
    point: usize,
    /// The number of the point at which the step ended, and the operation in the storage encoding.
    waits: Option<(usize, Result<Vec<u8>, CodecError>)>,
    type_ok: PhantomData<fn() -> S>,
}

impl<'f, 'c, S> Stepping<'f, 'c, S> {
    pub fn new(manifest: &'static Manifest, frame: &'f mut Frame, cx: &'f mut Cx<'c>) -> Self {
        held::in_unit(Some((manifest.machine, 0)));
        match frame.fit(manifest, None, step_tasks::follow) {
            Ok(moved) => moved.into_iter().for_each(|class| cx.moved_by(class)),
            Err(incompatible) => Fault::Blocked(incompatible).throw(),
        }
        cx.steps(manifest);
        Self {
            point: frame.point_in(manifest),
            frame,
            cx,
            manifest,
            waits: None,
            type_ok: PhantomData,
        }
    }

    pub(crate) fn manifest(&self) -> &'static Manifest {
        self.manifest
    }

    /// The number of the point at which the frame waits.
    pub fn __durable_point(&self) -> usize {
        self.point
    }

    /// Whether the frame is that of an `async` block, which has these points.
    pub fn __durable_is_in(&self, points: Range<usize>) -> bool {
        points.contains(&self.point)
    }

    /// Whether the instance needs a local that it doesn't have: the code that stored it did not keep that.
    pub fn __durable_lacks(&mut self, local: &str) -> bool {
        // Where only the types are looked at, nothing is there, and no code of the user's runs.
        #[cfg(feature = "lock")]
        if self.cx.traces().is_some() {
            return false;
        }
        let is_needed = self.manifest.points[self.point].live.contains(&local);
        is_needed && self.frame.local(local).is_none()
    }

    /// Lends an operation to the await that is polled next.
    pub fn __durable_lend<D: 'static>(&mut self, operation: D) {
        self.cx.lend(operation);
    }

    /// Takes back what was lent last.
    pub fn __durable_take_back<D: 'static>(&mut self) -> D {
        self.cx.take_back()
    }

    /// Says where the step ends, with the operation that it waits for.
    pub(crate) fn wait_at(&mut self, point: usize, operation: Result<Vec<u8>, CodecError>) {
        self.waits = Some((point, operation));
    }

    /// Puts the function away where it waits, with the locals that it needs there.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    pub fn __durable_park<T, E>(&mut self, locals: &mut [&mut dyn Keep]) -> Result<Flow<T>, E> {
        Ok(self.__durable_park_block(locals))
    }

    /// The same for an `async` block.
    pub fn __durable_park_block<T>(&mut self, locals: &mut [&mut dyn Keep]) -> Flow<T> {
        let waits = self.waits.take();
        let (point, operation) =
            waits.expect("a step that did not return ended at an await that is pending");
        #[cfg(feature = "lock")]
        if let Some(traces) = self.cx.traces() {
            for local in locals {
                local.trace(traces);
            }
            return Flow::Waiting;
        }
        if self.cx.is_probing() {
            self.probe(point, locals);
        } else {
            self.frame.park(self.manifest, point, operation, locals);
        }
        Flow::Waiting
    }
}

impl<S> Deref for Stepping<'_, '_, S> {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        self.frame
    }
}

impl<S> DerefMut for Stepping<'_, '_, S> {
    fn deref_mut(&mut self) -> &mut Frame {
        self.frame
    }
}

impl<S> Stepping<'_, '_, S> {
    /// Decodes the locals that are needed at a point.
    fn probe(&mut self, point: usize, locals: &[&mut dyn Keep]) {
        let live = self.manifest.points[point].live;
        for local in locals {
            let name = local.name();
            if live.contains(&name) {
                let what = || format!("reading its local `{name}`");
                self.cx.decoding(what, |_| local.probe(self.frame));
            }
        }
    }
}

impl Frame {
    fn park(
        &mut self,
        manifest: &Manifest,
        number: usize,
        operation: Result<Vec<u8>, CodecError>,
        locals: &mut [&mut dyn Keep],
    ) {
        let point = &manifest.points[number];
        match operation {
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

/// The manifest of a function: its machine, what earlier programs wrote of it, and the line where it begins; and of each point its name, its place, its
/// line, what is awaited there, and what is needed after it.
#[doc(hidden)]
#[macro_export]
macro_rules! __manifest {
    (
        $function:literal, $machine:literal, $text:literal, $body:literal, $body_line:expr, $fingerprints:expr, $start:expr;
        $($name:literal, $place:literal, $line:expr, $source:literal, [$($live:literal),*];)*
    ) => {
        static __MANIFEST: $crate::__private::Manifest = $crate::__private::Manifest {
            name: $function,
            machine: $machine,
            text: $text,
            file: ::core::file!(),
            source: $body,
            source_line: $body_line,
            fingerprints: &$fingerprints,
            points: &[
                $crate::__private::Point {
                    name: "start",
                    place: 0,
                    line: $start,
                    source: "",
                    live: &[],
                },
                $($crate::__private::Point {
                    name: $name,
                    place: $place,
                    line: $line,
                    source: $source,
                    live: &[$($live),*],
                },)*
            ],
        };
    };
}

/// Demands that the machine stands in the lock, where a build script has told what stands there (`durable-build`).
#[doc(hidden)]
#[macro_export]
macro_rules! __locked {
    ($function:literal) => {
        const _: () = $crate::__private::locked(
            ::core::option_env!("DURABLE_LOCK_MACHINES"),
            __MANIFEST.machine,
            ::core::concat!(
                "the code of `",
                $function,
                "` is not in durable.lock: run `DURABLE_LOCK=write cargo test`, read what becomes of waiting instances, and commit the file"
            ),
        );
    };
}

/// Panics with `message`, at compile time, if a machine is not among those of a lock: digests of 16 digits, with a comma after
/// each but the last.
#[track_caller]
pub const fn locked(machines: Option<&str>, machine: u64, message: &str) {
    let Some(machines) = machines else { return };
    let bytes = machines.as_bytes();
    let mut begin = 0;
    while begin + 16 <= bytes.len() {
        let mut number = 0;
        let mut at = begin;
        while at < begin + 16 {
            let digit = match bytes[at] {
                digit @ b'0'..=b'9' => digit - b'0',
                digit => digit.wrapping_sub(b'a').wrapping_add(10),
            };
            number = (number << 4) | (digit as u64);
            at += 1;
        }
        if number == machine {
            return;
        }
        begin += 17;
    }
    panic!("{}", message)
}

/// What a machine depends on: `$plain` is the plain function, as one of a tuple. Of a type that is `__Quiet` nothing is
/// known while that function has an error, so the machine is silent about it: the user reads it once.
#[doc(hidden)]
#[macro_export]
macro_rules! __type_ok {
    ($plain:expr, $ok:ty) => {
        const __FUTURE: ::core::primitive::usize =
            $crate::__private::size_of_future::<_, _, $ok>(&$plain);
        type __TypeOk = $crate::__private::TypeOk<__FUTURE>;
        #[allow(dead_code)]
        type __Quiet<T> = <__TypeOk as $crate::__private::HasOutput<T>>::Type;
    };
}

/// Names borrows of variables as the variables are named, where a block or a closure would move what it names.
#[doc(hidden)]
#[macro_export]
macro_rules! __borrowed {
    ($($variable:ident),*) => {
        $(let $variable = &$variable;)*
    };
}

/// The output of an await that is over; leaves the loop that has this label at one that isn't.
#[doc(hidden)]
#[macro_export]
macro_rules! __ready {
    ($poll:expr, $run:lifetime) => {
        match $poll {
            $crate::__private::Poll::Ready(output) => output,
            $crate::__private::Poll::Pending => {
                break $run;
            }
        }
    };
}

/// The states of a unit, and `$at`, the one in which it goes on. A state that comes after an await has the number of its
/// point.
#[doc(hidden)]
#[macro_export]
macro_rules! __states {
    ($at:ident, $step:ident: $first:ident $(, $state:ident $(= $point:literal)?)*) => {
        enum __At {
            $first,
            $($state),*
        }
        let mut $at = match $step.__durable_point() {
            $($($point => __At::$state,)?)*
            _ => __At::$first,
        };
    };
}
