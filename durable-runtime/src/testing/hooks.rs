//! Settings for this crate's own tests, beyond the public ones. They change without notice.

use std::sync::Arc;
use std::time::Duration;

use super::crash::{CrashStore, Last};
use crate::client::builder::Builder;
use crate::client::runtime::Runtime;
use crate::functions::registry::Registry;
#[cfg(feature = "lock")]
use crate::lock::program::orchestrators;
#[cfg(feature = "lock")]
use crate::lock::write::release_text;
/// Lets a test implement `Durable` for an operation of its own.
pub use crate::machine::durable::Sealed;
use crate::model::error::Error;
use crate::model::function_name::FunctionName;
use crate::step::machines;
use crate::store::redb::RedbStore;
pub use crate::store::redb::medium::Medium;
use crate::upgrade::{Class, Graph, Moves};

/// Where an instance that waits at a point of one machine continues in another one.
#[derive(Debug)]
pub struct Compared {
    /// The point in the old machine.
    pub point: String,
    /// The point in the new machine, or why there is none.
    pub found: Result<Found, String>,
}

/// A point where an instance continues.
#[derive(Debug)]
pub struct Found {
    /// Its name.
    pub point: String,
    /// Whether the past is the same.
    pub by_past: bool,
    /// Whether the past is the same but for what has no influence. Otherwise, the future is the same.
    pub is_consistent: bool,
    /// The stored names of what is needed there, in the old machine and in the new one.
    pub locals: Vec<(String, String)>,
    /// The names of parameters that are read from the input, and their stored names in the new machine.
    pub arguments: Vec<(String, String)>,
    /// The stored names of the locals that are given their defaults.
    pub defaults: Vec<String>,
    /// The places of variables in the old machine, and in the new one: a block, and the number of a variable.
    pub variables: Vec<[(u32, u32); 2]>,
}

/// Compares two machines by their texts. `is_exact` tells whether the past of the instances is that of the old machine.
///
/// # Errors
/// If one of the texts can't be read.
pub fn compare_machines(old: &str, new: &str, is_exact: bool) -> Result<Vec<Compared>, String> {
    let read = |text| Graph::read(text).map_err(|bad| bad.to_string());
    let (old, new) = (read(old)?, read(new)?);
    let moves = Moves::between(&old, &new);
    let points = old.point_names().map(|point| Compared {
        point: point.to_owned(),
        found: match moves.of(point, is_exact) {
            Ok(found) => Ok(Found {
                point: found.to.clone(),
                by_past: found.class == Class::SamePast,
                is_consistent: found.class == Class::Consistent,
                locals: found.needed.locals.clone(),
                arguments: {
                    let arguments = found.needed.arguments.iter();
                    arguments
                        .map(|argument| (argument.parameter.clone(), argument.local.clone()))
                        .collect()
                },
                defaults: found.needed.defaults.clone(),
                variables: {
                    let places = found.variables.places.iter();
                    places.map(|(old, new)| [*old, *new]).collect()
                },
            }),
            Err(why) => Err(why.to_string()),
        },
    });
    Ok(points.collect())
}

/// The machine of an orchestrator of the program: its digest and its text.
///
/// # Panics
/// If the program has no orchestrator of this name.
pub fn machine_of(name: &str) -> (u64, &'static str) {
    let registry = Registry::program().expect("the program has no two functions of one name");
    let entry = registry.orchestrator(name);
    let manifest = entry.expect("the program has the orchestrator").manifest;
    (manifest.machine, manifest.text)
}

/// An orchestrator of the program as the first release of it in a `durable.lock`.
///
/// # Panics
/// If the program has no orchestrator of this name.
#[cfg(feature = "lock")]
pub fn release_of(name: &str) -> String {
    let program = orchestrators().expect("the program has no two functions of one name");
    let mut program = program.into_iter();
    let own = program.find(|own| own.function.key() == name && !own.inline);
    let own = own.expect("the program has the orchestrator");
    release_text(&own)
}

/// Makes all checkpoints that were written until now those of another program. The next step of each decodes all that the
/// instance holds before.
pub fn change_program() {
    machines::change_program();
}

/// Settings of a [`Builder`] for tests.
pub trait BuilderHooks: Sized {
    /// Sets the first wait of a suspect instance, in whose step the process died again and again.
    #[must_use]
    fn suspect_wait(self, wait: Duration) -> Self;

    /// Sets the time after which a step is long, so that commits no longer wait for it.
    #[must_use]
    fn long_step(self, time: Duration) -> Self;

    /// Sets the time that the look at an instance may take after the opening.
    #[must_use]
    fn check_max(self, time: Duration) -> Self;

    /// Sets the size of a layer at which the main file is written.
    #[must_use]
    fn layer_bytes(self, bytes: usize) -> Self;

    /// Sets the size of the main file from which on it is compacted when much of it is free.
    #[must_use]
    fn compact_bytes_min(self, bytes: u64) -> Self;

    /// Sets the size of the journal's rows.
    #[must_use]
    fn journal_row_bytes_max(self, bytes: usize) -> Self;

    /// Sets the size of a batch from which on it waits for the commit before it.
    #[must_use]
    fn batch_bytes_max(self, bytes: usize) -> Self;

    /// Stops the runtime dead after its `commits`-th durable commit, with none of that commit's effects done and no
    /// caller answered: a crash.
    #[must_use]
    fn halt_after_commits(self, commits: u64) -> Self;

    /// Lets an orchestrator of the program stand for another one: as if that had its code.
    ///
    /// # Panics
    /// If the program has no orchestrator of the name `code`.
    #[must_use]
    fn with_code_of(self, name: &'static str, code: &str) -> Self;

    /// Lets the program have a migration, by the name of its function. A program in which an orchestrator stands for another
    /// one has no others.
    ///
    /// # Panics
    /// If the program has no such migration.
    #[must_use]
    fn with_migration(self, name: &str) -> Self;

    /// Lets the program have no migrations.
    #[must_use]
    fn without_migrations(self) -> Self;

    /// Lets the program be without an orchestrator, or without one version of it.
    ///
    /// # Panics
    /// If the program has no such orchestrator.
    #[must_use]
    fn without(self, name: &str, version: Option<&str>) -> Self;

    /// Opens the store in two media, one for the main file and one for the journal.
    ///
    /// # Errors
    /// As for [`Builder::open`].
    fn open_media(
        self,
        main: impl Medium,
        journal: impl Medium,
    ) -> impl Future<Output = Result<Runtime, Error>> + Send;
}

fn registry_of(builder: &mut Builder) -> &mut Registry {
    builder.registry.get_or_insert_with(|| {
        Registry::of_program().expect("the program has no two functions of one name")
    })
}

impl BuilderHooks for Builder {
    fn suspect_wait(mut self, wait: Duration) -> Self {
        self.suspect_wait = wait;
        self
    }

    fn long_step(mut self, time: Duration) -> Self {
        self.long_step = time;
        self
    }

    fn check_max(mut self, time: Duration) -> Self {
        self.check_max = time;
        self
    }

    fn layer_bytes(mut self, bytes: usize) -> Self {
        self.options.layer_bytes = bytes;
        self
    }

    fn compact_bytes_min(mut self, bytes: u64) -> Self {
        self.options.compact_bytes_min = bytes;
        self
    }

    fn journal_row_bytes_max(mut self, bytes: usize) -> Self {
        self.options.journal_row_bytes_max = bytes;
        self
    }

    fn batch_bytes_max(mut self, bytes: usize) -> Self {
        self.batch_bytes_max = bytes;
        self
    }

    fn halt_after_commits(mut self, commits: u64) -> Self {
        self.around_store = Some(Box::new(move |store| {
            Arc::new(CrashStore::at(store, commits, Last::Kept))
        }));
        self
    }

    fn with_code_of(mut self, name: &'static str, code: &str) -> Self {
        registry_of(&mut self).stand_for(name, code);
        self
    }

    fn with_migration(mut self, name: &str) -> Self {
        registry_of(&mut self).migrate_by(name);
        self
    }

    fn without_migrations(mut self) -> Self {
        registry_of(&mut self).migrate_by_none();
        self
    }

    fn without(mut self, name: &str, version: Option<&str>) -> Self {
        registry_of(&mut self).remove(FunctionName { name, version });
        self
    }

    async fn open_media(self, main: impl Medium, journal: impl Medium) -> Result<Runtime, Error> {
        self.open_store(move |options| RedbStore::open_media(main, journal, options))
            .await
    }
}
