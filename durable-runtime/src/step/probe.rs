//! [`probe`]: decodes everything that an instance holds, as its step will, before any code of the user's acts on a part of it.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use crate::model::clock::Clock;
use crate::model::failure::Failure;
use crate::model::function_name::FunctionName;
use crate::model::id::{InstanceId, OpId};
use crate::step::context;
use crate::step::cx::{Cx, Parts};
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::{Fault, Frame};
use crate::step::held;
use crate::step::mailbox::Mailbox;
use crate::step::migration::given::Given;
use crate::step::tasks::Tasks;
use crate::upgrade::Class;

/// The instance that is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) entry: &'a OrchestratorEntry,
    pub(crate) instance: &'a InstanceId,
    pub(crate) clock: &'a Arc<dyn Clock>,
    pub(crate) mailbox: &'a Mailbox,
}

/// What was found.
pub(crate) struct Probed {
    /// Why a frame within it has continued in another machine, the weakest of the reasons.
    pub(crate) moved: Option<Class>,
    /// What a migration has given, which the step is to be given again.
    pub(crate) given: Option<Given>,
    /// The operations and the sets of tasks that were read.
    pub(crate) seen: BTreeSet<OpId>,
    /// A panic of what decodes or drops a value, which the step will meet again.
    pub(crate) panic: Option<Failure>,
}

/// Decodes what an instance holds. `Err` is the reason why it can't be resumed.
pub(crate) fn probe(
    subject: Subject<'_>,
    (mut frame, tasks): (Frame, Tasks),
    given: Option<Given>,
    parts: Parts,
) -> Result<Probed, String> {
    let Subject {
        entry,
        instance,
        clock,
        mailbox,
    } = subject;
    let mut mailbox = mailbox.clone();
    let mut cx = Cx::probing(instance, &**clock, &mut mailbox, parts);
    cx.tasks = tasks;
    cx.give(given);
    let ((result, _), seen) = held::seeing(|| {
        context::in_step(instance, clock, || {
            let result = catch_unwind(AssertUnwindSafe(|| cx.run(entry.step, &mut frame)));
            cx.drop_lent();
            result
        })
    });
    let panic = match result.map_err(|thrown| fault_or_panic(thrown, entry.name)) {
        Ok(_) => cx.panic.take(),
        // What comes after it was not read.
        Err(Err(panic)) => Some(cx.panic.take().unwrap_or(panic)),
        Err(Ok(reason)) => return Err(reason),
    };
    Ok(Probed {
        moved: cx.moved(),
        given: cx.take_looked_at(),
        seen,
        panic,
    })
}

impl Cx<'_> {
    /// Decodes a part of an instance in a probe. A panic is noted, and the rest is decoded all the same; `None` then. A fault
    /// ends the probe.
    pub(crate) fn decoding<T>(
        &mut self,
        what: impl FnOnce() -> String,
        decode: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        match catch_unwind(AssertUnwindSafe(|| decode(self))) {
            Ok(decoded) => Some(decoded),
            Err(thrown) => {
                self.note_panic(thrown, what);
                None
            }
        }
    }

    /// Notes a panic in a probe. A fault ends the probe.
    pub(crate) fn note_panic(
        &mut self,
        thrown: Box<dyn Any + Send>,
        what: impl FnOnce() -> String,
    ) {
        if thrown.is::<Fault>() {
            resume_unwind(thrown);
        }
        let failure = Failure::from_panic(thrown, &what());
        self.panic.get_or_insert(failure);
    }
}

/// The reason why a step ended from inside: the instance is blocked, or has failed.
pub(crate) fn fault_or_panic(
    thrown: Box<dyn Any + Send>,
    function: &str,
) -> Result<String, Failure> {
    match thrown.downcast::<Fault>() {
        Ok(fault) => match *fault {
            Fault::Blocked(incompatible) => Ok(incompatible.to_string()),
            Fault::NotSerializable(message) => Err(Failure::terminal(message)),
        },
        Err(panic) => Err(Failure::from_panic(
            panic,
            &format!("orchestrator {}", FunctionName::of(function).quoted()),
        )),
    }
}
