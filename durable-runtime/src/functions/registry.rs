//! [`Registry`]: the durable functions of this program. They register themselves when the program starts, by the
//! entries in `step/entry.rs`.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use crate::model::error::{Error, ErrorKind};
use crate::model::function_name::FunctionName;
use crate::model::history::History;
use crate::step::entry::{ActivityEntry, InlineEntry, OrchestratorEntry, Registration};
#[cfg(feature = "lock")]
use crate::step::frame::Manifest;
use crate::step::migration::MigrationEntry;

/// All annotated functions of the program, by their keys ([`FunctionName`]).
#[derive(Clone, Default)]
pub(crate) struct Registry {
    activities: HashMap<&'static str, &'static ActivityEntry>,
    orchestrators: HashMap<&'static str, &'static OrchestratorEntry>,
    /// The keys of the orchestrators of each name, from the lowest version to the highest.
    versions: HashMap<&'static str, Vec<&'static str>>,
    inline: HashMap<&'static str, &'static InlineEntry>,
    histories: HashMap<String, History>,
    /// The orchestrators under the keys that they had before.
    old_keys: HashMap<String, &'static OrchestratorEntry>,
    migrations: Vec<&'static MigrationEntry>,
}

/// Two functions of one kind, name and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DuplicateName {
    kind: &'static str,
    key: &'static str,
    first: String,
    second: String,
}

impl fmt::Display for DuplicateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            key,
            first,
            second,
        } = self;
        let function = FunctionName::of(key);
        let name = function.name;
        match function.version {
            _ if *kind == FORMER => write!(
                f,
                "two orchestrators say that they were `{name}`: at {first} and at {second}; take one `was = \"…\"` out"
            ),
            None if *kind == ACTIVITIES => write!(
                f,
                "two {kind} are named `{name}`: at {first} and at {second}; give one of them another `name = \"…\"`"
            ),
            None => write!(
                f,
                "two {kind} are named `{name}`: at {first} and at {second}; give one of them another `name = \"…\"`, or the newer one a `version = \"…\"`"
            ),
            Some(version) => write!(
                f,
                "two {kind} are version {version} of `{name}`: at {first} and at {second}; give one of them another `version = \"…\"`"
            ),
        }
    }
}

impl std::error::Error for DuplicateName {}

const ACTIVITIES: &str = "activities";

/// Two that say they had one name.
const FORMER: &str = "orchestrators with this former name";

impl Registry {
    /// The program's functions, collected once, or the first name that two functions share.
    pub(crate) fn program() -> Result<&'static Self, DuplicateName> {
        static PROGRAM: OnceLock<Result<Registry, DuplicateName>> = OnceLock::new();
        PROGRAM
            .get_or_init(Self::of_program)
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The program's functions, or the first name that two of them share.
    pub(crate) fn of_program() -> Result<Self, DuplicateName> {
        Self::of(Registration::of_program())
    }

    /// These functions, or the first name that two of them share.
    pub(crate) fn of<'a>(
        registrations: impl IntoIterator<Item = &'a Registration>,
    ) -> Result<Self, DuplicateName> {
        let mut registry = Self::default();
        let mut old_names = Vec::new();
        for registration in registrations {
            match registration {
                Registration::Activity(entry) => {
                    let other = registry.activities.insert(entry.name, entry);
                    unique(
                        ACTIVITIES,
                        entry.name,
                        other.map(ActivityEntry::place),
                        entry.place(),
                    )?;
                }
                Registration::Orchestrator(entry) => {
                    let other = registry.orchestrators.insert(entry.name, entry);
                    unique(
                        "orchestrators",
                        entry.name,
                        other.map(OrchestratorEntry::place),
                        entry.place(),
                    )?;
                    registry.list(entry.name);
                }
                Registration::History { name, history } => {
                    registry.histories.insert((*name).to_owned(), *history);
                }
                Registration::OldName { name, was } => old_names.push((*name, *was)),
                // Two of one place are told where the lock is known.
                Registration::Migration(entry) => registry.migrations.push(entry),
                Registration::Inline(entry) => {
                    let other = registry.inline.insert(entry.name, entry);
                    unique(
                        "inline orchestrators",
                        entry.name,
                        other.map(InlineEntry::place),
                        entry.place(),
                    )?;
                }
            }
        }
        for (name, was) in old_names {
            registry.know_before(name, was)?;
        }
        // Registration has no order; messages must not change from run to run.
        (registry.migrations).sort_unstable_by_key(|entry| (entry.file, entry.line, entry.name));
        Ok(registry)
    }

    /// Lets an orchestrator resume the instances that were started under an old name.
    fn know_before(&mut self, name: &'static str, was: &'static str) -> Result<(), DuplicateName> {
        // Inline orchestrators are found by `InlineEntry::of_program`.
        let Some(entry) = self.orchestrators.get(name).copied() else {
            return Ok(());
        };
        for key in Registration::old_keys(name, was) {
            if let Some(history) = self.histories.get(name).copied() {
                self.histories.entry(key.clone()).or_insert(history);
            }
            let other = self.old_keys.insert(key, entry);
            unique(
                FORMER,
                was,
                other.map(OrchestratorEntry::place),
                entry.place(),
            )?;
        }
        Ok(())
    }

    /// Adds a key to the versions of its name.
    fn list(&mut self, key: &'static str) {
        let versions = self.versions.entry(FunctionName::of(key).name).or_default();
        if !versions.contains(&key) {
            versions.push(key);
            versions.sort_unstable_by_key(|key| FunctionName::of(key));
        }
    }

    /// Lets the orchestrator `code` stand for `name`.
    pub(crate) fn stand_for(&mut self, name: &'static str, code: &str) {
        let entry = self.orchestrators.get(code).copied();
        let entry = entry.unwrap_or_else(|| panic!("there is no orchestrator `{code}`"));
        self.orchestrators.insert(name, entry);
        self.list(name);
        // They are those of the program, and this is another one.
        self.migrate_by_none();
    }

    /// Removes all migrations.
    pub(crate) fn migrate_by_none(&mut self) {
        self.migrations.clear();
    }

    /// Adds the program's migration of this name.
    pub(crate) fn migrate_by(&mut self, name: &str) {
        let program = Self::of_program().expect("the program has no two functions of one name");
        let mut migrations = program.migrations.into_iter();
        let entry = migrations.find(|migration| migration.name == name);
        let entry = entry.unwrap_or_else(|| panic!("there is no migration `{name}`"));
        self.migrations.push(entry);
    }

    /// Removes a version of an orchestrator.
    pub(crate) fn remove(&mut self, function: FunctionName<'_>) {
        let key = function.key();
        let removed = self.orchestrators.remove(&*key);
        removed.unwrap_or_else(|| panic!("there is no orchestrator `{function}`"));
        if let Some(versions) = self.versions.get_mut(function.name) {
            versions.retain(|other| *other != key);
            if versions.is_empty() {
                self.versions.remove(function.name);
            }
        }
    }

    pub(crate) fn activity(&self, name: &str) -> Option<&'static ActivityEntry> {
        self.activities.get(name).copied()
    }

    /// The orchestrator of this key, or the one that had it before.
    pub(crate) fn orchestrator(&self, key: &str) -> Option<&'static OrchestratorEntry> {
        let now = self.orchestrators.get(key);
        now.or_else(|| self.old_keys.get(key)).copied()
    }

    /// The manifest of the orchestrator of this key, or of the inline one.
    #[cfg(feature = "lock")]
    pub(crate) fn manifest(&self, key: &str, is_inline: bool) -> Option<&'static Manifest> {
        if is_inline {
            return self.inline.get(key).map(|entry| entry.manifest);
        }
        self.orchestrator(key).map(|entry| entry.manifest)
    }

    /// The key of the orchestrator of this name: of the given version, or else of the highest one.
    pub(crate) fn find(&self, name: &str, version: Option<&str>) -> Result<&'static str, Error> {
        let unknown = || self.unknown(FunctionName { name, version });
        let versions = self.versions.get(name).ok_or_else(unknown)?;
        let mut newest_first = versions.iter().rev().copied();
        let found = match version {
            None => newest_first.next(),
            Some(_) => newest_first.find(|key| FunctionName::of(key).version == version),
        };
        found.ok_or_else(unknown)
    }

    /// The key that a call asks for, and whether the call left the version to the program.
    pub(crate) fn resolved(&self, key: String) -> Result<(String, bool), Error> {
        let function = FunctionName::of(&key);
        if function.is_newest() {
            Ok((self.find(function.name, None)?.to_owned(), true))
        } else {
            Ok((key, false))
        }
    }

    /// The error for a start of a function that the program doesn't have.
    pub(crate) fn unknown(&self, function: FunctionName<'_>) -> Error {
        let name = function.name;
        let message = match (function.shown_version(), self.versions_of(name)) {
            (Some(version), Some(known)) => {
                format!(
                    "there is no version {version} of orchestrator `{name}`; there are: {known}"
                )
            }
            (None, Some(known)) => {
                format!("there is no orchestrator `{name}` without a version; there are: {known}")
            }
            (_, None) if self.old_keys.contains_key(&function.key()) => format!(
                "the orchestrator `{name}` is named `{}` now",
                FunctionName::of(self.old_keys[&function.key()].name).name
            ),
            (_, None) if self.versions.is_empty() => format!(
                "there is no orchestrator named `{name}`; the program has no orchestrators at all"
            ),
            (_, None) => format!(
                "there is no orchestrator named `{name}`; there are: {}",
                self.orchestrator_names().join(", ")
            ),
        };
        Error::new(ErrorKind::UnknownFunction, message)
    }

    /// Why an instance of a function that the program doesn't have is blocked, and what can be done.
    pub(crate) fn missing(&self, key: &str) -> String {
        let function = FunctionName::of(key);
        let name = function.name;
        match (function.shown_version(), self.versions_of(name)) {
            (Some(version), Some(known)) => format!(
                "the instance stays with version {version} of orchestrator `{name}`, and the program has only {known}; deploy version {version} beside that, or terminate the instance"
            ),
            (Some(version), None) => format!(
                "the instance stays with version {version} of orchestrator `{name}`, and the program has no orchestrator of this name; deploy that version again, or terminate the instance"
            ),
            (None, Some(known)) => format!(
                "the instance stays with the orchestrator `{name}` without a version, and the program has only {known}; deploy the one without a version beside that, or terminate the instance"
            ),
            (None, None) => format!(
                "the program has no orchestrator named `{name}`; deploy one, or terminate the instance"
            ),
        }
    }

    /// The versions that there are of a name; `None` if there are none.
    fn versions_of(&self, name: &str) -> Option<String> {
        let versions = self.versions.get(name)?.iter();
        let shown = versions.map(|key| match FunctionName::of(key).version {
            Some(version) => format!("version {version}"),
            None => "one without a version".to_owned(),
        });
        Some(shown.collect::<Vec<_>>().join(", "))
    }

    /// The machines of the program.
    pub(crate) fn machines(&self) -> impl Iterator<Item = u64> {
        let orchestrators = self.orchestrators.values().map(|entry| entry.manifest);
        let inline = self.inline.values().map(|entry| entry.manifest);
        orchestrators.chain(inline).map(|manifest| manifest.machine)
    }

    pub(crate) fn activities(&self) -> impl Iterator<Item = &'static ActivityEntry> {
        self.activities.values().copied()
    }

    /// The migrations, by their places in the sources.
    pub(crate) fn migrations(&self) -> &[&'static MigrationEntry] {
        &self.migrations
    }

    /// The names of all activities, sorted, for messages.
    pub(crate) fn activity_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.activities.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// The orchestrators with a history setting of their own, and the setting.
    pub(crate) fn histories(&self) -> impl Iterator<Item = (&str, History)> {
        self.histories
            .iter()
            .map(|(name, history)| (&**name, *history))
    }

    /// Whether there is an orchestrator of this name, of any version.
    pub(crate) fn has_orchestrator(&self, name: &str) -> bool {
        self.versions.contains_key(name)
    }

    /// The names of all orchestrators, sorted, for messages.
    pub(crate) fn orchestrator_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.versions.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

/// Fails when another function has the key.
fn unique(
    kind: &'static str,
    key: &'static str,
    other: Option<String>,
    own: String,
) -> Result<(), DuplicateName> {
    let Some(other) = other else { return Ok(()) };
    // Registration has no order; the message must not change from run to run.
    let (first, second) = if other <= own {
        (other, own)
    } else {
        (own, other)
    };
    Err(DuplicateName {
        kind,
        key,
        first,
        second,
    })
}
