//! [`Frame`]: a suspended function, as it is stored; [`Manifest`]: what the compiled function says of
//! itself; and how the two are held against each other when an instance goes on.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec;
use crate::id::OpId;
use crate::json::Json;
use crate::tasks::Tasks;

/// The version of the checkpoint's layout. A checkpoint of another version is not read.
pub(crate) const CHECKPOINT_VERSION: u8 = 2;

/// Bytes in the storage encoding.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Blob(pub(crate) Vec<u8>);

/// What a compiled orchestrator says of itself: where it can wait and what it needs there.
#[derive(Debug)]
pub struct Manifest {
    /// Changes whenever the function's source does.
    pub fingerprint: u64,
    /// Every place at which an instance can be; the first one is its start.
    pub points: &'static [Point],
}

/// A place at which an instance can be stored.
#[derive(Debug)]
pub struct Point {
    /// Its name, which stays the same as long as the awaits before it on the same operation do.
    pub name: &'static str,
    /// A digest of what tells it from what other code may have under that name: what the function awaits under
    /// the name all over, and the `async` block that it is in.
    pub place: u64,
    /// The line of the await in the source file.
    pub line: u32,
    /// The source text of the operation that is awaited.
    pub source: &'static str,
    /// The locals that are needed after it.
    pub live: &'static [&'static str],
}

/// A suspended function: where it waits, the locals it needs there, and what it waits for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    point: String,
    /// The point's [`Point::place`]: `sleep#2` means something only as long as nobody adds or removes a `sleep`.
    place: u64,
    locals: Vec<(String, Blob)>,
    op: Option<Blob>,
    /// The arguments, until the function has begun.
    input: Option<Json>,
    /// Those of an inline function, which begins when it is called.
    #[serde(skip)]
    arguments: Option<Blob>,
    /// What an `async` block has begun that is not over, the blocks within it included: so it can be given
    /// up without being looked into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ops: Vec<OpId>,
}

/// A frame, with what tells whether the running code can go on with it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checkpoint {
    fingerprint: u64,
    frame: Frame,
    /// What goes on beside the function.
    tasks: Tasks,
}

/// A checkpoint as it is stored, after a byte that is its version. It is written at every step, so its
/// fields have no names there.
#[derive(Serialize, Deserialize)]
struct StoredCheckpoint {
    fingerprint: [u8; 8],
    point: String,
    place: [u8; 8],
    locals: Vec<(String, Blob)>,
    op: Option<Blob>,
    input: Option<Json>,
    ops: Vec<OpId>,
    /// In the storage encoding, if there are any.
    tasks: Option<Blob>,
}

/// Why the running code can't go on from a checkpoint. The checkpoint is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Misfit {
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
    #[error("the local `{local}` can't be read back as a `{type_name}`: {reason}")]
    Local {
        local: String,
        type_name: String,
        reason: String,
    },
    #[error("what it waits for at `{point}` can't be read back as a `{type_name}`: {reason}")]
    Operation {
        point: String,
        type_name: String,
        reason: String,
    },
    #[error(
        "it runs the inline orchestrator `{name}`, which the program no longer has; deploy the code that it was started with, or terminate it"
    )]
    NoSuchFunction { name: String },
    #[error(
        "an `async` block or a task in it has another value than the `{type_name}` that the function now expects; deploy the code that it was started with, or terminate it"
    )]
    Value { type_name: String },
    #[error(
        "a loop over borrowed items is further on than there are items now; deploy the code that it was started with, or terminate it"
    )]
    NoSuchItem,
    #[error("its input doesn't fit the function's parameters: {0}")]
    Input(String),
}

/// Why a step can't go on. Thrown by the machine's helpers, past the user's code, to the transition.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The instance is blocked until code that fits is deployed.
    Blocked(Misfit),
    /// The instance fails: a local can't be stored.
    Unsavable(String),
}

impl Fault {
    /// Leaves the step. Unwinding, without the panic hook, so that generated code stays free of error
    /// handling that isn't the user's.
    pub(crate) fn throw(self) -> ! {
        std::panic::resume_unwind(Box::new(self))
    }
}

impl Checkpoint {
    pub(crate) fn new(manifest: &Manifest, frame: Frame, tasks: Tasks) -> Self {
        Self {
            fingerprint: manifest.fingerprint,
            frame,
            tasks,
        }
    }

    pub(crate) fn into_parts(self) -> (Frame, Tasks) {
        (self.frame, self.tasks)
    }

    pub(crate) fn encode(self) -> Vec<u8> {
        let encodable = "a checkpoint holds text and bytes, which can always be encoded";
        let Frame {
            point,
            place,
            locals,
            op,
            input,
            arguments: _,
            ops,
        } = self.frame;
        let has_tasks = !self.tasks.is_empty();
        let stored = StoredCheckpoint {
            fingerprint: self.fingerprint.to_le_bytes(),
            point,
            place: place.to_le_bytes(),
            locals,
            op,
            input,
            ops,
            tasks: has_tasks.then(|| Blob(codec::encode(&self.tasks).expect(encodable))),
        };
        postcard::to_extend(&stored, vec![CHECKPOINT_VERSION]).expect(encodable)
    }

    fn read(bytes: &[u8]) -> Result<Self, Misfit> {
        let undecodable = |reason: &dyn fmt::Display| Misfit::Undecodable(reason.to_string());
        let body = match bytes.split_first() {
            Some((&CHECKPOINT_VERSION, body)) => body,
            Some((&version, _)) => return Err(Misfit::Version(version)),
            None => return Err(undecodable(&"it is empty")),
        };
        let stored = match postcard::take_from_bytes::<StoredCheckpoint>(body) {
            Ok((stored, [])) => stored,
            Ok(_) => return Err(undecodable(&"something follows it")),
            Err(error) => return Err(undecodable(&error)),
        };
        let tasks = match stored.tasks {
            Some(Blob(tasks)) => codec::decode(&tasks).map_err(|error| undecodable(&error))?,
            None => Tasks::default(),
        };
        Ok(Self {
            fingerprint: u64::from_le_bytes(stored.fingerprint),
            frame: Frame {
                point: stored.point,
                place: u64::from_le_bytes(stored.place),
                locals: stored.locals,
                op: stored.op,
                input: stored.input,
                arguments: None,
                ops: stored.ops,
            },
            tasks,
        })
    }

    /// Why the code that has `manifest` can't go on with `bytes`, if it can't, as far as that can be told
    /// without a step.
    pub(crate) fn misfit(bytes: &[u8], manifest: &Manifest) -> Option<Misfit> {
        Self::decode(bytes, manifest).err()
    }

    /// The frame that `bytes` hold, for a look at it: no code goes on with it.
    pub(crate) fn peek(bytes: &[u8]) -> Result<Frame, Misfit> {
        Ok(Self::read(bytes)?.frame)
    }

    /// What `bytes` hold, if the code that has `manifest` can go on with it.
    pub(crate) fn decode(bytes: &[u8], manifest: &Manifest) -> Result<Self, Misfit> {
        let checkpoint = Self::read(bytes)?;
        if checkpoint.fingerprint != manifest.fingerprint {
            checkpoint.frame.check_fit(manifest)?;
        }
        Ok(checkpoint)
    }
}

impl Frame {
    /// The frame of an instance that has not begun.
    pub(crate) fn start(input: Json) -> Self {
        Self {
            point: "start".to_owned(),
            place: 0,
            locals: Vec::new(),
            op: None,
            input: Some(input),
            arguments: None,
            ops: Vec::new(),
        }
    }

    /// The frame of an inline function that is called.
    pub(crate) fn call(arguments: Blob) -> Self {
        Self {
            input: None,
            arguments: Some(arguments),
            ..Self::start(Json::null())
        }
    }

    /// The frame of an `async` block that has not begun; what it captures is still to be put into it.
    pub fn block(manifest: &Manifest, number: usize) -> Self {
        let point = &manifest.points[number];
        Self {
            point: point.name.to_owned(),
            place: point.place,
            locals: Vec::new(),
            op: None,
            input: None,
            arguments: None,
            ops: Vec::new(),
        }
    }

    /// By name and never by number: the point still exists, and everything that it needs is there.
    pub(crate) fn check_fit(&self, manifest: &Manifest) -> Result<(), Misfit> {
        let Some(point) = manifest
            .points
            .iter()
            .find(|point| point.name == self.point)
        else {
            return Err(Misfit::NoSuchPoint {
                point: self.point.clone(),
            });
        };
        let begun = self.input.is_none() && self.arguments.is_none();
        if begun && self.place != point.place {
            return Err(Misfit::OtherPlace {
                point: self.point.clone(),
            });
        }
        match point
            .live
            .iter()
            .find(|local| !self.locals.iter().any(|(name, _)| name == *local))
        {
            Some(local) => Err(Misfit::NoSuchLocal {
                point: self.point.clone(),
                local: (*local).to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// The name of the place at which it waits.
    pub(crate) fn point(&self) -> &str {
        &self.point
    }

    /// The locals that it holds, by name.
    pub(crate) fn locals(&self) -> impl Iterator<Item = (&str, &Blob)> {
        self.locals
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Where it waits, as the point's number in the code that is running.
    pub fn point_in(&self, manifest: &Manifest) -> usize {
        manifest
            .points
            .iter()
            .position(|point| point.name == self.point)
            .unwrap_or_else(|| {
                Fault::Blocked(Misfit::NoSuchPoint {
                    point: self.point.clone(),
                })
                .throw()
            })
    }

    pub(crate) fn wait_at(&mut self, manifest: &Manifest, number: usize) {
        let point = &manifest.points[number];
        point.name.clone_into(&mut self.point);
        self.place = point.place;
    }

    pub(crate) fn take_input(&mut self) -> Json {
        self.input.take().unwrap_or_else(Json::null)
    }

    /// What the block has begun that is not over.
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

    pub(crate) fn local(&self, name: &str) -> Option<&Blob> {
        let mut locals = self.locals.iter();
        locals
            .find(|(stored, _)| stored == name)
            .map(|(_, value)| value)
    }

    pub(crate) fn take_local(&mut self, name: &str) -> Option<Blob> {
        let at = self.locals.iter().position(|(stored, _)| stored == name)?;
        Some(self.locals.swap_remove(at).1)
    }

    pub(crate) fn set_local(&mut self, name: &str, value: Blob) {
        match self.locals.iter_mut().find(|(stored, _)| stored == name) {
            Some((_, old)) => *old = value,
            None => self.locals.push((name.to_owned(), value)),
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
        match codec::to_display_json(&self.0) {
            Ok(json) => write!(f, "{json}"),
            Err(_) => write!(f, "{} bytes", self.0.len()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const fn point(
        name: &'static str,
        place: u64,
        source: &'static str,
        live: &'static [&'static str],
    ) -> Point {
        Point {
            name,
            place,
            line: 1,
            source,
            live,
        }
    }

    static BEFORE: Manifest = Manifest {
        fingerprint: 1,
        points: &[
            point("start", 0, "", &[]),
            point("event#1", 1, "event(\"go\")", &["order"]),
            point("ship#1", 2, "ship(order)", &[]),
        ],
    };

    fn waiting() -> Vec<u8> {
        let mut frame = Frame::start(Json::null());
        frame.take_input();
        frame.set_local("order", Blob(vec![0]));
        frame.wait_at(&BEFORE, 1);
        Checkpoint::new(&BEFORE, frame, Tasks::default()).encode()
    }

    #[track_caller]
    fn check(points: &'static [Point], misfit: Option<&Misfit>) {
        let manifest = Manifest {
            fingerprint: 2,
            points,
        };
        assert_eq!(Checkpoint::misfit(&waiting(), &manifest).as_ref(), misfit);
    }

    #[test]
    fn changes_elsewhere_do_not_matter() {
        const POINTS: &[Point] = &[
            point("start", 0, "", &[]),
            point("pack#1", 3, "pack()", &[]),
            point("event#1", 1, "event(\"go\")", &["order"]),
        ];
        check(POINTS, None);
    }

    #[test]
    fn another_await_of_the_same_name_before_it_makes_it_another_place() {
        const POINTS: &[Point] = &[
            point("start", 0, "", &[]),
            point("event#1", 4, "event(\"early\")", &["order"]),
            point("event#2", 4, "event(\"go\")", &["order"]),
        ];
        check(
            POINTS,
            Some(&Misfit::OtherPlace {
                point: "event#1".to_owned(),
            }),
        );
    }

    #[test]
    fn a_local_that_is_not_there_is_not_made_up() {
        const POINTS: &[Point] = &[
            point("start", 0, "", &[]),
            point("event#1", 1, "event(\"go\")", &["order", "total"]),
        ];
        let (point, local) = ("event#1".to_owned(), "total".to_owned());
        check(POINTS, Some(&Misfit::NoSuchLocal { point, local }));
    }

    #[test]
    fn an_await_that_is_gone_is_told() {
        check(
            &[],
            Some(&Misfit::NoSuchPoint {
                point: "event#1".to_owned(),
            }),
        );
    }
}
