//! [`Frame`]: a suspended function; [`Manifest`]: the places of the compiled function; and the comparison of the two
//! when an instance resumes.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec;
use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::declared::{MovedFrame, NoVariable};
use crate::step::machines;
use crate::upgrade::{Argument, Class, Move, NoMove};

/// The version of the checkpoint's layout.
pub(crate) const CHECKPOINT_VERSION: u8 = 3;

/// The version before, which had no machines.
pub(crate) const CHECKPOINT_VERSION_BEFORE: u8 = 2;

/// The point of a function that has not begun.
const START: &str = "start";

/// The point of a frame that is over. A point's name has a number, or is `start`.
const OVER: &str = "over";

/// Bytes in the storage encoding.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Blob(pub(crate) Vec<u8>);

/// A value in the storage encoding: a local's in a frame, or a piece on a shelf.
#[derive(Clone, PartialEq)]
pub(crate) enum EncodedValue {
    Here(Vec<u8>),
    /// A large value, stored out of line under this number.
    OutOfLine {
        number: u64,
        bytes: Arc<[u8]>,
    },
}

impl EncodedValue {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Here(bytes) => bytes,
            Self::OutOfLine { bytes, .. } => bytes,
        }
    }
}

/// The description of a compiled orchestrator: its places, and its locals there.
#[derive(Debug)]
pub struct Manifest {
    /// The name of the function.
    pub name: &'static str,
    /// The digest of the text.
    pub machine: u64,
    /// The text of the machine; see `upgrade`.
    pub text: &'static str,
    /// The file in which the function stands.
    pub file: &'static str,
    /// The function's body as it was written, as far as the compiler tells it.
    pub source: &'static str,
    /// The line where the body begins.
    pub source_line: u32,
    /// What programs without machines wrote in place of them, by the version of their lowering: the last one is the
    /// present lowering's.
    pub fingerprints: &'static [u64],
    /// Every place where an instance can wait; the first one is its start.
    pub points: &'static [Point],
}

/// A place at which an instance can be stored.
#[derive(Debug)]
pub struct Point {
    /// Its name, which stays the same as long as the awaits before it on the same operation do.
    pub name: &'static str,
    /// What programs without machines wrote to tell the place from other code under the same name.
    pub place: u64,
    /// The line of the await in the source file.
    pub line: u32,
    /// The source text of the awaited operation.
    pub source: &'static str,
    /// The locals that are needed after it.
    pub live: &'static [&'static str],
}

impl Manifest {
    /// The reason why nothing fits, with the line of the code that it is about.
    pub(crate) fn with_place(&self, why: &NoMove) -> String {
        let mut points = self.points.iter();
        let point = why
            .point()
            .and_then(|name| points.find(|point| point.name == name));
        match point {
            Some(point) => format!(
                "{why} (`{}` is in {}:{} now)",
                point.name, self.file, point.line
            ),
            None => why.to_string(),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
impl Manifest {
    /// A manifest of a function that has no source.
    pub(crate) const fn of(machine: u64, text: &'static str, points: &'static [Point]) -> Self {
        Self {
            name: "script",
            machine,
            text,
            file: "",
            source: "",
            source_line: 0,
            fingerprints: &[],
            points,
        }
    }
}

#[cfg(test)]
impl Point {
    pub(crate) const START: Self = Self::of("start", 1, "", &[]);

    pub(crate) const fn of(
        name: &'static str,
        line: u32,
        source: &'static str,
        live: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            place: 0,
            line,
            source,
            live,
        }
    }
}

/// A suspended function: the place where it waits, the locals that it needs there, and its operation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub(crate) point: String,
    /// The machine that the frame is of: its point and its locals are names of that one. Zero if a program without
    /// machines wrote it.
    #[serde(default)]
    pub(crate) machine: u64,
    /// The point's [`Point::place`], if a program without machines wrote it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) place: u64,
    /// Whether it has continued in a machine in which its past would have been another one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) has_other_past: bool,
    pub(crate) locals: Vec<(String, EncodedValue)>,
    pub(crate) op: Option<Blob>,
    /// The arguments, until the function has begun.
    pub(crate) input: Option<Json>,
    /// The input that it has started over with, in place of the one that the store has: JSON.
    #[serde(skip)]
    pub(crate) began_with: Option<EncodedValue>,
    /// The arguments of an inline function, until it has begun.
    #[serde(skip)]
    arguments: Option<Blob>,
    /// The operations that a block or an inline function owns and that are not over, including those of the blocks
    /// within it. So the frame can be cancelled without being decoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) ops: Vec<OpId>,
    /// The locals that were taken in this step, in their stored form: those that haven't changed when it ends are not
    /// written again.
    #[serde(skip)]
    taken: Vec<(String, EncodedValue)>,
}

/// The reason why the running code can't resume a checkpoint. The checkpoint is kept unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum IncompatibleCheckpoint {
    #[error("the checkpoint is of version {0}; this program reads version {CHECKPOINT_VERSION}")]
    Version(u8),
    #[error("the checkpoint can't be read: {0}")]
    Undecodable(String),
    #[error(
        "it waits at `{point}`, which the function no longer has; deploy the code that it was started with, or terminate it"
    )]
    NoSuchPoint { point: String },
    #[error(
        "it waits at `{point}`, where the function now needs the local `{local}`, which the checkpoint doesn't hold"
    )]
    NoSuchLocal { point: String, local: String },
    #[error(
        "it waits at `{point}`, and the function now awaits something else under that name; deploy the code that it was started with, or terminate it"
    )]
    OtherPlace { point: String },
    #[error(
        "it waits at `{point}`{}, and {why}; deploy the code that it was started with, or terminate it",
        .place.as_ref().map_or_else(String::new, |place| format!(" ({place})"))
    )]
    NoMove {
        point: String,
        /// The file and the line where the point was.
        place: Option<String>,
        why: String,
    },
    #[error(
        "the function has changed, and the version of this program that wrote the checkpoint kept no text of the code to compare it with; deploy the code that it was started with, or terminate it"
    )]
    NoMachine,
    #[error(
        "the store doesn't hold the text of the machine that wrote its checkpoint: a row of `machines` is damaged"
    )]
    UnknownMachine,
    #[error("the text of its machine can't be read: {0}")]
    UnreadableMachine(String),
    #[error("the local `{local}` can't be read back as a `{type_name}`: {reason}")]
    Local {
        local: String,
        type_name: String,
        reason: String,
    },
    #[error("its operation at `{point}` can't be read back as a `{type_name}`: {reason}")]
    Operation {
        point: String,
        type_name: String,
        reason: String,
    },
    #[error(
        "it runs the inline orchestrator {name}, which the program no longer has; deploy the code that it was started with, or terminate it"
    )]
    NoSuchFunction {
        /// Its name and its version, quoted.
        name: String,
    },
    #[error(
        "an `async` block or a task in it has another value than the `{type_name}` that the function now expects; deploy the code that it was started with, or terminate it"
    )]
    Value { type_name: String },
    #[error(
        "a loop over borrowed items is past the end of the items; deploy the code that it was started with, or terminate it"
    )]
    NoSuchItem,
    #[error(
        "it holds a borrow of a constant of type `{type_name}`, which is another one now; deploy the code that it was started with, or terminate it"
    )]
    Constant { type_name: String },
    #[error("{0}")]
    Given(String),
    #[error("its input doesn't fit the function's parameters: {0}")]
    Input(String),
}

/// The reason why a step can't continue. The machine's helpers throw it, past user code, to the transition.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The instance is blocked until code that fits is deployed.
    Blocked(IncompatibleCheckpoint),
    /// The instance fails: a local can't be stored.
    NotSerializable(String),
}

impl Fault {
    /// Unwinds out of the step, without the panic hook. So generated code needs no error handling besides the user's.
    pub(crate) fn throw(self) -> ! {
        std::panic::resume_unwind(Box::new(self))
    }
}

/// Panics for an operation that is awaited again.
pub(crate) fn awaited_again(what: impl fmt::Display) -> ! {
    panic!(
        "{what} is awaited again after it was ready: keep its result, or disable its branch of the `select!` (`result = &mut call, if !is_over => …`)"
    )
}

/// What an instance has started over with; `None` if it can't be read.
fn input_in(began_with: &EncodedValue) -> Option<Json> {
    let text = codec::decode_json(began_with.bytes())?;
    text.ok()?.parse().ok()
}

impl Frame {
    /// The frame of an instance that has not begun.
    pub(crate) fn start(input: Json) -> Self {
        Self {
            point: START.to_owned(),
            machine: 0,
            place: 0,
            has_other_past: false,
            locals: Vec::new(),
            op: None,
            input: Some(input),
            began_with: None,
            arguments: None,
            ops: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// The frame of an instance that starts over.
    pub(crate) fn anew(input: Json) -> Self {
        Self {
            began_with: Some(EncodedValue::Here(codec::encode_json(input.as_str()))),
            ..Self::start(input)
        }
    }

    /// The frame of a call of an inline function.
    pub(crate) fn call(arguments: Blob) -> Self {
        Self {
            input: None,
            arguments: Some(arguments),
            ..Self::start(Json::null())
        }
    }

    /// The frame of an `async` block that has not begun. Its captures are still to be added.
    pub fn block(manifest: &Manifest, number: usize) -> Self {
        let point = &manifest.points[number];
        Self {
            point: point.name.to_owned(),
            machine: manifest.machine,
            place: 0,
            has_other_past: false,
            locals: Vec::new(),
            op: None,
            input: None,
            began_with: None,
            arguments: None,
            ops: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Ends a frame of which the value was taken.
    pub(crate) fn end(&mut self) {
        OVER.clone_into(&mut self.point);
        self.op = None;
        self.locals.clear();
        self.taken.clear();
    }

    /// Whether its value was taken.
    pub(crate) fn is_over(&self) -> bool {
        self.point == OVER
    }

    /// Panics if its value was taken, as an ordinary future does: there is no other one.
    pub(crate) fn demand_that_it_goes_on(&self, what: impl fmt::Display) {
        if self.is_over() {
            awaited_again(what);
        }
    }

    /// Where the code that has `manifest` would continue the frame: `None` at the same point of the same machine.
    pub(crate) fn fits(&self, manifest: &Manifest) -> Result<Option<Move>, IncompatibleCheckpoint> {
        if self.machine == manifest.machine || self.is_over() {
            return Ok(None);
        }
        if self.input.is_some() || self.arguments.is_some() {
            return Ok(None);
        }
        if self.machine == 0 {
            return self.fits_by_place(manifest).map(|()| None);
        }
        let moves = machines::moves(self.machine, manifest)?;
        let found = moves.of(&self.point, !self.has_other_past);
        let found = found.map_err(|why| self.incompatible(&why, manifest))?;
        let missing = |(old, _): &&(String, String)| self.local(old).is_none();
        let missing = found.needed.locals.iter().find(missing);
        let missing = missing.map(|(local, _)| local);
        // Code that it ran before may have changed them.
        let unknown = found.needed.arguments.first();
        let unknown = unknown.filter(|_| self.has_other_past);
        match missing.or(unknown.map(|argument| &argument.local)) {
            None => Ok(Some(found.clone())),
            Some(local) => Err(IncompatibleCheckpoint::NoSuchLocal {
                point: self.point.clone(),
                local: local.clone(),
            }),
        }
    }

    fn incompatible(&self, why: &NoMove, manifest: &Manifest) -> IncompatibleCheckpoint {
        IncompatibleCheckpoint::NoMove {
            point: self.point.clone(),
            place: machines::place_of(self.machine, &self.point),
            why: manifest.with_place(why),
        }
    }

    /// The comparison that programs without machines made: the point must exist, under the same digest, and everything that
    /// it needs must be in the frame. It tells nothing about changes elsewhere.
    fn fits_by_place(&self, manifest: &Manifest) -> Result<(), IncompatibleCheckpoint> {
        let point = self.point.clone();
        let mut points = manifest.points.iter();
        let Some(found) = points.find(|other| other.name == self.point) else {
            return Err(IncompatibleCheckpoint::NoSuchPoint { point });
        };
        if self.place != found.place {
            return Err(IncompatibleCheckpoint::OtherPlace { point });
        }
        match found.live.iter().find(|local| self.local(local).is_none()) {
            Some(local) => Err(IncompatibleCheckpoint::NoSuchLocal {
                point,
                local: (*local).to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Whether its code has begun to run.
    pub(crate) fn has_begun(&self) -> bool {
        let begins_block = self.point.starts_with("async#") && !self.point.contains('/');
        self.input.is_none() && self.arguments.is_none() && !begins_block
    }

    /// Makes the frame one of the machine that has `manifest`; tells why, if it was one of another. `input` is the instance's,
    /// if it is known and the frame is that of its function. `follow` has the sets of tasks follow it.
    pub(crate) fn fit(
        &mut self,
        manifest: &Manifest,
        input: Option<&Json>,
        follow: impl FnOnce(&MovedFrame) -> Result<(), NoVariable>,
    ) -> Result<Option<Class>, IncompatibleCheckpoint> {
        let mut class = None;
        if let Some(found) = self.fits(manifest)? {
            let moved = MovedFrame {
                from: self.machine,
                to: manifest.machine,
                variables: found.variables,
            };
            follow(&moved).map_err(|NoVariable| IncompatibleCheckpoint::NoMove {
                point: self.point.clone(),
                place: machines::place_of(self.machine, &self.point),
                why: "a set of tasks would have ended with a local that the new code doesn't have"
                    .to_owned(),
            })?;
            let began_with = self.began_with.as_ref().map(input_in);
            let input = match &began_with {
                Some(began_with) => began_with.as_ref(),
                None => input,
            };
            let mut locals = std::mem::take(&mut self.locals);
            for (old, new) in found.needed.locals {
                let at = locals.iter().position(|(name, _)| *name == old);
                let (_, held) = locals.swap_remove(at.expect("`fits` has looked for it"));
                self.locals.push((new, held));
            }
            for Argument {
                parameter,
                is_only,
                local,
            } in found.needed.arguments
            {
                let value = input.and_then(|input| input.argument(&parameter, is_only));
                let value = value.ok_or_else(|| IncompatibleCheckpoint::NoSuchLocal {
                    point: self.point.clone(),
                    local: local.clone(),
                })?;
                self.set_local(&local, codec::encode_json(value.as_str()));
            }
            self.point.clone_from(&found.to);
            self.has_other_past |= found.class != Class::SamePast;
            class = Some(found.class);
        }
        self.machine = manifest.machine;
        self.place = 0;
        Ok(class)
    }

    /// The name of the place where it waits.
    pub(crate) fn point(&self) -> &str {
        &self.point
    }

    /// Its locals by name, in the storage encoding.
    pub(crate) fn locals(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.locals
            .iter()
            .map(|(name, held)| (name.as_str(), held.bytes()))
    }

    /// The bytes of its locals and of its operation.
    pub(crate) fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        let op = self.op.iter().map(|Blob(bytes)| &bytes[..]);
        self.locals.iter().map(|(_, held)| held.bytes()).chain(op)
    }

    /// The place where it waits, as the point's number in the running code.
    pub fn point_in(&self, manifest: &Manifest) -> usize {
        manifest
            .points
            .iter()
            .position(|point| point.name == self.point)
            .unwrap_or_else(|| {
                Fault::Blocked(IncompatibleCheckpoint::NoSuchPoint {
                    point: self.point.clone(),
                })
                .throw()
            })
    }

    /// The line in which the `async` block of this frame begins.
    pub(crate) fn line_of_block(&self, manifest: &Manifest) -> u32 {
        let block = self.point.split('/').next().unwrap_or_default();
        let mut points = manifest.points.iter();
        let begin = points.find(|point| point.name == block);
        begin.map_or(0, |point| point.line)
    }

    pub(crate) fn wait_at(&mut self, manifest: &Manifest, number: usize) {
        let point = &manifest.points[number];
        point.name.clone_into(&mut self.point);
        self.machine = manifest.machine;
    }

    pub(crate) fn take_input(&mut self) -> Json {
        self.input.take().unwrap_or_else(Json::null)
    }

    /// The operations that it owns.
    pub(crate) fn ops_mut(&mut self) -> &mut Vec<OpId> {
        &mut self.ops
    }

    pub(crate) fn take_arguments(&mut self) -> Blob {
        self.arguments.take().unwrap_or_default()
    }

    pub(crate) fn take_op(&mut self) -> Option<Blob> {
        self.op.take()
    }

    pub(crate) fn set_op(&mut self, op: Blob) {
        self.op = Some(op);
    }

    pub(crate) fn local(&self, name: &str) -> Option<&[u8]> {
        let (_, held) = self.locals.iter().find(|(stored, _)| stored == name)?;
        Some(held.bytes())
    }

    /// Takes a local out of the frame: its value in the storage encoding.
    pub(crate) fn take_local(&mut self, name: &str) -> Option<&[u8]> {
        let at = self.locals.iter().position(|(stored, _)| stored == name)?;
        self.taken.push(self.locals.swap_remove(at));
        self.taken.last().map(|(_, held)| held.bytes())
    }

    /// Puts an unchanged local back that was taken. Returns whether it was taken and is unchanged.
    pub(crate) fn put_back(&mut self, name: &str, value: &[u8]) -> bool {
        let is_it = |(taken, held): &(String, EncodedValue)| taken == name && held.bytes() == value;
        let Some(at) = self.taken.iter().rposition(is_it) else {
            return false;
        };
        let (name, held) = self.taken.swap_remove(at);
        self.hold(&name, held);
        true
    }

    pub(crate) fn set_local(&mut self, name: &str, value: Vec<u8>) {
        self.hold(name, EncodedValue::Here(value));
    }

    fn hold(&mut self, name: &str, held: EncodedValue) {
        match self.locals.iter_mut().find(|(stored, _)| stored == name) {
            Some((_, old)) => *old = held,
            None => self.locals.push((name.to_owned(), held)),
        }
    }

    /// Forgets the locals that are not among `live`.
    pub(crate) fn retain_locals(&mut self, live: &[&str]) {
        self.locals
            .retain(|(name, _)| live.contains(&name.as_str()));
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_stored(&self.0, f)
    }
}

impl fmt::Debug for EncodedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_stored(self.bytes(), f)
    }
}

fn fmt_stored(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match codec::to_display_json(bytes) {
        Ok(json) => write!(f, "{json}"),
        Err(_) => write!(f, "{} bytes", bytes.len()),
    }
}

impl Serialize for EncodedValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.bytes())
    }
}

impl<'de> Deserialize<'de> for EncodedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Blob::deserialize(deserializer).map(|Blob(bytes)| Self::Here(bytes))
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Blob;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                Ok(Blob(bytes.to_vec()))
            }

            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Blob, E> {
                Ok(Blob(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Bytes)
    }
}
