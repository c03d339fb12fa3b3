//! The orchestrators of this program, inline ones included, as the lock sees them.

use super::file::LockedFunction;
use super::types::TypesOf;
use super::types::shape::Types;
use crate::functions::registry::{DuplicateName, Registry};
use crate::model::function_name::FunctionName;
use crate::step::entry::Registration;
use crate::step::frame::Manifest;
use crate::step::migration::MigrationEntry;

/// A function of the program.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub(crate) function: FunctionName<'static>,
    pub(crate) inline: bool,
    pub(crate) line: u32,
    /// The keys that it had before.
    pub(crate) old_keys: Vec<String>,
    pub(crate) manifest: &'static Manifest,
    /// The types of what it stores, if they are known.
    pub(crate) types: Option<Types>,
}

impl Own {
    pub(crate) fn key(&self) -> (FunctionName<'static>, bool) {
        (self.function, self.inline)
    }

    /// Whether it had the name of a function of the lock before.
    pub(crate) fn was(&self, function: &LockedFunction) -> bool {
        self.inline == function.inline && self.old_keys.contains(&function.function().key())
    }

    /// Its source file, from the root of the workspace.
    pub(crate) fn file(&self) -> String {
        shown(self.manifest.file)
    }
}

/// A source file, the same on all machines: of one outside of the workspace, the path from the folder of its crate.
fn shown(file: &str) -> String {
    let file = file.replace('\\', "/");
    let is_absolute = file.starts_with('/') || file.contains(":/");
    let within = file.rsplit_once("/src/").filter(|_| is_absolute);
    match within.map(|(before, after)| (before.rsplit('/').next(), after)) {
        Some((Some(of), after)) => format!("{of}/src/{after}"),
        _ => file,
    }
}

/// The program's orchestrators, by name and version.
pub(crate) fn orchestrators() -> Result<Vec<Own>, DuplicateName> {
    Registry::of_program()?;
    let mut types = TypesOf::default();
    let functions = Registration::of_program().filter_map(|registration| match registration {
        Registration::Orchestrator(entry) => Some(Own {
            function: FunctionName::of(entry.name),
            inline: false,
            line: entry.line,
            old_keys: old_keys(entry.name),
            manifest: entry.manifest,
            types: Some(types.machine(entry.step, entry.manifest)),
        }),
        Registration::Inline(entry) => Some(Own {
            function: FunctionName::of(entry.name),
            inline: true,
            line: entry.line,
            old_keys: old_keys(entry.name),
            manifest: entry.manifest,
            types: Some(types.machine(entry.step, entry.manifest)),
        }),
        Registration::Activity(_)
        | Registration::History { .. }
        | Registration::OldName { .. }
        | Registration::Migration(_) => None,
    });
    // The runtime's own functions come with its release, and with a feature that another package of the workspace may turn on.
    let mut functions: Vec<Own> = functions
        .filter(|own| !own.function.is_of_runtime())
        .collect();
    functions.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    Ok(functions)
}

/// The keys that a function had before.
fn old_keys(name: &str) -> Vec<String> {
    let all = Registration::of_program();
    let old = all.filter_map(|registration| match registration {
        Registration::OldName { name: of, was } if *of == name => Some(*was),
        _ => None,
    });
    old.flat_map(|was| Registration::old_keys(name, was))
        .collect()
}

/// The program's migrations.
pub(crate) fn migrations() -> Vec<&'static MigrationEntry> {
    // Without two functions of one name there is a registry, and otherwise that is told.
    Registry::of_program().map_or_else(|_| Vec::new(), |registry| registry.migrations().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_no_path_of_this_machine() {
        for (file, expected) in [
            ("samples/src/bin/monitor.rs", "samples/src/bin/monitor.rs"),
            ("samples\\src\\lib.rs", "samples/src/lib.rs"),
            (
                "/home/ada/.cargo/registry/src/index/bank-1.2.0/src/lib.rs",
                "bank-1.2.0/src/lib.rs",
            ),
            ("C:\\work\\bank\\src\\lib.rs", "bank/src/lib.rs"),
        ] {
            assert_eq!(shown(file), expected);
        }
    }
}
