//! [`probe`]: decodes everything that an instance holds, as its step will, before any code of the user's acts on a part of it.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    /// A panic, which the step will meet again. What comes after it was not read.
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
        Ok(_) => None,
        Err(Err(panic)) => Some(panic),
        Err(Ok(reason)) => return Err(reason),
    };
    Ok(Probed {
        moved: cx.moved(),
        given: cx.take_looked_at(),
        seen,
        panic,
    })
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
