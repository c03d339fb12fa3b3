//! [`Registry`]: the durable functions of this program. They register themselves when the program starts, by the
//! entries in `step/entry.rs`.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::history::History;
use crate::step::entry::{ActivityEntry, InlineEntry, OrchestratorEntry, Registration};

/// All annotated functions of the program, by name.
#[derive(Clone, Default)]
pub(crate) struct Registry {
    activities: HashMap<&'static str, &'static ActivityEntry>,
    orchestrators: HashMap<&'static str, &'static OrchestratorEntry>,
    inline: HashMap<&'static str, &'static InlineEntry>,
    histories: HashMap<&'static str, History>,
}

/// Two functions of one kind and name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "two {kind} are named `{name}`: at {first} and at {second}; give one of them another `name = \"…\"`"
)]
pub(crate) struct DuplicateName {
    kind: &'static str,
    name: &'static str,
    first: String,
    second: String,
}

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
        for registration in registrations {
            match registration {
                Registration::Activity(entry) => {
                    let other = registry.activities.insert(entry.name, entry);
                    unique(
                        "activities",
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
                }
                Registration::History { name, history } => {
                    registry.histories.insert(name, *history);
                }
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
        Ok(registry)
    }

    /// Lets the orchestrator `code` stand for `name`.
    pub(crate) fn stand_for(&mut self, name: &'static str, code: &str) {
        let entry = self.orchestrators.get(code).copied();
        let entry = entry.unwrap_or_else(|| panic!("there is no orchestrator `{code}`"));
        self.orchestrators.insert(name, entry);
    }

    pub(crate) fn activity(&self, name: &str) -> Option<&'static ActivityEntry> {
        self.activities.get(name).copied()
    }

    pub(crate) fn orchestrator(&self, name: &str) -> Option<&'static OrchestratorEntry> {
        self.orchestrators.get(name).copied()
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

    /// The names of all activities, sorted, for messages.
    pub(crate) fn activity_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.activities.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// The orchestrators with a history setting of their own, and the setting.
    pub(crate) fn histories(&self) -> impl Iterator<Item = (&'static str, History)> {
        self.histories
            .iter()
            .map(|(name, history)| (*name, *history))
    }

    /// The names of all orchestrators, sorted, for messages.
    pub(crate) fn orchestrator_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.orchestrators.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

/// Fails when another function has the name.
fn unique(
    kind: &'static str,
    name: &'static str,
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
        name,
        first,
        second,
    })
}
