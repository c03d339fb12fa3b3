//! The compiler of `durable-runtime`: `#[orchestrator]` turns an `async fn` into a state machine that
//! can be stored at every await, and `#[activity]` registers the functions that it calls. `#[migration]` registers a function
//! that takes waiting instances into changed code.
//!
//! Use it through `durable_runtime`, which re-exports the attributes.

mod anchors;
mod args;
mod bindings;
mod cfg;
mod check;
mod concurrency;
mod diagnostics;
mod digest;
mod emit;
mod expand;
mod hygiene;
mod ids;
mod join_sets;
mod known_macros;
mod lower;
mod methods;
mod model;
mod operands;
mod parse;
mod precedence;
mod symbols;
mod tokens;

#[cfg(test)]
mod tests;

use quote::quote;

/// Marks an `async fn` that does work: requests, files, databases, anything.
///
/// In an orchestrator a call is scheduled durably and runs at least once; awaited anywhere else it simply runs.
/// Parameters of type `State<T>` are provided by the runtime and are not a part of the call.
///
/// Arguments, all optional:
/// - `name = "…"`: the name it is stored under, when it should differ from the function's;
/// - `retry(attempts = 5, first = "1s", backoff = 2.0, max = "1m", timeout = "10m", when = path)`: how
///   failures are tried again (`attempts` counts the first; `when` is a `fn(&Failure) -> bool`, which is called as a part
///   of the attempt that has failed, and may take its time: `timeout` doesn't end it);
/// - `timeout = "30s"`: how long one attempt may take;
/// - `max_concurrent = 4`: how many attempts may run at a time, within what the runtime's limit leaves;
/// - `errors(PayError, …)`: error types that may be in the returned `anyhow::Error` or `Box<dyn Error>`, and arrive
///   with their own type; the type that a function declares itself does so anyway if it is `Serialize`;
/// - `crate = df`: the path of `durable_runtime`, if `Cargo.toml` renames it.
#[proc_macro_attribute]
pub fn activity(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let item = item.into();
    expand::guarded(&item, &quote!(ActivityCall), || {
        expand::activity(arguments.into(), &item)
    })
    .into()
}

/// Compiles an `async fn` into a state machine that is stored at every await and resumes from there.
///
/// It may await durable operations: activities, timers, external events, other orchestrators. Between two awaits it is
/// ordinary Rust, clocks and random numbers included. Locals that are needed after an await must be storable (serde);
/// all others need not.
///
/// Arguments, all optional:
/// - `name = "…"`: the name it is started and stored under, when it should differ from the function's;
/// - `version = "2"`: numbers with dots between them. Several orchestrators of one name may be in a program if their
///   versions differ, and an instance stays with the one that it was started with;
/// - `was = "old_name"`: the name that it had before, with the version that it has now or none. Instances that were started
///   under that name go on in it, if no other orchestrator has the name;
/// - `inline`: a helper that is awaited as a part of its caller's instance: with the caller's id, stored with it, and
///   never started by itself. Its parameters need only be storable, not JSON;
/// - `history = 100`: the number of events that the histories of its instances keep; or `history = "all"`, or `history
///   = "none"`. `Builder::history` sets the default;
/// - `errors(PayError, …)`: error types that may be in the returned `anyhow::Error` or `Box<dyn Error>`, and arrive
///   with their own type; the type that a function declares itself does so anyway if it is `Serialize`;
/// - `crate = df`: the path of `durable_runtime`, if `Cargo.toml` renames it.
///
/// Before a statement of the body, `#[durable(…)]` tells what changed code means for instances that wait:
/// - `name = "approval"`: the name of what is awaited there, in place of `event#1`; before a loop, a block, an `if` or a
///   `match` it stands before the names of all awaits in it (`poll/sleep#1`);
/// - `default = price * count`, before a `let`: the local's value in an instance of code that did not keep it;
/// - `was = "price"`, before a `let`: the name that the local had.
#[proc_macro_attribute]
pub fn orchestrator(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let item = item.into();
    expand::guarded(&item, &quote!(OrchestrationCall), || {
        expand::orchestrator(&arguments.into(), &item)
    })
    .into()
}

/// Registers a function that takes waiting instances into changed code, where nothing else tells how they continue.
///
/// The function turns what an instance kept at a point of a released version into what a point of the new code needs. It is given
/// the locals that the instance kept there, as a value of a type of yours with fields of their names, and what is known of the instance
/// (`Migrating`). It returns where the instance continues (`Go`), or why it can't (`Blocked`).
///
/// It is a plain function: it awaits nothing and must have no effects, for the runtime calls it again and again: when it looks at
/// the instances after opening a store, when it checks a store, and in the step that makes the migration. That step is committed
/// with what the function has told, or nothing is. A panic in it blocks the instance.
///
/// Arguments:
/// - `of = "…"`: the name under which the orchestrator is stored;
/// - `version = "2"`: its version, if it has one;
/// - `from = "v4"`: the release in `durable.lock` that the instances wait in. The runtime needs the lock for that, by
///   `Builder::lock`;
/// - `at = "sleep#1"`: the point of that release where they wait;
/// - `crate = df`: the path of `durable_runtime`, if `Cargo.toml` renames it.
///
/// Opening a store fails if there is no such release or point, and if two migrations, or a migration and a decision, are for the
/// same instances.
#[proc_macro_attribute]
pub fn migration(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let item = item.into();
    expand::guarded(&item, &quote!(), || {
        expand::migration(arguments.into(), &item)
    })
    .into()
}
