//! The entries of annotated functions. Expansions register them when the program starts ([`Registration`]), and the
//! runtime steps and runs the functions through them.

#![allow(missing_docs, reason = "only expansions see what is public here")]

use std::any::Any;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

use crate::model::failure::{Failure, Result};
use crate::model::function_name::FunctionName;
use crate::model::history::History;
use crate::model::json::{Json, JsonError};
use crate::model::registered::Registered;
use crate::model::retry::RetryPolicy;
use crate::step::cx::Cx;
use crate::step::frame::{Fault, Frame, IncompatibleCheckpoint, Manifest};
use crate::step::migration::MigrationEntry;
use crate::step::result::StepResult;
use crate::step::state::{StateType, States};

/// One annotated function, submitted by its expansion.
#[doc(hidden)]
pub enum Registration {
    Activity(&'static ActivityEntry),
    Orchestrator(&'static OrchestratorEntry),
    Inline(&'static InlineEntry),
    Migration(&'static MigrationEntry),
    /// The history setting of the orchestrator of this key.
    History {
        name: &'static str,
        history: History,
    },
    /// The name that the orchestrator of this key had before.
    OldName {
        name: &'static str,
        was: &'static str,
    },
}

impl Registration {
    /// What the program's functions have registered.
    pub(crate) fn of_program() -> impl Iterator<Item = &'static Self> {
        Registered::all().filter_map(|registered| registered.function.downcast_ref())
    }

    /// The keys under which the function of this key is known to instances that were started before it had its name.
    pub(crate) fn old_keys(name: &str, was: &str) -> Vec<String> {
        let version = FunctionName::of(name).version;
        // The old one had the version that it has now, or none.
        let versions = [None, version]
            .into_iter()
            .take(1 + usize::from(version.is_some()));
        let old = versions.map(|version| FunctionName { name: was, version });
        old.map(FunctionName::key).collect()
    }
}

/// Registers an annotated function, and makes the types of errors known that it declares or names.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($function:expr, [$($errors:expr),*]) => {
        $crate::__private::inventory::submit! {
            $crate::__private::Registered {
                function: &$function,
                errors: &[$($errors),*],
            }
        }
    };
}

/// The entry of an orchestrator: its name and the types of its errors, a step of it, and how it is run as the plain
/// function.
#[doc(hidden)]
#[macro_export]
macro_rules! __orchestrator {
    ($name:literal, $errors:tt, $($run:tt)*) => {
        static __ENTRY: $crate::__private::OrchestratorEntry =
            $crate::__private::OrchestratorEntry {
                name: $name,
                file: ::core::file!(),
                line: __MANIFEST.points[0].line,
                manifest: &__MANIFEST,
                check_input: |input| $crate::__private::check_input(&__PARAMETERS, input),
                $($run)*
            };
        $crate::__private::register! {
            $crate::__private::Registration::Orchestrator(&__ENTRY), $errors
        }
    };
}

/// The entry of an inline orchestrator, which is the same.
#[doc(hidden)]
#[macro_export]
macro_rules! __inline_orchestrator {
    ($name:literal, $errors:tt, $($run:tt)*) => {
        static __ENTRY: $crate::__private::InlineEntry = $crate::__private::InlineEntry {
            name: $name,
            file: ::core::file!(),
            line: __MANIFEST.points[0].line,
            manifest: &__MANIFEST,
            $($run)*
        };
        $crate::__private::register! {
            $crate::__private::Registration::Inline(&__ENTRY), $errors
        }
    };
}

/// An attempt of an activity: its result in the storage encoding.
pub type Attempt = Pin<Box<dyn Future<Output = Result<Vec<u8>>> + Send>>;

/// The registration of an `#[activity]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct ActivityEntry {
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub retry: Option<RetryPolicy>,
    /// Tells which failures deserve another attempt; all that aren't terminal when there is none.
    pub retry_when: Option<fn(&Failure) -> bool>,
    /// The time that one attempt may take.
    pub timeout: Option<Duration>,
    /// The number of its attempts that may run at a time; without one, only the limit for all activities counts.
    pub max_concurrent: Option<usize>,
    pub states: &'static [StateType],
    pub run: fn(&States, &[u8]) -> Attempt,
    /// Converts its input from JSON.
    pub arguments: fn(&Json) -> Result<Vec<u8>, String>,
    /// Converts a result of it to JSON.
    pub result_in_json: fn(&[u8]) -> Result<Json, NotInJson>,
}

/// The reason why a stored result can't be written in JSON.
#[derive(Debug)]
pub enum NotInJson {
    /// The running code can't read it.
    Unread(String),
    NotJson(String),
}

impl ActivityEntry {
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Whether a failure deserves another attempt. The user's code decides that, and may panic.
    pub(crate) fn deserves_retry(&self, failure: &Failure) -> bool {
        !failure.is_terminal() && self.retry_when.is_none_or(|deserves| deserves(failure))
    }
}

/// A run of an orchestrator outside of any runtime: its output in JSON.
pub type PlainRun = Pin<Box<dyn Future<Output = Result<Json>>>>;

/// The registration of an `#[orchestrator]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct OrchestratorEntry {
    /// Its key: the name, and the version if it has one.
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub manifest: &'static Manifest,
    /// Checks that an input fits the parameters.
    pub check_input: fn(&Json) -> Result<(), JsonError>,
    /// Runs one step of the machine.
    pub step: fn(&mut Frame, &mut Cx<'_>) -> StepResult,
    /// Runs the function as a plain async function.
    pub plain: fn(&Json) -> PlainRun,
}

impl OrchestratorEntry {
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// A run of an inline orchestrator outside of any runtime: a `Result<T>` of the type that its caller knows.
pub type PlainValue = Pin<Box<dyn Future<Output = Box<dyn Any>>>>;

/// The registration of an `#[orchestrator(inline)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct InlineEntry {
    /// Its key: the name, and the version if it has one.
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub manifest: &'static Manifest,
    /// Runs one step of the machine.
    pub step: fn(&mut Frame, &mut Cx<'_>) -> StepResult,
    /// Runs the function as a plain async function.
    pub plain: fn(PlainArguments) -> PlainValue,
}

/// The arguments of a plain run.
pub enum PlainArguments {
    /// The caller's own values: what they share with the caller stays shared.
    Given(Box<dyn Any>),
    /// The arguments of a cloned call, in the storage encoding.
    Stored(Vec<u8>),
}

type Entries = HashMap<String, &'static InlineEntry>;

impl InlineEntry {
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The inline orchestrators by their keys, and by those that they had before if no other one has them.
    fn by_key(all: &[&'static Registration]) -> Entries {
        let mut entries: Entries = all
            .iter()
            .filter_map(|registration| match registration {
                Registration::Inline(entry) => Some((entry.name.to_owned(), *entry)),
                _ => None,
            })
            .collect();
        for registration in all {
            if let Registration::OldName { name, was } = registration
                && let Some(entry) = entries.get(*name).copied()
            {
                for key in Registration::old_keys(name, was) {
                    entries.entry(key).or_insert(entry);
                }
            }
        }
        entries
    }

    /// The program's inline orchestrator of this key.
    pub(crate) fn of_program(name: &str) -> Option<&'static Self> {
        static ENTRIES: OnceLock<Entries> = OnceLock::new();
        let entries =
            ENTRIES.get_or_init(|| Self::by_key(&Registration::of_program().collect::<Vec<_>>()));
        entries.get(name).copied()
    }
}

/// The entry of an inline orchestrator that an instance runs. Without one, the instance is blocked.
pub(crate) fn inline_entry(name: &str) -> &'static InlineEntry {
    InlineEntry::of_program(name).unwrap_or_else(|| {
        Fault::Blocked(IncompatibleCheckpoint::NoSuchFunction {
            name: FunctionName::of(name).quoted(),
        })
        .throw()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::frame::Point;

    static MANIFEST: Manifest = Manifest::of(1, "1\n", &[Point::START]);

    const fn inline(name: &'static str) -> InlineEntry {
        InlineEntry {
            name,
            file: "",
            line: 0,
            manifest: &MANIFEST,
            step: |_, _| StepResult::Waiting,
            plain: |_| unreachable!("it is never run"),
        }
    }

    static NOW: InlineEntry = inline("now#2");
    static OTHER: InlineEntry = inline("other");

    #[test]
    fn an_inline_orchestrator_is_found_by_the_name_that_it_had() {
        static ALL: [Registration; 4] = [
            Registration::Inline(&NOW),
            Registration::Inline(&OTHER),
            Registration::OldName {
                name: "now#2",
                was: "before",
            },
            Registration::OldName {
                name: "now#2",
                was: "other",
            },
        ];
        let entries = InlineEntry::by_key(&ALL.iter().collect::<Vec<_>>());
        for (key, expected) in [
            ("now#2", Some("now#2")),
            ("before", Some("now#2")),
            ("before#2", Some("now#2")),
            ("other", Some("other")),
            ("other#2", Some("now#2")),
            ("before#3", None),
        ] {
            assert_eq!(entries.get(key).map(|entry| entry.name), expected, "{key}");
        }
    }
}
