//! [`Checker`]: checks instances on a thread of its own, one by one. Types are decoded by code of the user's, which may take
//! long, or for ever. Such a thread is given up, with its instance, and nothing waits for it, nor does the end of the process.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::check::{Checked, Stored};
use super::threads::spawn;
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::error::{Error, ErrorKind};
use crate::model::function_name::FunctionName;
use crate::model::log::LOG;

/// The time that the check of an instance may take, unless a test sets it.
pub(crate) const CHECK_MAX: Duration = Duration::from_secs(5);

/// The number of threads that may be given up for one function, and for all. After that, instances are passed over at once:
/// those of the function, or all.
const GIVEN_UP_OF_ONE_MAX: usize = 4;
const GIVEN_UP_MAX: usize = 16;

/// Checks instances, one by one.
pub(super) struct Checker {
    registry: Arc<Registry>,
    clock: Arc<dyn Clock>,
    time_max: Duration,
    thread: Option<Thread>,
    /// The number of threads that were given up, by the keys of the functions.
    given_up: HashMap<String, usize>,
    /// The number of instances that were passed over.
    pub(super) passed_over: u64,
}

/// The thread that checks. It ends when this is dropped, or when the check is over that it makes then.
struct Thread {
    instances: Sender<Stored>,
    checked: UnboundedReceiver<Checked>,
}

impl Checker {
    pub(super) fn new(registry: Arc<Registry>, clock: Arc<dyn Clock>, time_max: Duration) -> Self {
        Self {
            registry,
            clock,
            time_max,
            thread: None,
            given_up: HashMap::new(),
            passed_over: 0,
        }
    }

    /// Checks an instance; `None` if it is passed over, for that takes too long.
    pub(super) async fn check(&mut self, stored: Stored) -> Result<Option<Checked>, Error> {
        let function = stored.function().unwrap_or_default().to_owned();
        let of_function = self.given_up.get(&function).copied().unwrap_or(0);
        if of_function >= GIVEN_UP_OF_ONE_MAX
            || self.given_up.values().sum::<usize>() >= GIVEN_UP_MAX
        {
            self.passed_over += 1;
            return Ok(None);
        }
        let id = stored.id().clone();
        self.begin()?;
        let Some(mut thread) = self.thread.take() else {
            return Ok(None);
        };
        // A thread that has ended is told by what it answers.
        let _ = thread.instances.send(stored);
        let why = match tokio::time::timeout(self.time_max, thread.checked.recv()).await {
            Ok(Some(checked)) => {
                self.thread = Some(thread);
                return Ok(Some(checked));
            }
            Ok(None) => "panicked".to_owned(),
            Err(_) => {
                *self.given_up.entry(function.clone()).or_default() += 1;
                format!("has taken longer than {:?}", self.time_max)
            }
        };
        self.passed_over += 1;
        tracing::warn!(
            target: LOG,
            instance = %id,
            "the look at an instance of {} {why}, so it is passed over: the `Deserialize` of what it holds should be short; it is decoded when its wait ends",
            FunctionName::of(&function).quoted(),
        );
        Ok(None)
    }

    /// Begins a thread, if there is none.
    pub(super) fn begin(&mut self) -> Result<(), Error> {
        if self.thread.is_some() {
            return Ok(());
        }
        let (instances, to_check) = channel::<Stored>();
        let (answers, checked) = unbounded_channel();
        let (registry, clock) = (Arc::clone(&self.registry), Arc::clone(&self.clock));
        let runtime = Handle::current();
        let has_begun = spawn("durable-check", move || {
            let _entered = runtime.enter();
            for stored in to_check {
                if answers.send(stored.check(&registry, &clock)).is_err() {
                    return;
                }
            }
        });
        if has_begun {
            self.thread = Some(Thread { instances, checked });
            Ok(())
        } else {
            Err(Error::new(
                ErrorKind::Unavailable,
                "no thread can be started to look at instances",
            ))
        }
    }
}
