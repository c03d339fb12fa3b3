//! The inside of the runtime as the benchmarks and the counts of work in `tests` see it: a waiting instance without
//! an engine around it, and the encodings. Everything here panics on an error.

#![allow(missing_docs, reason = "only benchmarks see what is public here")]

use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::functions::registry::Registry;
use crate::model::clock::{Clock, Still};
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::model::micros::Micros;
use crate::model::tags::Tags;
use crate::step::checkpoint::{Checkpoint, Encoded};
use crate::step::command::{Command, Outcome, Pending};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::Blob;
use crate::step::mailbox::Mailbox;
use crate::step::transition::{Position, StepOutcome, Transition, transition};
use crate::store::rows::{Record, Row};

/// An instance between two steps, as the engine holds it.
pub struct WaitingInstance {
    entry: &'static OrchestratorEntry,
    id: InstanceId,
    checkpoint: Encoded,
    mailbox: Mailbox,
    /// The activities that the last step called.
    called: Vec<OpId>,
}

impl WaitingInstance {
    /// Makes the first step of an instance of the orchestrator of this name.
    pub fn start(name: &str, input: &impl Serialize) -> Self {
        let registry = Registry::of_program().expect("each name is given once");
        let entry = registry.orchestrator(name).expect("there is such one");
        let input = Json::of(input).expect("the input can be said in JSON");
        // An id of the length of an automatic one, and the same each time.
        let id = InstanceId::unchecked("0197a5f0-0000-7000-8000-000000000000");
        let position = Position::Start(&input);
        let stepped = transition(entry, &id, &CLOCK, &position, &Mailbox::default());
        Self::after(entry, id.clone(), stepped).expect("it waits for something")
    }

    /// Gives this result to each activity that the last step called.
    pub fn answer(&mut self, result: &impl Serialize) {
        let result = codec::encode(result).expect("the result can be stored");
        for op in self.called.drain(..) {
            let outcome = Outcome::Activity(Ok(Blob(result.clone())));
            self.mailbox.deliver(op, outcome);
        }
    }

    /// Gives this result to the first-called activity of those that are awaited.
    pub fn answer_one(&mut self, result: &impl Serialize) {
        let result = codec::encode(result).expect("the result can be stored");
        let mut pending = self.mailbox.pending();
        let op = pending
            .find_map(|(op, pending)| matches!(pending, Pending::Activity { .. }).then_some(op));
        drop(pending);
        let op = op.expect("an activity is awaited");
        self.called.retain(|called| *called != op);
        let outcome = Outcome::Activity(Ok(Blob(result)));
        self.mailbox.deliver(op, outcome);
    }

    /// The bytes that its last step wrote, `before` being the instance before that step: its record, and the new values
    /// stored out of line.
    pub fn bytes_written_since(&self, before: &Self) -> usize {
        let beside = self.checkpoint.values.iter();
        let new = beside.filter(|(number, _)| !before.checkpoint.values.contains_key(number));
        self.record().encode().len() + new.map(|(_, value)| value.len()).sum::<usize>()
    }

    /// Makes a step. Returns a new instance and leaves this one as it is; `None` when the instance has ended.
    pub fn step(&self) -> Option<Self> {
        let position = Position::Waiting {
            input: None,
            checkpoint: &self.checkpoint.bytes,
            values: &self.checkpoint.values,
            next_value: self.checkpoint.next_value,
        };
        let stepped = transition(self.entry, &self.id, &CLOCK, &position, &self.mailbox);
        Self::after(self.entry, self.id.clone(), stepped)
    }

    fn after(
        entry: &'static OrchestratorEntry,
        id: InstanceId,
        stepped: Transition,
    ) -> Option<Self> {
        let checkpoint = match stepped.outcome {
            StepOutcome::Waiting(checkpoint) => checkpoint,
            StepOutcome::Completed(_) => return None,
            outcome => panic!("the step went wrong: {outcome:?}"),
        };
        let called = stepped.commands.iter().filter_map(|command| match command {
            Command::ScheduleActivity { op, .. } => Some(*op),
            _ => None,
        });
        Some(Self {
            entry,
            id,
            checkpoint,
            mailbox: stepped.mailbox,
            called: called.collect(),
        })
    }

    /// The number of activities that the last step called and that have no result yet.
    pub fn called(&self) -> usize {
        self.called.len()
    }

    /// The number of bytes of the checkpoint, and of the values stored out of line.
    pub fn checkpoint_bytes(&self) -> (usize, usize) {
        let beside = self.checkpoint.values.values().map(|value| value.len());
        (self.checkpoint.bytes.len(), beside.sum())
    }

    pub fn decode_checkpoint(&self) -> Decoded {
        let Encoded { bytes, values, .. } = &self.checkpoint;
        let checkpoint = Checkpoint::decode(bytes, values, self.entry.manifest, None);
        Decoded {
            checkpoint: checkpoint.expect("it was made by the same code"),
            next_value: self.checkpoint.next_value,
        }
    }

    /// Its row of the table `instances`.
    pub fn record(&self) -> RecordOf {
        let created = Micros::from(now());
        RecordOf(Record {
            run: 1,
            name: self.entry.name.to_owned(),
            created,
            updated: created,
            parent: None,
            custom_status: None,
            checkpoint: Some(Blob(self.checkpoint.bytes.clone())),
            values: self.checkpoint.values.clone(),
            has_values: !self.checkpoint.values.is_empty(),
            next_value: self.checkpoint.next_value,
            mailbox: self.mailbox.clone(),
            has_outcomes: self.mailbox.keeps_outcomes(),
            has_events: false,
            blocked: None,
            suspended: None,
            end: None,
            history: Some(1),
            last_events: None,
            tags: Tags::new(),
            kept: None,
            parent_close: std::collections::BTreeMap::new(),
            noted: None,
        })
    }
}

static CLOCK: LazyLock<Arc<dyn Clock>> = LazyLock::new(|| Arc::new(Still(now())));

/// A time that takes as many bytes as a current one, and is the same each time.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600)
}

/// A checkpoint in memory.
pub struct Decoded {
    checkpoint: Checkpoint,
    next_value: u64,
}

impl Decoded {
    pub fn encode(self) -> Vec<u8> {
        self.checkpoint.encode(self.next_value).bytes
    }
}

/// An instance's record in memory.
pub struct RecordOf(Record);

impl RecordOf {
    pub fn encode(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    pub fn decode(bytes: &[u8]) -> Self {
        Self(Record::from_bytes(bytes).expect("it was made by the same code"))
    }
}

/// The storage encoding.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    codec::encode(value).expect("it can be stored")
}

/// The storage encoding of a value, read back and compared.
pub fn encode_verified<T: Serialize + Deserialize<'static>>(value: &T) -> Vec<u8> {
    codec::encode_verified(value).expect("it can be stored")
}

/// A value from the storage encoding.
pub fn decode<T: Deserialize<'static>>(bytes: &[u8]) -> T {
    codec::decode(bytes).expect("it was made by the same code")
}
