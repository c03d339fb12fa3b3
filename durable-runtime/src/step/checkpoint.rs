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
    Blob, CHECKPOINT_VERSION, EncodedValue, Frame, IncompatibleCheckpoint, Manifest,
};
use crate::step::tasks::Tasks;
use crate::step::tasks::shelf::StoredPiece;

/// The size from which on a local is stored out of line, in bytes of the storage encoding: about a page of the file, so
/// that it saves more than a row of its own costs.
const OUT_OF_LINE_BYTES_MIN: usize = 2048;

/// The values stored out of line, by number. The value of a number never changes.
pub(crate) type Values = BTreeMap<u64, Arc<[u8]>>;

/// A frame, with the digest that tells whether the running code can resume it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checkpoint {
    fingerprint: u64,
    frame: Frame,
    /// The tasks beside the function.
    tasks: Tasks,
}

/// A checkpoint for the store.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    /// All values stored out of line, old ones included.
    pub(crate) values: Values,
    /// The number of the next value.
    pub(crate) next_value: u64,
}

/// A checkpoint as it is stored, after a version byte. It is written at every step, so its fields have no names there.
#[derive(Serialize, Deserialize)]
struct Stored {
    fingerprint: [u8; 8],
    point: String,
    place: [u8; 8],
    locals: Vec<(String, StoredPiece)>,
    op: Option<Blob>,
    input: Option<Json>,
    ops: Vec<OpId>,
    /// In the storage encoding, if there are any.
    tasks: Option<Blob>,
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
        let locals = self.frame.locals.into_iter();
        let stored = Stored {
            fingerprint: self.fingerprint.to_le_bytes(),
            point: self.frame.point,
            place: self.frame.place.to_le_bytes(),
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
        }
    }

    /// Decodes `bytes`; `value` finds the values out of line.
    fn read(
        bytes: &[u8],
        value: impl Fn(u64) -> Option<Arc<[u8]>>,
    ) -> Result<Self, IncompatibleCheckpoint> {
        let undecodable =
            |reason: &dyn fmt::Display| IncompatibleCheckpoint::Undecodable(reason.to_string());
        let stored: Stored =
            codec::decode_compact(CHECKPOINT_VERSION, bytes).map_err(|unread| match unread {
                Unread::OtherVersion(version) => IncompatibleCheckpoint::Version(version),
                Unread::Damaged(reason) => IncompatibleCheckpoint::Undecodable(reason),
            })?;
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
        frame.point = stored.point;
        frame.place = u64::from_le_bytes(stored.place);
        frame.op = stored.op;
        frame.input = stored.input;
        frame.ops = stored.ops;
        Ok(Self {
            fingerprint: u64::from_le_bytes(stored.fingerprint),
            frame,
            tasks,
        })
    }

    /// The reason why the code that has `manifest` can't resume `bytes`, if there is one, as far as that is known
    /// without a step.
    pub(crate) fn incompatible(
        bytes: &[u8],
        manifest: &Manifest,
    ) -> Option<IncompatibleCheckpoint> {
        let checkpoint = Self::read(bytes, |_| Some(Arc::default()));
        checkpoint.and_then(|it| it.check_fit(manifest)).err()
    }

    /// Decodes `bytes` for display: no code resumes it.
    pub(crate) fn peek(
        bytes: &[u8],
        values: &Values,
    ) -> Result<(Frame, Tasks), IncompatibleCheckpoint> {
        let checkpoint = Self::read(bytes, |number| values.get(&number).cloned())?;
        Ok(checkpoint.into_parts())
    }

    /// Decodes `bytes`, if the code that has `manifest` can resume it.
    pub(crate) fn decode(
        bytes: &[u8],
        values: &Values,
        manifest: &Manifest,
    ) -> Result<Self, IncompatibleCheckpoint> {
        let checkpoint = Self::read(bytes, |number| values.get(&number).cloned())?;
        checkpoint.check_fit(manifest)?;
        Ok(checkpoint)
    }

    fn check_fit(&self, manifest: &Manifest) -> Result<(), IncompatibleCheckpoint> {
        if self.fingerprint == manifest.fingerprint {
            Ok(())
        } else {
            self.frame.check_fit(manifest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::frame::Point;

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
        frame.set_local("order", vec![0]);
        frame.wait_at(&BEFORE, 1);
        let checkpoint = Checkpoint::new(&BEFORE, frame, Tasks::default());
        checkpoint.encode(0).bytes
    }

    #[track_caller]
    fn check(points: &'static [Point], incompatible: Option<&IncompatibleCheckpoint>) {
        let manifest = Manifest {
            fingerprint: 2,
            points,
        };
        assert_eq!(
            Checkpoint::incompatible(&waiting(), &manifest).as_ref(),
            incompatible
        );
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
            Some(&IncompatibleCheckpoint::OtherPlace {
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
        check(
            POINTS,
            Some(&IncompatibleCheckpoint::NoSuchLocal { point, local }),
        );
    }

    #[test]
    fn an_await_that_is_gone_is_told() {
        check(
            &[],
            Some(&IncompatibleCheckpoint::NoSuchPoint {
                point: "event#1".to_owned(),
            }),
        );
    }

    /// A checkpoint with a large local, and the next one after `step`.
    fn next(step: impl FnOnce(&mut Frame)) -> (Encoded, Encoded) {
        let mut frame = Frame::start(Json::null());
        frame.take_input();
        frame.set_local("order", vec![7; OUT_OF_LINE_BYTES_MIN]);
        frame.set_local("small", vec![7]);
        frame.wait_at(&BEFORE, 1);
        let first = Checkpoint::new(&BEFORE, frame, Tasks::default()).encode(3);
        let read = Checkpoint::decode(&first.bytes, &first.values, &BEFORE).unwrap();
        let (mut frame, tasks) = read.into_parts();
        step(&mut frame);
        let next = Checkpoint::new(&BEFORE, frame, tasks).encode(first.next_value);
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
        let incompatible = Checkpoint::decode(&first.bytes, &Values::new(), &BEFORE).unwrap_err();
        assert!(
            incompatible.to_string().contains("`order`"),
            "{incompatible}"
        );
        assert!(Checkpoint::incompatible(&first.bytes, &BEFORE).is_none());
    }
}
