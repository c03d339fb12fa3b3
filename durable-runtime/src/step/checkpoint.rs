//! [`Checkpoint`]: a suspended function as it is stored. It is a part of its instance's record, except for large
//! locals, which are stored out of line and written once.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::codec::{self, Unread};
use crate::model::id::OpId;
use crate::model::json::Json;
use crate::step::frame::{
    Blob, CHECKPOINT_VERSION, CHECKPOINT_VERSION_BEFORE, EncodedValue, Frame,
    IncompatibleCheckpoint, Manifest,
};
use crate::step::machines;
use crate::step::migration::MigrationEntry;
use crate::step::tasks::Tasks;
use crate::step::tasks::shelf::StoredPiece;
use crate::upgrade::Class;

/// The size from which on a local is stored out of line, in bytes of the storage encoding: about a page of the file, so
/// that it saves more than a row of its own costs.
const OUT_OF_LINE_BYTES_MIN: usize = 2048;

/// The values stored out of line, by number. The value of a number never changes.
pub(crate) type Values = BTreeMap<u64, Arc<[u8]>>;

/// Where an instance waits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) machine: u64,
    pub(crate) point: String,
}

/// A suspended function.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checkpoint {
    /// The fingerprint of the function, if a program without machines wrote it.
    fingerprint: Option<u64>,
    frame: Frame,
    /// The tasks beside the function.
    tasks: Tasks,
    /// The program that wrote it.
    program: u64,
    /// Why its frame has continued in another machine, if it has when it was read.
    moved: Option<Class>,
}

/// A checkpoint for the store.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    /// All values stored out of line, old ones included.
    pub(crate) values: Values,
    /// The number of the next value.
    pub(crate) next_value: u64,
    /// The machines of its frames that were stepped.
    pub(crate) machines: Vec<&'static Manifest>,
}

/// The name of what an instance has started over with among its stored locals. No local of the user's has it.
const BEGAN_WITH: &str = "§input";

/// A checkpoint as it is stored, after a version byte. It is written at every step, so its fields have no names there.
#[derive(Serialize, Deserialize)]
struct Stored {
    machine: [u8; 8],
    /// The program that wrote it.
    program: [u8; 8],
    has_other_past: bool,
    point: String,
    locals: Vec<(String, StoredPiece)>,
    op: Option<Blob>,
    input: Option<Json>,
    ops: Vec<OpId>,
    /// In the storage encoding, if there are any.
    tasks: Option<Blob>,
}

/// A checkpoint of a program without machines.
#[derive(Serialize, Deserialize)]
struct StoredBefore {
    fingerprint: [u8; 8],
    point: String,
    place: [u8; 8],
    locals: Vec<(String, StoredPiece)>,
    op: Option<Blob>,
    input: Option<Json>,
    ops: Vec<OpId>,
    tasks: Option<Blob>,
}

impl Checkpoint {
    pub(crate) fn new(frame: Frame, tasks: Tasks) -> Self {
        Self {
            fingerprint: None,
            frame,
            tasks,
            program: machines::program(),
            moved: None,
        }
    }

    /// Why its frame has continued in another machine, if it has.
    pub(crate) fn moved(&self) -> Option<Class> {
        self.moved
    }

    /// Whether this program may be unable to read something of it: another one wrote it.
    pub(crate) fn is_foreign(&self) -> bool {
        self.moved.is_some() || self.program != machines::program()
    }

    pub(crate) fn into_parts(self) -> (Frame, Tasks) {
        (self.frame, self.tasks)
    }

    /// The checkpoint for the store. New values out of line are numbered from `next_value`.
    pub(crate) fn encode(self, mut next_value: u64) -> Encoded {
        let encodable = "a checkpoint holds text and bytes, which can always be encoded";
        let mut values = Values::new();
        let mut store = |held: EncodedValue| {
            let (number, bytes) = match held {
                EncodedValue::Here(bytes) if bytes.len() < OUT_OF_LINE_BYTES_MIN => {
                    return StoredPiece::Here(Blob(bytes));
                }
                EncodedValue::Here(bytes) => {
                    next_value += 1;
                    (next_value - 1, bytes.into())
                }
                EncodedValue::OutOfLine { number, bytes } => (number, bytes),
            };
            values.insert(number, bytes);
            StoredPiece::Beside(number)
        };
        let has_tasks = !self.tasks.is_empty();
        let mut tasks = self.tasks;
        let shelves = std::mem::take(&mut tasks.shelves).into_iter();
        tasks.stored_shelves = shelves
            .map(|(op, shelf)| shelf.store(op, &mut store))
            .collect();
        let began_with = self.frame.began_with;
        let began_with = began_with.map(|input| (BEGAN_WITH.to_owned(), input));
        let locals = self.frame.locals.into_iter().chain(began_with);
        let stored = Stored {
            machine: self.frame.machine.to_le_bytes(),
            program: self.program.to_le_bytes(),
            has_other_past: self.frame.has_other_past,
            point: self.frame.point,
            locals: locals.map(|(name, held)| (name, store(held))).collect(),
            op: self.frame.op,
            input: self.frame.input,
            ops: self.frame.ops,
            tasks: has_tasks.then(|| Blob(codec::encode(&tasks).expect(encodable))),
        };
        Encoded {
            bytes: codec::encode_compact(CHECKPOINT_VERSION, &stored),
            values,
            next_value,
            machines: Vec::new(),
        }
    }

    /// Decodes `bytes`; `value` finds the values out of line.
    fn read(
        bytes: &[u8],
        value: impl Fn(u64) -> Option<Arc<[u8]>>,
    ) -> Result<Self, IncompatibleCheckpoint> {
        let undecodable =
            |reason: &dyn fmt::Display| IncompatibleCheckpoint::Undecodable(reason.to_string());
        let unreadable = |unread| match unread {
            Unread::OtherVersion(version) => IncompatibleCheckpoint::Version(version),
            Unread::Damaged(reason) => IncompatibleCheckpoint::Undecodable(reason),
        };
        let mut before = None;
        let stored: Stored = match codec::decode_compact(CHECKPOINT_VERSION, bytes) {
            Err(Unread::OtherVersion(CHECKPOINT_VERSION_BEFORE)) => {
                let read: StoredBefore =
                    codec::decode_compact(CHECKPOINT_VERSION_BEFORE, bytes).map_err(unreadable)?;
                before = Some([read.fingerprint, read.place].map(u64::from_le_bytes));
                Stored {
                    machine: [0; 8],
                    program: [0; 8],
                    has_other_past: false,
                    point: read.point,
                    locals: read.locals,
                    op: read.op,
                    input: read.input,
                    ops: read.ops,
                    tasks: read.tasks,
                }
            }
            read => read.map_err(unreadable)?,
        };
        let mut tasks: Tasks = match stored.tasks {
            Some(Blob(tasks)) => codec::decode(&tasks).map_err(|error| undecodable(&error))?,
            None => Tasks::default(),
        };
        let load = |piece: StoredPiece, of: &dyn fmt::Display| match piece {
            StoredPiece::Here(Blob(bytes)) => Ok(EncodedValue::Here(bytes)),
            StoredPiece::Beside(number) => {
                let missing = || undecodable(&format_args!("the value of {of} is missing"));
                let bytes = value(number).ok_or_else(missing)?;
                Ok(EncodedValue::OutOfLine { number, bytes })
            }
        };
        let shelves = std::mem::take(&mut tasks.stored_shelves).into_iter();
        tasks.shelves = shelves
            .map(|shelf| shelf.load(|piece| load(piece, &"an operation that it awaits")))
            .collect::<Result<_, IncompatibleCheckpoint>>()?;
        let locals = stored.locals.into_iter().map(|(name, local)| {
            let held = load(local, &format_args!("its local `{name}`"))?;
            Ok((name, held))
        });
        let mut frame = Frame::default();
        frame.locals = locals.collect::<Result<_, IncompatibleCheckpoint>>()?;
        let mut with = frame.locals.extract_if(.., |(name, _)| name == BEGAN_WITH);
        let began_with = with.next().map(|(_, input)| input);
        drop(with);
        frame.began_with = began_with;
        frame.point = stored.point;
        frame.machine = u64::from_le_bytes(stored.machine);
        frame.has_other_past = stored.has_other_past;
        frame.place = before.map_or(0, |[_, place]| place);
        frame.op = stored.op;
        frame.input = stored.input;
        frame.ops = stored.ops;
        Ok(Self {
            fingerprint: before.map(|[fingerprint, _]| fingerprint),
            frame,
            tasks,
            program: u64::from_le_bytes(stored.program),
            moved: None,
        })
    }

    /// Where the instance waits that `bytes` are of; `None` if an older program wrote them.
    pub(crate) fn place(bytes: &[u8]) -> Option<Place> {
        /// How a checkpoint begins.
        #[derive(Deserialize)]
        struct Begins {
            machine: [u8; 8],
            _program: [u8; 8],
            _has_other_past: bool,
            point: String,
        }
        let begins: Begins = codec::decode_beginning(CHECKPOINT_VERSION, bytes).ok()?;
        Some(Place {
            machine: u64::from_le_bytes(begins.machine),
            point: begins.point,
        })
    }

    /// Whether bytes of an instance, a checkpoint or a value beside it, name a machine: as that of the checkpoint, or of a frame
    /// within, however deep that is. What is read lazily, such as the operations of a window or the items of a loop, is bytes
    /// within bytes. Bytes that only look like that are no harm.
    pub(crate) fn names_machine(bytes: &[u8], machine: u64) -> bool {
        let in_frame = codec::encode(&machine).expect("a number can be encoded");
        let names = |number: &[u8]| {
            let mut parts = bytes.windows(number.len());
            parts.any(|part| part[0] == number[0] && part == number)
        };
        names(&machine.to_le_bytes()) || names(&in_frame)
    }

    /// The reason why the code that has `manifest` can't resume `bytes`, if there is one, as far as that is known
    /// without a step.
    pub(crate) fn incompatible(
        bytes: &[u8],
        manifest: &Manifest,
    ) -> Option<IncompatibleCheckpoint> {
        let checkpoint = Self::read(bytes, |_| Some(Arc::default()));
        let fits = |checkpoint: Self| checkpoint.fits(manifest);
        checkpoint.and_then(fits).err()
    }

    /// Decodes `bytes` for display: no code resumes it.
    pub(crate) fn peek(
        bytes: &[u8],
        values: &Values,
    ) -> Result<(Frame, Tasks), IncompatibleCheckpoint> {
        let checkpoint = Self::read(bytes, |number| values.get(&number).cloned())?;
        Ok(checkpoint.into_parts())
    }

    /// Whether the code that has `manifest` needs the instance's input to resume `bytes`.
    pub(crate) fn needs_input(bytes: &[u8], manifest: &Manifest) -> bool {
        // This is asked at each step.
        let machine: Result<[u8; 8], _> = codec::decode_beginning(CHECKPOINT_VERSION, bytes);
        if machine.is_ok_and(|machine| u64::from_le_bytes(machine) == manifest.machine) {
            return false;
        }
        Self::place(bytes).is_some_and(|Place { machine, point }| {
            machines::moves(machine, manifest).is_ok_and(|moves| moves.need_input(&point))
        })
    }

    /// Decodes `bytes`, if the code that has `manifest` can resume it. `input` is the instance's, if it [is
    /// needed](Self::needs_input). If there is a migration for it, it is left as it was written: the migration may make it
    /// one of the code.
    pub(crate) fn decode(
        bytes: &[u8],
        values: &Values,
        manifest: &Manifest,
        input: Option<&Json>,
    ) -> Result<Self, IncompatibleCheckpoint> {
        let mut checkpoint = Self::read(bytes, |number| values.get(&number).cloned())?;
        checkpoint.fits(manifest)?;
        if checkpoint.migration(manifest).is_some() {
            checkpoint.moved = Some(Class::Migration);
            return Ok(checkpoint);
        }
        let (frame, tasks) = (&mut checkpoint.frame, &mut checkpoint.tasks);
        checkpoint.moved = frame.fit(manifest, input, |moved| tasks.follow(moved))?;
        Ok(checkpoint)
    }

    /// The migration by which it becomes one of the code that has `manifest`, if there is one for its place.
    pub(crate) fn migration(&self, manifest: &Manifest) -> Option<&'static MigrationEntry> {
        let Frame { machine, point, .. } = &self.frame;
        machines::migration(*machine, point, manifest)
    }

    fn fits(&self, manifest: &Manifest) -> Result<(), IncompatibleCheckpoint> {
        if self.migration(manifest).is_some() {
            return Ok(());
        }
        let Some(fingerprint) = self.fingerprint else {
            return self.frame.fits(manifest).map(drop);
        };
        // It is of the very same code. The lowering was another one, perhaps: then the place must not depend on it.
        let mut fingerprints = manifest.fingerprints.iter();
        if !fingerprints.any(|other| *other == fingerprint) {
            return Err(IncompatibleCheckpoint::NoMachine);
        }
        self.frame.fits(manifest).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::frame::Point;

    const BEFORE_TEXT: &str = "1\np 0\no Result<()>\nu\nb\n\
        w 1 event#1 [0|] event(\"go\")\nb\nw 2 ship#1 [|] ship(§0)\nb\nr Ok(())\nv 0 order\n";

    static BEFORE: Manifest = Manifest::of(
        0x0c0f_fee0,
        BEFORE_TEXT,
        &[
            Point::START,
            Point::of("event#1", 2, "event(\"go\")", &["order"]),
        ],
    );

    fn waiting() -> Vec<u8> {
        let mut frame = Frame::start(Json::null());
        frame.take_input();
        frame.set_local("order", vec![0]);
        frame.wait_at(&BEFORE, 1);
        Checkpoint::new(frame, Tasks::default()).encode(0).bytes
    }

    /// The checkpoint in the code that has this text.
    fn in_code(text: &str) -> Result<Frame, IncompatibleCheckpoint> {
        machines::learn(
            BEFORE.machine,
            BEFORE.text,
            "src/order.rs",
            &[("event#1".to_owned(), 31)],
        );
        let machine = 0x0c0f_fee1 + text.bytes().map(u64::from).sum::<u64>() + text.len() as u64;
        let new = Manifest::of(machine, String::leak(text.to_owned()), &[Point::START]);
        let decoded = Checkpoint::decode(&waiting(), &Values::new(), &new, None)?;
        Ok(decoded.into_parts().0)
    }

    #[test]
    fn a_new_await_before_it_moves_it() {
        let text = BEFORE_TEXT
            .replace("w 1 event#1", "w 3 pack#1 [0|] pack()\nb\nw 1 event#2")
            .replace("b\nw 3", "b\nw 1")
            .replace("w 1 event#2", "w 2 event#2")
            .replace("w 2 ship", "w 3 ship");
        let frame = in_code(&text).unwrap();
        assert_eq!(frame.point, "event#2");
        assert!(frame.has_other_past);
    }

    #[test]
    fn a_renamed_local_has_its_new_name() {
        let frame = in_code(&BEFORE_TEXT.replace("v 0 order", "v 0 goods")).unwrap();
        assert_eq!(frame.point, "event#1");
        assert!(frame.local("goods").is_some());
        assert!(!frame.has_other_past);
    }

    #[test]
    fn a_local_that_is_not_there_is_not_made_up() {
        let text = BEFORE_TEXT
            .replace("event#1 [0|]", "event#1 [0 1|]")
            .replace("ship(§0)", "ship(§0, §1)")
            .replace("u\nb\n", "u\nb\ns let §1=total()\n")
            + "v 1 total\n";
        let why = in_code(&text).unwrap_err();
        let why = why.to_string();
        assert!(why.contains("`event#1` (src/order.rs:31)"), "{why}");
    }

    /// A checkpoint of a program without machines, with this fingerprint and this place.
    fn without_machine(fingerprint: u64, place: u64) -> Vec<u8> {
        let stored = StoredBefore {
            fingerprint: fingerprint.to_le_bytes(),
            point: "event#1".to_owned(),
            place: place.to_le_bytes(),
            locals: vec![("order".to_owned(), StoredPiece::Here(Blob(vec![0])))],
            op: None,
            input: None,
            ops: Vec::new(),
            tasks: None,
        };
        codec::encode_compact(CHECKPOINT_VERSION_BEFORE, &stored)
    }

    /// The same source by another lowering may number what is stored in another way.
    #[test]
    fn a_checkpoint_without_a_machine_is_of_this_lowering_or_blocked() {
        let new = Manifest {
            fingerprints: &[7, 8],
            ..Manifest::of(BEFORE.machine, BEFORE.text, BEFORE.points)
        };
        let incompatible = |fingerprint, place| {
            Checkpoint::incompatible(&without_machine(fingerprint, place), &new)
        };
        assert_eq!(incompatible(7, 0), None);
        assert_eq!(incompatible(8, 0), None);
        assert_eq!(incompatible(9, 0), Some(IncompatibleCheckpoint::NoMachine));
        let point = "event#1".to_owned();
        assert_eq!(
            incompatible(7, 1),
            Some(IncompatibleCheckpoint::OtherPlace { point })
        );
    }

    #[test]
    fn an_await_that_is_gone_is_reported() {
        let text = BEFORE_TEXT
            .replace("event#1", "sleep#1")
            .replace("event(\"go\")", "sleep(DAY)");
        let why = in_code(&text).unwrap_err().to_string();
        assert!(why.contains("no longer awaits that"), "{why}");
    }

    #[test]
    fn a_machine_that_is_not_known_is_not_guessed() {
        let mut frame = Frame::start(Json::null());
        frame.take_input();
        frame.wait_at(&Manifest::of(u64::MAX, "", &[Point::START]), 0);
        let bytes = Checkpoint::new(frame, Tasks::default()).encode(0).bytes;
        assert_eq!(
            Checkpoint::incompatible(&bytes, &BEFORE),
            Some(IncompatibleCheckpoint::UnknownMachine)
        );
    }

    /// A checkpoint with a large local, and the next one after `step`.
    fn next(step: impl FnOnce(&mut Frame)) -> (Encoded, Encoded) {
        let mut frame = Frame::start(Json::null());
        frame.take_input();
        frame.set_local("order", vec![7; OUT_OF_LINE_BYTES_MIN]);
        frame.set_local("small", vec![7]);
        frame.wait_at(&BEFORE, 1);
        let first = Checkpoint::new(frame, Tasks::default()).encode(3);
        let read = Checkpoint::decode(&first.bytes, &first.values, &BEFORE, None).unwrap();
        let (mut frame, tasks) = read.into_parts();
        step(&mut frame);
        let next = Checkpoint::new(frame, tasks).encode(first.next_value);
        (first, next)
    }

    #[test]
    fn a_large_local_lies_beside_the_checkpoint_and_stays_there() {
        let (first, next) = next(|_| {});
        assert_eq!(first.values.keys().copied().collect::<Vec<_>>(), [3]);
        assert!(first.bytes.len() < 100);
        assert!(Arc::ptr_eq(&first.values[&3], &next.values[&3]));
        assert_eq!(next.next_value, 4);
    }

    #[test]
    fn a_large_local_that_was_only_read_stays_the_same_value() {
        let (first, next) = next(|frame| {
            let bytes = frame.take_local("order").unwrap().to_vec();
            assert!(frame.put_back("order", &bytes));
        });
        assert!(Arc::ptr_eq(&first.values[&3], &next.values[&3]));
    }

    #[test]
    fn a_large_local_that_was_changed_is_another_value() {
        let (first, next) = next(|frame| {
            let mut bytes = frame.take_local("order").unwrap().to_vec();
            bytes[9] = 8;
            assert!(!frame.put_back("order", &bytes));
            frame.set_local("order", bytes);
        });
        assert_eq!(next.values.keys().copied().collect::<Vec<_>>(), [4]);
        assert_eq!(next.values[&4][9], 8);
        assert_eq!(first.values[&3][9], 7);
    }

    #[test]
    fn a_value_that_is_not_there_is_told() {
        let (first, _) = next(|_| {});
        let incompatible =
            Checkpoint::decode(&first.bytes, &Values::new(), &BEFORE, None).unwrap_err();
        assert!(
            incompatible.to_string().contains("`order`"),
            "{incompatible}"
        );
        assert!(Checkpoint::incompatible(&first.bytes, &BEFORE).is_none());
    }
}
