//! `durable.lock`: the code that was released, and what becomes of its instances in this program. A change that would
//! block instances is a test that fails, before the deploy.
//!
//! The file lies beside the application's `Cargo.toml` and is checked in. It has, for each orchestrator, the released
//! machines, and what was decided about instances that wait in them. [`lock_test!`](crate::lock_test!) is a test that
//! compares the program with it, and writes it when it is told to:
//!
//! ```sh
//! cargo test                           # fails if instances of a release would be blocked, and says which
//! DURABLE_LOCK=write cargo test        # writes the present code as drafts, and accepts what it asks you to accept
//! DURABLE_LOCK=release cargo test      # numbers what you deploy: v1, v2, …
//! ```
//!
//! [`report`] gives what the test prints, for other tools. The page [upgrades](crate::upgrades) tells what the
//! answers mean.

pub(crate) mod check;
pub(crate) mod command;
pub(crate) mod compare;
pub(crate) mod decisions;
pub(crate) mod file;
pub(crate) mod migrations;
pub(crate) mod program;
pub(crate) mod report;
#[cfg(test)]
mod tests;
pub(crate) mod types;
pub(crate) mod update;
pub(crate) mod write;

#[doc(hidden)]
pub use command::test;
pub use file::LockError;
pub use report::{Against, FunctionReport, GoingBack, PointReport, Report, TypeReport, Verdict};
pub use types::fitting::Fit;

use file::Lock;
use program::{migrations as of_program, orchestrators};

/// Compares the orchestrators of this program with the text of a `durable.lock`.
///
/// To find the types of what they store, the `Deserialize` and the `Drop` of these types run.
///
/// ```standalone_crate
/// use durable_runtime::lock;
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn twice(n: u64) -> Result<u64> {
///     Ok(2 * n)
/// }
///
/// # fn main() -> Result<(), lock::LockError> {
/// let report = lock::report("format = 1\n")?;
/// assert!(report.problems[0].contains("twice: it is not in durable.lock"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If the text is no lock, or was damaged.
pub fn report(lock: &str) -> Result<Report, LockError> {
    let lock = Lock::read(lock)?;
    Ok(match orchestrators() {
        Ok(program) => check::check(&lock, &program, &of_program()),
        Err(duplicate) => Report {
            problems: vec![duplicate.to_string()],
            ..Report::default()
        },
    })
}

/// A test of the program against its `durable.lock`, beside the crate's `Cargo.toml`. See
/// [the guide](crate::upgrades#before-the-deploy).
///
/// It sees the orchestrators that are linked into its test program. In a binary it may be in `main.rs`. Of a library it
/// is best in a file of its own, so that those of other tests are not in it: `tests/lock.rs`, with `use the_crate as _;`.
///
/// ```
/// use durable_runtime::prelude::*;
///
/// #[orchestrator]
/// async fn twice(n: u64) -> Result<u64> {
///     Ok(2 * n)
/// }
///
/// durable_runtime::lock_test!();
/// ```
///
/// Where a package has several programs, each has a lock of its own:
///
/// ```
/// durable_runtime::lock_test!("billing.lock");
/// ```
#[macro_export]
macro_rules! lock_test {
    () => {
        $crate::lock_test!("durable.lock");
    };
    ($file:literal) => {
        #[test]
        fn no_instance_is_blocked_by_the_deploy() {
            $crate::lock::test(::core::concat!(
                ::core::env!("CARGO_MANIFEST_DIR"),
                "/",
                $file
            ));
        }
    };
}
