//! [`Go`]: what a migration tells of an instance; and [`went`], by which an expansion asks it.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use crate::machine::durable::Durable;
use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::step::migration::given::Given;
use crate::step::migration::locals::{LocalsGiven, LocalsNeeded};
use crate::step::migration::{Blocked, WaitsFor, Went};

/// Where an instance continues, as a [migration](macro@crate::migration) tells it: `L` has the locals that are needed there.
///
/// The locals are the named fields of a struct, under the names of the locals in the new code, which
/// [`Waiting::locals`](crate::Waiting::locals) and the documentation of the orchestrator show; `()` if none is needed. Exactly
/// those that the point needs must be there. What the instance held and is not given again ends as a dropped value does: an
/// operation is cancelled, a [`JoinSet`](crate::JoinSet)'s tasks are aborted, and a spawned task runs on.
///
/// What doesn't fit the point blocks the instance, with the reason.
#[must_use = "it has an effect as what a migration returns"]
pub struct Go<L> {
    went: Went,
    locals: PhantomData<fn() -> L>,
}

impl<L> fmt::Debug for Go<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.went {
            Went::To { point, .. } => write!(f, "Go to `{point}`"),
            Went::StartsOver(_) => f.write_str("Go from the start"),
            Went::Fails(failure) => write!(f, "Go and fail: {failure}"),
        }
    }
}

impl<L: LocalsNeeded> Go<L> {
    /// Goes on waiting for the same operation, at the point `to`. The operation must be of the type that is awaited there.
    ///
    /// ```standalone_crate
    /// use durable_runtime::{Blocked, Go, Migrating, migration};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Deserialize)]
    /// struct AtAlert {
    ///     phone: String,
    /// }
    ///
    /// #[derive(Serialize)]
    /// struct AtGrace {
    ///     phone: String,
    ///     tries: u32,
    /// }
    ///
    /// #[migration(of = "E3_Monitor", from = "v4", at = "send_alert#1")]
    /// fn alert_to_grace(old: AtAlert, _: &Migrating) -> Result<Go<AtGrace>, Blocked> {
    ///     Ok(Go::waiting("send_alert#2", AtGrace { phone: old.phone, tries: 0 }))
    /// }
    /// # fn main() {}
    /// ```
    pub fn waiting(to: impl Into<String>, locals: L) -> Self {
        Self::to(to, &locals, WaitsFor::TheSame)
    }

    /// Gives up what the instance waits for. The await at the point `to` is ready with `output`, which must be of the type that
    /// the await gives: a `Result` for an activity or an event, `()` for a timer. The output of a `select!` can't be given.
    ///
    /// ```standalone_crate
    /// use durable_runtime::{Blocked, Failure, Go, Migrating, migration};
    ///
    /// #[migration(of = "order", from = "v2", at = "approval#1")]
    /// fn all_are_approved(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    ///     Ok(Go::got("event#1", (), Ok::<bool, Failure>(true)))
    /// }
    /// # fn main() {}
    /// ```
    pub fn got<T: 'static>(to: impl Into<String>, locals: L, output: T) -> Self {
        Self::to(to, &locals, WaitsFor::Other(Given::output(output)))
    }

    /// Gives up what the instance waits for. It begins `operation` in place of that, and waits for it at the point `to`. The
    /// operation must be of the type that is awaited there. A time counts from now.
    ///
    /// ```standalone_crate
    /// use durable_runtime::{Blocked, Go, Migrating, migration, sleep};
    /// use std::time::Duration;
    ///
    /// #[migration(of = "order", from = "v2", at = "approval#1")]
    /// fn a_day_of_grace(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    ///     Ok(Go::begin("sleep#1", (), sleep(Duration::from_secs(24 * 3600))))
    /// }
    /// # fn main() {}
    /// ```
    pub fn begin<D: Durable>(to: impl Into<String>, locals: L, operation: D) -> Self {
        Self::to(to, &locals, WaitsFor::Other(Given::operation(operation)))
    }

    fn to(to: impl Into<String>, locals: &L, wait: WaitsFor) -> Self {
        Self::of(Went::To {
            point: to.into(),
            locals: LocalsGiven::of(locals),
            wait,
        })
    }
}

impl<L> Go<L> {
    fn of(went: Went) -> Self {
        Self {
            went,
            locals: PhantomData,
        }
    }

    /// Starts the instance from the beginning of the new code, with an input in the form of
    /// [`Runtime::start_named`](crate::Runtime::start_named). What it holds and waits for is given up. Events that nobody has
    /// taken stay, and [`Status::input`](crate::Status::input) still shows what it was started with.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a literal or a `json!` is what users pass"
    )]
    pub fn start_over(input: impl Serialize) -> Self {
        Self::of(Went::StartsOver(Json::of(&input)))
    }

    /// Ends the instance with a failure. What it waits for is given up.
    pub fn fail(failure: impl Into<Failure>) -> Self {
        Self::of(Went::Fails(failure.into()))
    }
}

/// What a migration has told, for an expansion.
#[doc(hidden)]
#[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
pub fn went<L>(told: Result<Go<L>, Blocked>) -> Result<Went, String> {
    match told {
        Ok(go) => Ok(go.went),
        Err(blocked) => Err(format!("leaves it blocked: {blocked}")),
    }
}
